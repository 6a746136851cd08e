/**
 * What became of the action under way. Asks for receipts, never waits for one: a node that dropped the transaction gets it
 * again, byte for byte; one that lets it lie past its deadline gets a better offer for the same nonce, as long as the action is
 * worth it. So whatever happens, at most one of an action's transactions is mined, and a restart goes on where the last run
 * stopped.
 */
import { type Block, readBlock } from "./block.ts";
import type { VaultContext } from "./context.ts";
import { raised } from "./fees.ts";
import { fillGap } from "./fill-gap.ts";
import type { Attempt, Ending, Inclusion, RecordedAction } from "./journal/entries.ts";
import { gapBefore } from "./nonce.ts";
import { publish } from "./publish.ts";
import { foundOf, isKnown } from "./receipt.ts";
import { nonceOf, sign } from "./send.ts";
import { simulate } from "./simulate.ts";

export interface Confirmation {
  readonly kind: RecordedAction["kind"];
  readonly ending: Ending | "waiting";
  readonly inclusion?: Inclusion;
}

export interface Confirming {
  /** The chain's head; read where it is missing and needed. */
  readonly head?: Block | undefined;
  /** The block that the action was decided on may be gone: it must prove again that it is asked for. */
  readonly reorganised?: boolean;
}

/** @returns undefined where no action is under way */
export async function confirm(
  context: VaultContext,
  { head, reorganised = false }: Confirming = {},
): Promise<Confirmation | undefined> {
  const { rpc, vault, signer, journal, clock } = context;
  const open = await journal.openAction(vault);
  if (open === undefined) return undefined;
  const { kind, nonce } = open;

  // The nonce first: if it is used, a receipt of ours is there by the time we ask for it.
  const mined = await nonceOf(rpc, signer.address, "latest");
  const found = await foundOf(rpc, open.attempts);
  if (found !== undefined) {
    context.passing("seen-mined");
    await journal.end(open.id, found.ending, clock.now(), found.inclusion);
    context.passing("ended");
    return { kind, ...found };
  }
  const last = open.attempts.at(-1);
  if (last === undefined) throw new Error("an action is under way without a transaction");
  const block = head ?? (await readBlock(rpc, "latest"));
  const overdue = clock.now() > last.deadline || block.number > last.deadlineBlock;
  const known = await isKnown(rpc, last.hash);
  if (mined > nonce && (!known || overdue)) {
    await journal.end(open.id, "lost", clock.now());
    return { kind, ending: "lost" };
  }
  if (mined <= nonce) {
    const gap = gapBefore(open, mined, await journal.openActionsOf(signer.address));
    const dropped = !known && clock.now() >= last.privateUntil;
    if (gap !== undefined && overdue) await fillGap(context, open, gap, block);
    else if (overdue || reorganised || dropped) await handOver(context, open, last, block, overdue);
  }
  return { kind, ending: "waiting" };
}

/**
 * Once more, and only what still passes (KPR-06): the same bytes before their deadline, a better offer after it. What passes no
 * longer, since a block was taken back or the keeper was away for long, gives way to nothing at the same nonce.
 */
async function handOver(
  context: VaultContext,
  open: RecordedAction,
  last: Attempt,
  block: Block,
  overdue: boolean,
): Promise<void> {
  const { rpc, signer, chainId, journal, params, clock } = context;
  const cancels = last.cancels || (await simulate(rpc, signer.address, open, "latest", block)) !== undefined;
  if (!overdue && cancels === last.cancels) return publish(context, last);
  const fees = raised(last.fees, block.baseFee, open.dearest);
  // At its bound it waits for cheaper blocks; the bytes are handed over again, in case they were dropped.
  if (fees === undefined) return publish(context, last);
  const nothing = { to: signer.address, data: "0x", gasLimit: 21_000n };
  const signed = await sign(signer, chainId, open.nonce, cancels ? nothing : open, fees);
  context.passing("raise-signed");
  const attempt = {
    ...signed,
    fees,
    deadline: clock.now() + params.deadlineSeconds,
    deadlineBlock: block.number + params.deadlineBlocks,
    privateUntil: 0,
    cancels,
  };
  await journal.addAttempt(open.id, attempt);
  context.passing("raise-recorded");
  await publish(context, attempt);
}
