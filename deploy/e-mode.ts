/**
 * On which terms the lender lends WETH against wstETH: in the e-mode that liquidates latest among those that take the one and lend the
 * other, or on the reserve's own terms where there is none, as in 2022.
 */
import { Interface } from "ethers";
import { addressBook } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { type Read, readAll, readGroups } from "../devnet/multicall.ts";
import { ratioOfBps } from "../strategies/leveraged-loop/risk.ts";

export interface LoopTerms {
  /** The e-mode's number; 0 is none. */
  readonly eMode: number;
  /** Debt / collateral at which the lender liquidates, scaled 1e9. */
  readonly liquidationLtv: number;
}

const RESERVE_DATA = `(uint256 configuration, uint128, uint128, uint128, uint128, uint128, uint40, uint16 id, address, address,
    address, address, uint128, uint128, uint128)`;
const POOL = new Interface([
  `function getReserveData(address) view returns (${RESERVE_DATA} data)`,
  "function getEModeCategoryCollateralBitmap(uint8) view returns (uint128)",
  "function getEModeCategoryBorrowableBitmap(uint8) view returns (uint128)",
  "function getEModeCategoryData(uint8) view returns ((uint16 ltv, uint16 threshold, uint16 bonus, address source, string label) data)",
]);
const ids = Array.from({ length: 255 }, (_, index) => index + 1);

const ask = (name: string, argument: unknown): Read => ({
  to: addressBook.aavePool.address,
  abi: POOL,
  name,
  args: [argument],
});

export async function loopTerms(chain: Eip1193): Promise<LoopTerms> {
  const reserves = [addressBook.wstETH.address, addressBook.weth.address];
  const [wsteth, weth] = await readAll(
    chain,
    reserves.map((asset) => ask("getReserveData", asset)),
    "latest",
  );
  const open = await eModesOf(chain, wsteth, weth);
  const terms = await readAll(
    chain,
    open.map((id) => ask("getEModeCategoryData", id)),
    "latest",
  );
  const own: LoopTerms = { eMode: 0, liquidationLtv: ratioOfBps((wsteth.configuration >> 16n) & 0xffffn) };
  return open
    .map((eMode, index): LoopTerms => ({ eMode, liquidationLtv: ratioOfBps(terms[index].threshold) }))
    .reduce((best, each) => (each.liquidationLtv > best.liquidationLtv ? each : best), own);
}

interface ReserveData {
  readonly configuration: bigint;
  readonly id: bigint;
}

/** Since v3.2 an e-mode names its reserves; before that a reserve names its one e-mode, bits 168–175 of its settings. */
async function eModesOf(chain: Eip1193, wsteth: ReserveData, weth: ReserveData): Promise<number[]> {
  const questions = ["getEModeCategoryCollateralBitmap", "getEModeCategoryBorrowableBitmap"];
  const groups = ids.map((id) => questions.map((question) => ask(question, id)));
  const answers = (await readGroups(chain, groups, "latest")).groups;
  if (answers[0] === undefined) {
    const [one, other] = [eModeNamedBy(wsteth), eModeNamedBy(weth)];
    return one !== 0 && one === other ? [one] : [];
  }
  const has = (bitmap: bigint, { id }: ReserveData) => ((bitmap >> id) & 1n) === 1n;
  return ids.filter((_, index) => {
    const [collateral = 0n, borrowable = 0n] = answers[index] ?? [];
    return has(collateral, wsteth) && has(borrowable, weth);
  });
}

const eModeNamedBy = ({ configuration }: ReserveData): number => Number((configuration >> 168n) & 0xffn);
