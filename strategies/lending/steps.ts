/**
 * The steps that actions and withdrawals are made of: repaying from what is at hand, freeing collateral, and buying what is
 * missing in one flash loan. The twin of the private half of `contracts/strategies/lending/LendingStrategy.sol`; mind that
 * every stETH transfer moves whole shares, rounded down. The flash loan itself is free.
 */
import { repay } from "../kernels/aave/v3.0/repay.ts";
import { withdrawRefusal } from "../kernels/aave/v3.0/risk.ts";
import { supply } from "../kernels/aave/v3.0/supply.ts";
import { withdraw as withdrawCollateral } from "../kernels/aave/v3.0/withdraw.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { unwrap, wrap } from "../kernels/lido/wsteth.ts";
import { least } from "../kernels/math/extremes.ts";
import { ProtocolRevert } from "../kernels/revert.ts";
import { sell } from "../market/steth-route.ts";
import { Refusal } from "../refusal.ts";
import { debtOf, type Lending, UNWIND_DUST } from "./books.ts";
import { account } from "./risk.ts";
import { buy } from "./stable-route.ts";
import { withdraw } from "./venue.ts";

/** The lender rounds each repayment by at most one of the borrowed asset's own units; no market trades so little. */
export const REPAY_DUST = 2n;

/** What is bought to repay, and what is sold for it. */
export interface Purchase {
  /** Borrowed asset to repay. */
  readonly debt: bigint;
  /** WETH of the flash loan that buys it. */
  readonly wethIn: bigint;
  /** Units to free. */
  readonly collateral: bigint;
  /** stETH of them to sell. */
  readonly sold: bigint;
}

export function buyAndRepay(lending: Lending, { debt, wethIn, collateral, sold }: Purchase): void {
  const { around, position } = lending;
  const { market } = around;
  if (market.flashLiquidity < wethIn) {
    throw new Refusal("FlashShort", { wanted: wethIn, available: market.flashLiquidity });
  }
  position.looseStable += buy(around.pair, wethIn);
  repayAmount(lending, debt);
  free(lending, collateral);
  position.looseShares -= sharesByEther(market.lido, sold);
  position.looseWeth += sell(market, sold) - wethIn;
}

/** Repays with what the venue pays; returns it. */
export function repayFromVenue(lending: Lending, amount: bigint): bigint {
  if (amount === 0n) return 0n;
  withdraw(lending.around.venue, amount);
  lending.position.looseStable += amount;
  return repayAmount(lending, amount);
}

export function repayLoose(lending: Lending): bigint {
  const amount = least(lending.position.looseStable, debtOf(lending));
  return amount === 0n ? 0n : repayAmount(lending, amount);
}

/** Loose wstETH is unwrapped with it. */
export function free(lending: Lending, collateral: bigint): void {
  const { position, around } = lending;
  const { market } = around;
  if (collateral > 0n) {
    withdrawCollateral(market.lender.wsteth, position.wsteth, collateral, market.time);
    refuse(withdrawRefusal(account(lending)));
    position.looseWsteth += collateral;
  }
  if (position.looseWsteth > 0n) {
    position.looseShares += sharesByEther(market.lido, unwrap(market.lido, position.looseWsteth));
    position.looseWsteth = 0n;
  }
}

/** Wraps and supplies whatever stETH and wstETH lie loose, but for dust, which the lender may refuse. */
export function supplyLoose({ around: { market }, position }: Lending): void {
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

/** @throws the lender's own code, where it has one */
export function refuse(code: string | undefined): void {
  if (code !== undefined) throw new ProtocolRevert(code);
}

/** What the lender's rounding would make nothing of stays loose, unless it is all that is owed. */
function repayAmount(lending: Lending, amount: bigint): bigint {
  if (amount <= REPAY_DUST && amount < debtOf(lending)) return 0n;
  const { around, position } = lending;
  const repaid = repay(around.stable, position.stable, amount, around.market.time);
  position.looseStable -= repaid;
  return repaid;
}
