/**
 * Whether another node sees what the first one saw, byte for byte at the same block hash. One node that lags, was left on a
 * fork, or lies, gets nothing signed.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readGroups } from "../devnet/multicall.ts";
import { type Block, callTag } from "./block.ts";
import { readsOf } from "./snapshot.ts";
import type { Watched } from "./watched.ts";

export type Opinion = "same" | "different" | "none";

/** @param raw what the first node sent for these at this block */
export async function secondOpinion(
  witness: Eip1193,
  watched: readonly Watched[],
  block: Block,
  raw: string,
): Promise<Opinion> {
  try {
    const answers = await readGroups(witness, watched.map(readsOf), callTag("latest", block));
    return answers.raw === raw ? "same" : "different";
  } catch {
    // It does not know the block yet, or does not answer: no opinion, for whatever reason.
    return "none";
  }
}
