/**
 * Random lives of a lending position on the contracts and in the model: people come and go, the keeper does what is asked, the
 * pool is pushed about, the lender changes its terms, and the venue lends out, collects and loses.
 */
import type { Proof } from "../proof.ts";
import type { Compared } from "../worlds/compared.ts";
import { LendingTwins } from "../worlds/lending-twins.ts";
import { type EventOf, eventOf, liveThrough, STEPS_A_LIFE } from "./twin-lives.ts";

const STETH = 10n ** 18n;
const DAY = 86_400;

const events = eventOf(
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
);
type Event = EventOf<typeof events>;

export const proof: Proof = {
  name: "ONE-02 lending position, step by step",
  cases: 4 * STEPS_A_LIFE,
  run: (asked) => liveThrough(LIFE, asked),
};

const LIFE = {
  events,
  open: () => LendingTwins.open(900n * STETH),
  begin: (twins: LendingTwins) => twins.allocate(300n * STETH),
  happen,
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
