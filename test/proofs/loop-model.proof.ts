/**
 * Random lives of a loop with Lido's queue on the contracts and in the model: the vault puts in, takes out and asks for exits, the keeper
 * does what is asked, Lido pays as it pleases, the pool is pushed about and the lender changes its terms. A case is a step of the
 * loop's: both values, the whole risk, and every wei of what it touched, before and after.
 */
import fc from "fast-check";
import type { Proof } from "../proof.ts";
import type { Compared } from "../worlds/compared.ts";
import { LoopTwins } from "../worlds/loop-twins.ts";
import { Comparison } from "./comparison.ts";

const STETH = 10n ** 18n;
const STEPS_A_LIFE = 40;
const HOUR = 3_600;

const event = fc.record({
  what: fc.constantFrom(
    "allocate",
    "deallocate",
    "keep",
    "keep",
    "keep",
    "startExit",
    "finishExit",
    "finalize",
    "finalize",
    "observe",
    "observe",
    "sell",
    "terms",
    "drain",
  ),
  /** Of whatever can be had, thousandths. */
  part: fc.integer({ min: 1, max: 999 }),
});
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

export const proof: Proof = {
  name: "ONE-02 loop with its exits, step by step",
  cases: 4 * STEPS_A_LIFE,
  async run({ cases, seed, onProgress }) {
    const comparison = new Comparison();
    for (let life = 0; comparison.cases < cases; life++) {
      const twins = await LoopTwins.open(24_000n * STETH);
      try {
        const events = fc.sample(event, { seed: seed + life, numRuns: 3 * STEPS_A_LIFE });
        const wanted = Math.min(cases, comparison.cases + STEPS_A_LIFE);
        record(comparison, `life ${life}, opening`, await twins.allocate(10_000n * STETH));
        for (const [index, { what, part }] of events.entries()) {
          if (comparison.cases >= wanted) break;
          const compared = await happen(twins, { what, part });
          record(comparison, `life ${life}, event ${index}, ${what} ${part}`, compared);
          onProgress?.(comparison.cases);
        }
      } finally {
        await twins.close();
      }
    }
    return comparison.result();
  },
};

/** @returns what is to be compared, where the event is a step of the loop's own */
async function happen(twins: LoopTwins, { what, part }: Event): Promise<Compared | undefined> {
  const thousandths = BigInt(part);
  switch (what) {
    case "allocate":
      return twins.allocate(thousandths * STETH);
    case "deallocate":
      return twins.deallocate(thousandths / 10n + 1n);
    case "keep":
      return twins.keep();
    case "startExit":
      return twins.startExit(thousandths * 2n * STETH);
    case "finishExit":
      return twins.finishExit();
    case "finalize":
      await twins.finalize((part % 3) + 1, part < 800 ? 100n : 95n);
      return undefined;
    case "observe":
      await twins.observe(part < 500 ? 60 * part : HOUR * Math.floor(part / 10));
      return undefined;
    case "sell":
      await twins.sell(thousandths * 30n * STETH);
      await twins.observe(HOUR);
      return undefined;
    case "terms":
      await (part < 600 ? twins.terms(6_900, 8_100) : twins.terms(5_000, 6_500 + part));
      return undefined;
    case "drain":
      await twins.drain(thousandths * 20n * STETH);
      return undefined;
  }
}

function record(comparison: Comparison, input: string, compared: Compared | undefined): void {
  if (compared !== undefined) comparison.expect(input, compared.model, compared.chain);
}
