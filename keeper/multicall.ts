/** Many reads in one call, so that all of them are of one block (Multicall3). */
import { Interface } from "ethers";
import { addressBook } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";

export interface Read {
  readonly to: string;
  readonly abi: Interface;
  /** A function's name, or its signature where the name is overloaded. */
  readonly name: string;
  readonly args?: readonly unknown[];
}

const MULTICALL = new Interface([
  "function aggregate((address target, bytes callData)[] calls) view returns (uint256 blockNumber, bytes[] answers)",
]);

/**
 * @param tag the block, as `eth_call` takes it
 * @returns one value a read, in their order; a function of several return values answers with all of them
 */
// biome-ignore lint/suspicious/noExplicitAny: what a function returns is known by its caller alone
export async function readAll(rpc: Eip1193, reads: readonly Read[], tag: unknown): Promise<any[]> {
  const calls = reads.map(({ to, abi, name, args = [] }) => [to, abi.encodeFunctionData(name, args)]);
  const call = {
    to: addressBook.multicall3.address,
    data: MULTICALL.encodeFunctionData("aggregate", [calls]),
  };
  const answer = await rpc.request({ method: "eth_call", params: [call, tag] });
  const [, answers] = MULTICALL.decodeFunctionResult("aggregate", answer);
  return reads.map(({ abi, name }, index) => {
    const values = abi.decodeFunctionResult(name, answers[index]);
    return values.length === 1 ? values[0] : values;
  });
}
