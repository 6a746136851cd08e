/** Lets the keeper look at every new block until it is told to stop; a node that fails is asked again. */
import { chainIdentity } from "../devnet/chain-identity.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { KeelError } from "../errors/keel-error.ts";
import type { Clock } from "./clock.ts";
import type { Keeper } from "./keeper.ts";
import type { Log } from "./log.ts";

export interface WatchOptions {
  readonly rpc: Eip1193;
  readonly clock: Clock;
  readonly log: Log;
  readonly pollSeconds: number;
  /** The chain that the keeper was started on; its journal must not meet another. See {@link chainIdentity}. */
  readonly identity: string;
}

/**
 * Returns once `signal` is aborted; an action under way then stays in the journal for the next run.
 * @throws what no second try can mend: KEEL_BRAINS_DISAGREE, KEEL_CHAIN_CHANGED
 */
export async function watch(keeper: Keeper, options: WatchOptions, signal: AbortSignal): Promise<void> {
  const { rpc, clock, log, pollSeconds, identity } = options;
  log.info({ chain: identity }, "watching");
  let lastSeen = -1;
  while (!signal.aborted) {
    try {
      await requireSameChain(rpc, identity);
      const number = Number(await rpc.request({ method: "eth_blockNumber" }));
      if (number === lastSeen) await keeper.confirm();
      else if ((await keeper.tick()).outcome !== "waiting") lastSeen = number;
    } catch (error) {
      if (!mayPass(error)) throw error;
      log.warn({ error: (error as Error).message }, "the node failed; trying again");
    }
    await clock.sleep(pollSeconds, signal);
  }
}

async function requireSameChain(rpc: Eip1193, identity: string): Promise<void> {
  if ((await chainIdentity(rpc)) === identity) return;
  throw new KeelError(
    "KEEL_CHAIN_CHANGED",
    "the node serves another chain than when this keeper was started; a restart makes one",
    "Start the keeper again",
  );
}

/** A node that does not answer, or answers with a JSON-RPC error, may do better next time. */
function mayPass(error: unknown): boolean {
  if (error instanceof KeelError) return error.code === "KEEL_RPC_UNREACHABLE";
  return typeof (error as { code?: unknown }).code === "number";
}
