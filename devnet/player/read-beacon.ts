/** What Lido's oracle reported last: a report names totals, so the next one starts from these. */
import { Interface } from "ethers";
import { addressBook } from "../addresses.ts";
import type { Eip1193 } from "../eip1193.ts";
import type { BeaconState } from "./step-transactions.ts";

const LIDO = new Interface([
  "function getBeaconStat() view returns (uint256 deposited, uint256 validators, uint256 balance)",
]);

export async function readBeacon(chain: Eip1193): Promise<BeaconState> {
  const call = { to: addressBook.stETH.address, data: LIDO.encodeFunctionData("getBeaconStat") };
  const answer = await chain.request({ method: "eth_call", params: [call, "latest"] });
  const { validators, balance } = LIDO.decodeFunctionResult("getBeaconStat", answer);
  return { validators, balance };
}
