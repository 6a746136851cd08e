/**
 * What it would cost the vault if a delever came too late: what the lender's liquidators would take, by how far LTV is on the
 * way from its band to the liquidation line. A keeper that saves gas where this is large is the incident, not the cure (INC-07).
 */
import { RATIO, Urgency } from "../strategies/decision.ts";

/** Aave's close factor: half of the debt in one liquidation. */
const CLOSED = 500_000_000n;
/** The bonus of stETH's reserve on Aave v2, and of wstETH's on the offline mainnet: 7.5%. */
const BONUS = 75_000_000n;
/** Just above the band a liquidation is one bad day away, not none. */
const SHALLOWEST = 100_000_000n;
/** Past this LTV debt is no longer told from equity; the multiple at 0.95. */
const MOST_LEVERED = 950_000_000;

const ONE = BigInt(RATIO);

/** A position that borrows: its ratios scaled 1e9, its size at entry value. */
export interface Borrower {
  readonly ltv: number;
  /** The band's upper edge. */
  readonly high: number;
  readonly liquidationLtv: number;
  readonly units: bigint;
}

/** Wei, counting a unit as one ether: it is worth more, so the answer errs low. */
export function lateCost(
  { ltv: debtRatio, high, liquidationLtv, units }: Borrower,
  urgency: Urgency,
): bigint {
  const ltv = BigInt(Math.min(debtRatio, MOST_LEVERED));
  const debt = (units * ltv) / (ONE - ltv);
  const liquidated = (((debt * CLOSED) / ONE) * BONUS) / ONE;
  if (urgency === Urgency.rescue) return liquidated;
  const way = BigInt(Math.max(liquidationLtv - high, 1));
  const gone = (BigInt(Math.max(debtRatio - high, 0)) * ONE) / way;
  const depth = gone < SHALLOWEST ? SHALLOWEST : gone > ONE ? ONE : gone;
  return (liquidated * depth) / ONE;
}
