/**
 * Which of our readers understands what the lender asks for WETH: each reserve has a rate strategy of its own in v3.0, and since v3.2 all
 * of them share one that keeps no state and is told the reserve.
 */
import { Interface } from "ethers";
import { addressBook } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readAll, readGroups } from "../devnet/multicall.ts";
import type { BorrowRateReader } from "./modules/steth-loop.ts";

const RESERVE_DATA = `(uint256, uint128, uint128, uint128, uint128, uint128, uint40, uint16, address, address, address,
    address rateStrategy, uint128, uint128, uint128)`;
const POOL = new Interface([`function getReserveData(address) view returns (${RESERVE_DATA} data)`]);
const RATE_QUESTION = `(uint256 unbacked, uint256 liquidityAdded, uint256 liquidityTaken, uint256 totalDebt, uint256 reserveFactor,
    address reserve, bool usingVirtualBalance, uint256 virtualUnderlyingBalance)`;
const SHARED_STRATEGY = new Interface([
  `function calculateInterestRates(${RATE_QUESTION}) view returns (uint256, uint256)`,
]);

/** Asks the strategy the newer question: one that is answered is understood. */
export async function borrowRateReader(chain: Eip1193): Promise<BorrowRateReader> {
  const weth = addressBook.weth.address;
  const reserve = { to: addressBook.aavePool.address, abi: POOL, name: "getReserveData", args: [weth] };
  const [{ rateStrategy }] = await readAll(chain, [reserve], "latest");
  const untouched = [0, 0, 0, 0, 0, weth, true, 1];
  const question = {
    to: rateStrategy,
    abi: SHARED_STRATEGY,
    name: "calculateInterestRates",
    args: [untouched],
  };
  const { groups } = await readGroups(chain, [[question]], "latest");
  return groups[0] === undefined ? "AaveV30BorrowRate" : "AaveV36BorrowRate";
}
