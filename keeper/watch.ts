/** Lets the keeper take its turns until it is told to stop; what fails is tried again, and told of. */

import { GarbledAnswer } from "../devnet/garbled-answer.ts";
import { KeelError } from "../errors/keel-error.ts";
import type { Fleet } from "./fleet.ts";
import type { Log } from "./log.ts";

export interface TurnOptions {
  readonly log: Log;
  /** Told of what went wrong in a turn. */
  readonly onFailure?: (error: unknown) => void;
}

/** What no second try can mend. */
const FATAL: readonly KeelError["code"][] = ["KEEL_CHAIN_CHANGED"];

/**
 * Takes turn after turn, and returns once `signal` is aborted; an action under way then stays in the journal for the next run.
 * @param rest until the next turn is due
 * @throws what no second try can mend: KEEL_CHAIN_CHANGED
 */
export async function watch(
  turn: (signal: AbortSignal) => Promise<void>,
  rest: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await turn(signal);
    await rest(signal);
  }
}

/** One turn, whose failure is the log's and {@link TurnOptions.onFailure}'s. @throws what no second try can mend */
export async function takeTurn(
  fleet: Fleet,
  { log, onFailure }: TurnOptions,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await fleet.turn(signal);
  } catch (error) {
    if (error instanceof KeelError && FATAL.includes(error.code)) throw error;
    const { message, stack, code } = error as Error & { code?: unknown };
    const expected = error instanceof KeelError || error instanceof GarbledAnswer || typeof code === "number";
    if (expected) log.warn({ code, reason: message }, "the turn failed; trying again");
    else log.error({ reason: message, stack }, "the turn failed in a way that it should not; trying again");
    onFailure?.(error);
  }
}
