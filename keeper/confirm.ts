/**
 * What became of the action under way. Asks for receipts, never waits for one: a node that dropped the transaction gets it
 * again, byte for byte; one that lets it lie past its deadline gets a better offer for the same nonce. So whatever happens,
 * at most one of an action's transactions is mined, and a restart goes on where the last run stopped.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readBlock } from "./block.ts";
import type { Clock } from "./clock.ts";
import { raised } from "./fees.ts";
import type { Attempt, Ending, Inclusion, Journal, OpenAction } from "./journal.ts";
import type { KeeperParams } from "./params.ts";
import { broadcast, nonceOf, sign, type TransactionSigner } from "./send.ts";
import { simulate } from "./simulate.ts";

export interface Confirmation {
  readonly kind: OpenAction["kind"];
  readonly ending: Ending | "waiting";
  readonly inclusion?: Inclusion;
}

export interface Confirming {
  readonly rpc: Eip1193;
  readonly vault: string;
  readonly signer: TransactionSigner;
  readonly chainId: bigint;
  readonly journal: Journal;
  readonly params: KeeperParams;
  readonly clock: Clock;
}

/** @returns undefined where no action is under way */
export async function confirm(context: Confirming): Promise<Confirmation | undefined> {
  const { rpc, vault, signer, journal, clock } = context;
  const open = journal.openAction(vault);
  if (open === undefined) return undefined;

  // The nonce first: if it is used, a receipt of ours is there by the time we ask for it.
  const used = (await nonceOf(rpc, signer.address, "latest")) > open.nonce;
  for (const attempt of open.attempts) {
    const found = await inclusionOf(rpc, attempt.hash);
    if (found === undefined) continue;
    const ending = attempt.cancels ? "cancelled" : found.succeeded ? "mined" : "reverted";
    journal.end(open.id, ending, found.inclusion);
    return { kind: open.kind, ending, inclusion: found.inclusion };
  }
  if (used) {
    journal.end(open.id, "lost");
    return { kind: open.kind, ending: "lost" };
  }
  const last = open.attempts.at(-1);
  if (last === undefined) throw new Error("an action is under way without a transaction");
  if (clock.now() > last.deadline) await offerMore(context, open, last);
  else if (!(await isKnown(rpc, last.hash))) await publish(context, last);
  return { kind: open.kind, ending: "waiting" };
}

/** Sends what the journal already has. */
export async function publish({ rpc, journal }: Confirming, attempt: Attempt): Promise<void> {
  await broadcast(rpc, attempt);
  journal.markSent(attempt.hash);
}

/** The same call again if it still passes; otherwise nothing, at the same nonce. */
async function offerMore(context: Confirming, open: OpenAction, last: Attempt): Promise<void> {
  const { rpc, signer, chainId, journal, params, clock } = context;
  const block = await readBlock(rpc, "latest");
  const refused = await simulate(rpc, signer.address, open, "latest", block);
  const nothing = { to: signer.address, data: "0x", gasLimit: 21_000n };
  const fees = raised(last.fees, block.baseFee);
  const signed = await sign(signer, chainId, open.nonce, refused ? nothing : open, fees);
  const deadline = clock.now() + params.deadlineSeconds;
  const attempt = { ...signed, fees, deadline, cancels: refused !== undefined };
  journal.addAttempt(open.id, attempt);
  await publish(context, attempt);
}

async function inclusionOf(rpc: Eip1193, hash: string) {
  const receipt = await rpc.request({ method: "eth_getTransactionReceipt", params: [hash] });
  if (receipt === null) return undefined;
  const inclusion = { hash, block: Number(receipt.blockNumber), gasUsed: BigInt(receipt.gasUsed) };
  return { succeeded: receipt.status === "0x1", inclusion };
}

async function isKnown(rpc: Eip1193, hash: string): Promise<boolean> {
  return (await rpc.request({ method: "eth_getTransactionByHash", params: [hash] })) !== null;
}
