/**
 * How two large accounts bring the lender's utilisation to the tape's: one borrows or repays; where it owes
 * too little to repay what is needed, the other supplies. The borrower's collateral is taken to be enough.
 */
import { normalizedDebt, type Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { rayMul } from "../../strategies/kernels/math/ray.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { StepPlan, Whales } from "./step-plan.ts";
import type { TapeRow } from "./tape.ts";

/** Smaller changes, as a part of the reserve, are left out. */
const SMALLEST_CHANGE = 1_000_000_000n;

/** Amounts in wei of WETH, as of the row's time. */
export function planUtilisation(
  { time, wethUtilisation }: TapeRow,
  weth: Reserve,
  whales: Whales,
): Pick<StepPlan, "lenderWhale" | "borrowerWhale"> {
  if (wethUtilisation === undefined) return {};
  const index = normalizedDebt(weth, time);
  const debt = rayMul(weth.scaledDebt, index);
  const total = weth.availableLiquidity + debt;
  const missing = (total * wethUtilisation.value) / WAD - debt;
  const smallest = total / SMALLEST_CHANGE;
  if (missing > smallest) return { borrowerWhale: { kind: "borrow", amount: missing } };
  if (missing >= -smallest) return {};
  const owed = rayMul(whales.borrower.scaledDebt, index);
  if (owed >= -missing) return { borrowerWhale: { kind: "repay", amount: -missing } };
  const repay = owed > 0n ? { borrowerWhale: { kind: "repay", amount: owed } as const } : {};
  if (wethUtilisation.value === 0n) return repay;
  const supply = ((debt - owed) * WAD) / wethUtilisation.value - total;
  return supply > smallest ? { lenderWhale: { kind: "supply", amount: supply }, ...repay } : repay;
}
