/**
 * An action whose nonce is ahead of the chain's waits for one that never comes, where a node told a nonce too high or dropped
 * what stood before. The hole is filled with a transaction that does nothing: signing the action anew at another nonce could
 * have both mined.
 */
import { Urgency } from "../strategies/decision.ts";
import type { Block } from "./block.ts";
import type { VaultContext } from "./context.ts";
import { feesFor } from "./fees.ts";
import type { RecordedAction } from "./journal/entries.ts";
import { publish } from "./publish.ts";
import { sign } from "./send.ts";

const PLAIN_TRANSFER = 21_000n;

/** At most one at a time: it is journalled as an action of the key itself. */
export async function fillGap(
  context: VaultContext,
  waiting: RecordedAction,
  nonce: number,
  block: Block,
): Promise<void> {
  const { signer, chainId, journal, params, clock } = context;
  if ((await journal.openAction(signer.address)) !== undefined) return;
  const fees = feesFor(Urgency.protect, block.baseFee, waiting.dearest, params);
  if (fees === undefined) return;
  const action = {
    kind: "fill",
    urgency: Urgency.idle,
    to: signer.address,
    data: "0x",
    gasLimit: PLAIN_TRANSFER,
  } as const;
  const signed = await sign(signer, chainId, nonce, action, fees);
  const attempt = {
    ...signed,
    fees,
    deadline: clock.now() + params.deadlineSeconds,
    deadlineBlock: block.number + params.deadlineBlocks,
    privateUntil: 0,
    cancels: false,
  };
  await journal.begin(waiting.look, {
    vault: signer.address,
    time: clock.now(),
    signer: signer.address,
    action,
    nonce,
    dearest: waiting.dearest,
    attempt,
  });
  context.passing("fill-recorded");
  await publish(context, attempt);
}
