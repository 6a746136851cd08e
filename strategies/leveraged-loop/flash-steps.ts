/**
 * The two steps that a loop takes inside a flash loan: one buys collateral with borrowed ETH, the other sells
 * collateral to repay. The twin of `onFlash` and what it calls in
 * `contracts/strategies/LeveragedLoopStrategy.sol`; mind that every stETH transfer moves whole shares,
 * rounded down. The flash loan itself is free.
 */
import { borrow } from "../kernels/aave/v3.0/borrow.ts";
import { repay } from "../kernels/aave/v3.0/repay.ts";
import { borrowRefusal, withdrawRefusal } from "../kernels/aave/v3.0/risk.ts";
import { supply } from "../kernels/aave/v3.0/supply.ts";
import { withdraw } from "../kernels/aave/v3.0/withdraw.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { unwrap, wrap } from "../kernels/lido/wsteth.ts";
import { least } from "../kernels/math/extremes.ts";
import { ProtocolRevert } from "../kernels/revert.ts";
import { accountDataOf, debtOf } from "../market/lender-account.ts";
import type { Market } from "../market/market.ts";
import { buy, sell } from "../market/steth-route.ts";
import { Refusal } from "../refusal.ts";
import { type LoopPosition, UNWIND_DUST } from "./position.ts";

/** The lender rounds each repayment by at most one wei. */
const REPAY_DUST = 2n;

/** Buys stETH with `amount` ETH, supplies it and borrows as much again. */
export function leverUp(market: Market, position: LoopPosition, amount: bigint): void {
  requireFlash(market, amount);
  position.looseShares += buy(market, amount);
  supplyLoose(market, position);
  const { weth } = market.lender;
  refuse(borrowRefusal(accountDataOf(market, position), amount));
  borrow(weth, position.weth, amount, market.time);
}

/**
 * Repays `debt`, frees `collateral` units and sells `sold` stETH of them; what the sale brings above the debt
 * stays as WETH.
 */
export function unwind(
  market: Market,
  position: LoopPosition,
  debt: bigint,
  collateral: bigint,
  sold: bigint,
): void {
  if (debt === 0n) {
    free(market, position, collateral);
    return;
  }
  requireFlash(market, debt);
  position.looseWeth += debt;
  repayFrom(market, position, debt);
  free(market, position, collateral);
  const shares = sharesByEther(market.lido, sold);
  if (shares > position.looseShares) throw new ProtocolRevert("TRANSFER_AMOUNT_EXCEEDS_BALANCE");
  const fetched = sell(market, sold);
  if (fetched < debt) throw new ProtocolRevert("Exchange resulted in fewer coins than expected");
  position.looseShares -= shares;
  position.looseWeth += fetched - debt;
}

/** Wraps and supplies whatever stETH and wstETH lie loose, but for dust, which the lender may refuse. */
export function supplyLoose(market: Market, position: LoopPosition): void {
  const { lido, lender } = market;
  const loose = etherByShares(lido, position.looseShares);
  const wrapped = sharesByEther(lido, loose);
  if (wrapped > 0n) {
    position.looseWsteth += wrap(lido, loose);
    position.looseShares -= wrapped;
  }
  if (position.looseWsteth <= UNWIND_DUST) return;
  supply(lender.wsteth, position.wsteth, position.looseWsteth, market.time);
  position.looseWsteth = 0n;
}

/** Repays with whatever WETH lies loose, and returns how much that was, wei. */
export function repayLoose(market: Market, position: LoopPosition): bigint {
  const amount = least(position.looseWeth, debtOf(market, position));
  return amount === 0n ? 0n : repayFrom(market, position, amount);
}

/** What the lender's rounding would make nothing of stays loose, unless it is all that is owed. */
function repayFrom(market: Market, position: LoopPosition, amount: bigint): bigint {
  if (amount <= REPAY_DUST && amount < debtOf(market, position)) return 0n;
  const repaid = repay(market.lender.weth, position.weth, amount, market.time);
  position.looseWeth -= repaid;
  return repaid;
}

/** Takes `collateral` units out of the lender and turns them, and any wstETH that lay loose, into stETH. */
export function free(market: Market, position: LoopPosition, collateral: bigint): void {
  const { lido, lender } = market;
  if (collateral > 0n) {
    position.looseWsteth += withdraw(lender.wsteth, position.wsteth, collateral, market.time);
    refuse(withdrawRefusal(accountDataOf(market, position)));
  }
  if (position.looseWsteth === 0n) return;
  position.looseShares += sharesByEther(lido, unwrap(lido, position.looseWsteth));
  position.looseWsteth = 0n;
}

function requireFlash({ flashLiquidity: available }: Market, wanted: bigint): void {
  if (available < wanted) throw new Refusal("FlashShort", { wanted, available });
}

/** The lender's answer to an action that it does not allow. */
function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new ProtocolRevert(reason);
}
