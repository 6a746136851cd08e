/**
 * The ripcord auction: past the ripcord line anyone may repay debt and take collateral at the lender's price and a discount. The
 * twin of `ripcord` in `contracts/strategies/LeveragedLoopStrategy.sol`.
 */
import { Reason } from "../decision.ts";
import { repay as repayLoan } from "../kernels/aave/v3.0/repay.ts";
import { withdrawRefusal } from "../kernels/aave/v3.0/risk.ts";
import { withdraw } from "../kernels/aave/v3.0/withdraw.ts";
import { least } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { WAD } from "../kernels/math/units.ts";
import { ProtocolRevert } from "../kernels/revert.ts";
import { lenderRate } from "../market/feed.ts";
import { accountDataOf, collateralOf, debtOf } from "../market/lender-account.ts";
import { Refusal } from "../refusal.ts";
import { bands, decide } from "./policy.ts";
import type { Loop } from "./position.ts";
import { ratio, risk } from "./risk.ts";
import { auctionDiscount, toAuction } from "./sizing.ts";

const RATIO = 1_000_000_000n;
const WHOLE_BPS = 10_000n;
const FROM_BPS = 100_000n;

export interface Auction {
  /** Debt that was repaid, wei. */
  readonly repaid: bigint;
  /** Units of collateral that were given for it. */
  readonly units: bigint;
  /** What was given beyond the debt, a part of it, 1e9. */
  readonly discount: bigint;
}

/**
 * Repays at most `repay` wei of the loop's debt, in place. Refuses with NotPastLine, InsufficientRealised, LtvNotLower; the lender
 * refuses what would leave it liquidatable.
 */
export function ripcord(loop: Loop, repay: bigint, minUnits: bigint): Auction {
  const { market, position, settings } = loop;
  const before = risk(loop);
  const { reason, level } = decide(before, settings.params);
  if (reason !== Reason.pastRipcord) throw new Refusal("NotPastLine", { ltv: before.ltv });
  position.level = level;
  position.lastAction = market.time;

  const { target, line } = bands(before, level, settings.params);
  const bonus = (market.lender.collateral.liquidationBonus - WHOLE_BPS) * FROM_BPS;
  const [ltv, liquidationLtv] = [BigInt(before.ltv), BigInt(before.liquidationLtv)];
  const discount = auctionDiscount(ltv, BigInt(line), liquidationLtv, bonus);
  const rate = lenderRate(market);
  const value = (collateralOf(market, position) * rate) / WAD;
  const repaid = least(repay, toAuction(value, debtOf(market, position), BigInt(target), discount));
  const units = mulDivFloor(mulDivFloor(repaid, RATIO + discount, RATIO), WAD, rate);
  if (repaid === 0n || units < minUnits)
    throw new Refusal("InsufficientRealised", { realised: units, minUnits });

  repayLoan(market.lender.weth, position.weth, repaid, market.time);
  withdraw(market.lender.wsteth, position.wsteth, units, market.time);
  const data = accountDataOf(market, position);
  const refused = withdrawRefusal(data);
  if (refused !== undefined) throw new ProtocolRevert(refused);
  const ltvAfter = ratio(data.totalDebtBase, data.totalCollateralBase);
  if (ltvAfter >= before.ltv) throw new Refusal("LtvNotLower", { before: before.ltv, afterwards: ltvAfter });
  return { repaid, units, discount };
}
