/**
 * Which nonce an action gets: the lowest that neither the chain nor an action of ours under way has taken. So a hole that a
 * dropped transaction left is the first to be filled, and a nonce that a stranger used is not waited for.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import type { Block } from "./block.ts";
import type { RecordedAction } from "./journal/entries.ts";
import { nonceOf } from "./send.ts";

export interface Nonce {
  readonly next: number;
  /** Transactions of this key wait that are not ours: a second program signs with it. */
  readonly foreign: boolean;
}

/** @param open the key's own actions under way @param block at which the caller decided; undefined for the latest */
export async function freeNonce(
  rpc: Eip1193,
  address: string,
  open: readonly RecordedAction[],
  block: Block | undefined,
): Promise<Nonce> {
  const mined = await nonceOf(rpc, address, block ?? "latest");
  const waiting = await nonceOf(rpc, address, "pending");
  const ours = new Set(open.map(({ nonce }) => nonce));
  let next = mined;
  while (ours.has(next)) next++;
  return { next, foreign: waiting > next };
}

/** The lowest nonce below the action's that nothing of ours will ever use; undefined where the way to it is clear. */
export function gapBefore(
  { nonce }: RecordedAction,
  mined: number,
  open: readonly RecordedAction[],
): number | undefined {
  const ours = new Set(open.map((action) => action.nonce));
  for (let below = mined; below < nonce; below++) if (!ours.has(below)) return below;
  return undefined;
}
