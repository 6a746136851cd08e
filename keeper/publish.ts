/**
 * Hands a journalled transaction to whoever may include it: the private relay while its time lasts, everybody after that. The
 * bytes are the same, so however often and to whomever they are handed, they are mined once.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { KeelError } from "../errors/keel-error.ts";
import type { VaultContext } from "./context.ts";
import type { Attempt } from "./journal/entries.ts";
import { broadcast } from "./send.ts";

/** Nodes refuse a replacement that offers too little more, and an offer below the base fee: the next one offers more. */
const TOO_LOW =
  /underpriced|fee too low|less than block base fee|lower than the minimum|maxFeePerGas.*too low/i;

/** Never throws for what a node answers: the transaction is in the journal, and is handed over again until it is settled. */
export async function publish(context: VaultContext, attempt: Attempt): Promise<void> {
  const { rpc, relay, journal, clock, log } = context;
  try {
    if (relay !== undefined && clock.now() < attempt.privateUntil) await privately(relay, attempt);
    else await broadcast(rpc, attempt);
  } catch (error) {
    if (!isAnswer(error)) throw error;
    const { message } = error as Error;
    log.warn({ hash: attempt.hash, reason: message }, "the transaction was not taken");
    if (TOO_LOW.test(message)) await journal.expire(attempt.hash);
    return;
  }
  context.passing("handed-over");
  await journal.markSent(attempt.hash);
  context.passing("marked-sent");
}

async function privately(relay: Eip1193, { raw }: Attempt): Promise<void> {
  await relay.request({ method: "eth_sendPrivateTransaction", params: [{ tx: raw }] });
}

/** That nobody answered leaves open whether the transaction arrived, as any other refusal does. */
function isAnswer(error: unknown): boolean {
  if (error instanceof KeelError) return error.code === "KEEL_RPC_UNREACHABLE";
  return typeof (error as { code?: unknown }).code === "number";
}
