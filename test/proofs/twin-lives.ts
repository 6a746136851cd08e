/**
 * Random lives of a position on its contracts and in its model. A case is a step of the position: both values, the whole risk, and
 * every wei of what it touched, before and after.
 */
import fc from "fast-check";
import type { ProofOptions, ProofResult } from "../proof.ts";
import type { Compared } from "../worlds/compared.ts";
import { Comparison } from "./comparison.ts";

/** Later steps of a life meet a world that earlier ones have bent. */
export const STEPS_A_LIFE = 40;

/** What befalls a life: one of `what`, named as often as it should come, of any size. */
export const eventOf = <What extends string>(...what: readonly [What, ...What[]]) =>
  fc.record({
    what: fc.constantFrom(...what),
    /** Of whatever can be had, thousandths. */
    part: fc.integer({ min: 1, max: 999 }),
  });

export type EventOf<Events> = Events extends fc.Arbitrary<infer T> ? T : never;

export interface Life<Twins, Event> {
  readonly events: fc.Arbitrary<Event>;
  open(): Promise<Twins>;
  /** The step that a life begins with. */
  begin(twins: Twins): Promise<Compared>;
  /** @returns what is to be compared, where the event is a step of the position's own */
  happen(twins: Twins, event: Event): Promise<Compared | undefined>;
}

/** Lives one after another until there are as many steps as were asked for. */
export async function liveThrough<
  Twins extends { close(): Promise<void> },
  Event extends { readonly what: string; readonly part: number },
>(life: Life<Twins, Event>, { cases, seed, onProgress }: ProofOptions): Promise<ProofResult> {
  const comparison = new Comparison();
  for (let lived = 0; comparison.cases < cases; lived++) {
    const twins = await life.open();
    try {
      const events = fc.sample(life.events, { seed: seed + lived, numRuns: 3 * STEPS_A_LIFE });
      const wanted = Math.min(cases, comparison.cases + STEPS_A_LIFE);
      record(comparison, `life ${lived}, opening`, await life.begin(twins));
      for (const [index, event] of events.entries()) {
        if (comparison.cases >= wanted) break;
        const compared = await life.happen(twins, event);
        record(comparison, `life ${lived}, event ${index}, ${event.what} ${event.part}`, compared);
        onProgress?.(comparison.cases);
      }
    } finally {
      await twins.close();
    }
  }
  return comparison.result();
}

function record(comparison: Comparison, input: string, compared: Compared | undefined): void {
  if (compared !== undefined) comparison.expect(input, compared.model, compared.chain);
}
