/**
 * Random lives of a lending position on the contracts and in the model: people come and go, the keeper does what is asked, the
 * pool is pushed about, the lender changes its terms, and the venue lends out, collects and loses. A case is a step of the
 * position: both values, the whole risk, and every wei of what it touched, before and after.
 */
import fc from "fast-check";
import type { Proof } from "../proof.ts";
import type { Compared } from "../worlds/compared.ts";
import { LendingTwins } from "../worlds/lending-twins.ts";
import { Comparison } from "./comparison.ts";

const STETH = 10n ** 18n;
const STEPS_A_LIFE = 40;
const DAY = 86_400;

const event = fc.record({
  what: fc.constantFrom(
    "allocate",
    "deallocate",
    "keep",
    "keep",
    "keep",
    "observe",
    "observe",
    "sell",
    "terms",
    "lend",
    "collect",
    "writeOff",
  ),
  /** Of whatever can be had, thousandths. */
  part: fc.integer({ min: 1, max: 999 }),
});
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

export const proof: Proof = {
  name: "ONE-02 lending position, step by step",
  cases: 4 * STEPS_A_LIFE,
  async run({ cases, seed, onProgress }) {
    const comparison = new Comparison();
    for (let life = 0; comparison.cases < cases; life++) {
      const twins = await LendingTwins.open(900n * STETH);
      try {
        const events = fc.sample(event, { seed: seed + life, numRuns: 3 * STEPS_A_LIFE });
        const wanted = Math.min(cases, comparison.cases + STEPS_A_LIFE);
        record(comparison, `life ${life}, opening`, await twins.allocate(300n * STETH));
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

/** @returns what is to be compared, where the event is a step of the position's own */
async function happen(twins: LendingTwins, { what, part }: Event): Promise<Compared | undefined> {
  const { chain } = twins;
  switch (what) {
    case "allocate":
      return twins.allocate((BigInt(part) * STETH) / 100n);
    case "deallocate":
      return twins.deallocate(BigInt(part) / 10n + 1n);
    case "keep":
      return twins.keep();
    case "observe":
      await chain.observe(part < 700 ? 43_200 + part : part * (DAY / 24));
      return undefined;
    case "sell":
      await chain.sellIntoPool(BigInt(part) * STETH * 40n);
      await chain.observe(3_600);
      return undefined;
    case "terms":
      await (part < 600 ? twins.terms(6_900, 8_100) : twins.terms(4_000, 4_700 + part));
      return undefined;
    case "lend":
    case "collect":
    case "writeOff":
      await venue(twins, what, BigInt(part));
      return undefined;
  }
}

/** As much of the venue's cash, or of what it is owed, as the part says; a loss is small. */
async function venue(
  twins: LendingTwins,
  what: "lend" | "collect" | "writeOff",
  part: bigint,
): Promise<void> {
  const { cash, owed } = await twins.inVenue();
  const of = what === "lend" ? cash : what === "collect" ? owed : owed / 20n;
  const amount = (of * part) / 1_000n;
  if (amount > 0n) await twins.venue(what, amount);
}

function record(comparison: Comparison, input: string, compared: Compared | undefined): void {
  if (compared !== undefined) comparison.expect(input, compared.model, compared.chain);
}
