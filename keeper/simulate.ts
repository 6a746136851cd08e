/** Runs the exact transaction without sending it; what does not pass here is not sent (KPR-06). */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { type Block, type BlockTag, callTag } from "./block.ts";
import { type Revert, revertOf } from "./revert.ts";

export interface Call {
  readonly to: string;
  readonly data: string;
  readonly gasLimit: bigint;
  /** Wei. */
  readonly value?: bigint;
}

/**
 * @returns why it would revert, or undefined where it would pass
 * @throws what the node threw, where that is no revert: then nothing is known about the call
 */
export async function simulate(
  rpc: Eip1193,
  from: string,
  { to, data, gasLimit }: Call,
  tag: BlockTag,
  block: Block,
): Promise<Revert | undefined> {
  const call = { from, to, data, gas: `0x${gasLimit.toString(16)}` };
  try {
    await rpc.request({ method: "eth_call", params: [call, callTag(tag, block)] });
    return undefined;
  } catch (error) {
    const revert = revertOf(error);
    if (revert === undefined) throw error;
    return revert;
  }
}
