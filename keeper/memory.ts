/**
 * What the windows of the strategist's rules see. Every look at the vault is in the journal, so a keeper that was restarted
 * remembers what it had seen, as far back as the longest window goes.
 */

import { decide } from "../strategies/leveraged-loop/policy.ts";
import { readingOf } from "../strategies/leveraged-loop/rules.ts";
import { History, LONGEST_HOLD, type WindowValues } from "../strategies/rules/history.ts";
import type { Rules } from "../strategies/rules/rules.ts";
import type { Journal } from "./journal/journal.ts";
import type { Snapshot } from "./snapshot.ts";

export class Memory {
  readonly #history: History;
  readonly #windows: Rules["windows"];
  #latest = 0;

  private constructor({ windows }: Rules) {
    this.#windows = windows;
    this.#history = new History(windows);
  }

  static async from(rules: Rules, journal: Journal, subject: string, now: number): Promise<Memory> {
    const memory = new Memory(rules);
    if (rules.windows.length === 0) return memory;
    const longest = Math.max(...rules.windows.map(({ seconds }) => seconds));
    for await (const { snapshot } of journal.looks(subject, now - longest - LONGEST_HOLD))
      memory.look(snapshot);
    return memory;
  }

  /** The windows at the snapshot's block, which is remembered; a block older than the last one, after a reorganisation, sees none, nor does what is no loop. */
  look(snapshot: Snapshot): WindowValues {
    const { block } = snapshot;
    if (snapshot.kind !== "leveraged-loop" || block.timestamp < this.#latest)
      return this.#windows.map(() => undefined);
    this.#latest = block.timestamp;
    const { state, params } = snapshot;
    return this.#history.look(block.timestamp, readingOf(state, decide(state, params), params));
  }
}
