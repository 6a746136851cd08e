// What suppliers of a reserve earn a year.
// Ports the supply side of DefaultReserveInterestRateStrategyV2.calculateInterestRates of Aave v3.6
// (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: the deficit lowers what suppliers earn but not what borrowers pay.

import { percentMul } from "../../math/percent.ts";
import { rayDiv, rayMul } from "../../math/ray.ts";
import { type Bps, ONE_IN_BPS, type Ray } from "../../math/units.ts";

/** Debt / (liquidity + debt + deficit), half up; zero without debt. Amounts in the reserve's own token. */
export const supplyUsageRatio = (liquidity: bigint, totalDebt: bigint, deficit: bigint): Ray =>
  totalDebt === 0n ? 0n : rayDiv(totalDebt, liquidity + totalDebt + deficit);

/** Yearly rate that suppliers earn: the borrow rate over the used part, less the reserve factor. */
export const liquidityRate = (borrowRate: Ray, supplyUsage: Ray, reserveFactor: Bps): Ray =>
  percentMul(rayMul(borrowRate, supplyUsage), ONE_IN_BPS - reserveFactor);
