/**
 * What has ended may not be the end: a reorganisation can take a transaction out of the chain again, put it into another block,
 * or let the one that lost its nonce win. For some blocks each ending is held against the chain, and rolled back where it no
 * longer stands.
 */
import type { Block } from "./block.ts";
import type { VaultContext } from "./context.ts";
import type { RecordedAction } from "./journal/entries.ts";
import { publish } from "./publish.ts";
import { foundOf } from "./receipt.ts";

export async function settle(context: VaultContext, vault: string, head: Block): Promise<void> {
  const { journal } = context;
  for (const action of await journal.unsettled(vault)) await settleOne(context, action, head);
}

async function settleOne(context: VaultContext, action: RecordedAction, head: Block): Promise<void> {
  const { rpc, journal, params, clock, log } = context;
  const { id, kind, ending, inclusion, attempts } = action;
  const found = await foundOf(rpc, attempts);
  if (
    found !== undefined &&
    (ending !== found.ending || inclusion?.blockHash !== found.inclusion.blockHash)
  ) {
    log.warn(
      { kind, ...shown(found.inclusion) },
      `after a reorganisation the transaction is ${found.ending}`,
    );
    await journal.end(id, found.ending, clock.now(), found.inclusion);
    return;
  }
  if (found === undefined && inclusion !== undefined) {
    log.warn({ kind, ...shown(inclusion) }, "a reorganisation took the transaction out of the chain");
    const busy = (await journal.openAction(action.vault)) !== undefined;
    // With a later action under way the earlier one only gets its nonce back: the later one waits for it.
    if (!busy) await journal.reopen(id);
    context.passing("reopened");
    const sent = attempts.find(({ hash }) => hash === inclusion.hash);
    if (sent !== undefined) await publish(context, sent);
    return;
  }
  const last = inclusion?.block ?? Math.max(...attempts.map(({ deadlineBlock }) => deadlineBlock));
  if (head.number >= last + params.settleBlocks) await journal.settle(id);
}

const shown = ({ hash, block }: { hash: string; block: number }) => ({ hash, block });
