/**
 * A Curve pool whose `get_dy` answers a wei less than its own formula gives: the pool's code moved aside, and in its place a
 * contract that delegates to it.
 */
import { concat } from "ethers";
import { addressBook } from "../../devnet/addresses.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";

const GENUINE = "0x00000000000000000000000000000000000c0de1";

/** @returns what puts the genuine pool back */
export async function shortPayingPool(chain: Eip1193): Promise<() => Promise<void>> {
  const { address } = addressBook.curvePool;
  const setCode = (at: string, code: string) =>
    chain.request({ method: "hardhat_setCode", params: [at, code] });
  const code = await chain.request({ method: "eth_getCode", params: [address, "latest"] });
  await setCode(GENUINE, code);
  await setCode(address, lessOneWei(GENUINE));
  return () => setCode(address, code);
}

const lessOneWei = (pool: string): string =>
  concat([
    ...["0x365f5f37", "0x5f5f365f73", pool, "0x5af450"], // delegate the whole call
    "0x3d5f5f3e", // copy the answer to memory
    "0x5f3560e01c635e0d443f14", // 1 for get_dy(int128,int128,uint256), else 0
    "0x5f51035f52", // take it from the first word
    "0x3d5ff3", // return the answer
  ]);
