/** A lending position as its vault sees it. */
import { Level } from "../decision.ts";
import { entryUnits, exitUnits, type Lending } from "./books.ts";
import { decide } from "./policy.ts";
import { risk } from "./risk.ts";
import { depositUnits, withdrawUnits } from "./slice.ts";

export const lendingStrategy = (lending: Lending) => ({
  entryUnits: () => entryUnits(lending),
  exitUnits: () => exitUnits(lending),
  entriesOpen: () => entriesOpen(lending),
  deposit: (units: bigint) => depositUnits(lending, units),
  withdraw: (units: bigint, minUnits: bigint) => withdrawUnits(lending, units, minUnits),
});

/** False from depeg level `defend` on, while a price is out of bounds, and once the venue has lost. */
export function entriesOpen(lending: Lending): boolean {
  const { params } = lending.settings;
  const state = risk(lending);
  const { level } = decide(state, params);
  return level < Level.defend && state.priceFlags === 0 && state.venueRate >= params.minVenueRate;
}
