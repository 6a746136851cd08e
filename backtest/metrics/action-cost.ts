/** What one action of the keeper gave away, and what its gas cost. */
import type { ActionRecord } from "../result.ts";

const WAD = 10n ** 18n;
const WEI_A_GWEI = 1e9;

/**
 * ETH wei that the action's trade gave up against redemption; negative where it gained. Lido redeems one stETH for one ETH,
 * so a stETH sold for 0.96 ETH gave up 0.04. Units that a lever gained are floored to ETH.
 * @param redemptionRate ETH per unit at that time (WAD)
 */
export function tradingCost(action: ActionRecord, redemptionRate: bigint): bigint {
  const sale = action.sold - action.repaid;
  const purchase = action.borrowed - (action.gained * redemptionRate) / WAD;
  return sale + purchase;
}

/** ETH wei of gas at the tape's gas price. */
export function gasCost({ gasUsed, gasGwei }: ActionRecord): bigint {
  return gasUsed * BigInt(Math.round(gasGwei * WEI_A_GWEI));
}
