/**
 * Random lives of a loop with Lido's queue on the contracts and in the model: the vault puts in, takes out and asks for exits, the keeper
 * does what is asked, Lido pays as it pleases, the pool is pushed about and the lender changes its terms.
 */
import type { Proof } from "../proof.ts";
import type { Compared } from "../worlds/compared.ts";
import { LoopTwins } from "../worlds/loop-twins.ts";
import { type EventOf, eventOf, liveThrough, STEPS_A_LIFE } from "./twin-lives.ts";

const STETH = 10n ** 18n;
const HOUR = 3_600;

const events = eventOf(
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
);
type Event = EventOf<typeof events>;

export const proof: Proof = {
  name: "ONE-02 loop with its exits, step by step",
  cases: 4 * STEPS_A_LIFE,
  run: (asked) => liveThrough(LIFE, asked),
};

const LIFE = {
  events,
  open: () => LoopTwins.open(24_000n * STETH),
  begin: (twins: LoopTwins) => twins.allocate(10_000n * STETH),
  happen,
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
