/** How `keel status` tells a strategy: one printer a kind, behind one shape. */
import type { ContractName } from "../../contracts/artifacts.ts";
import type { Decision, Reason } from "../../strategies/decision.ts";

/** What every kind's policy reads, whatever else it reads. */
export interface WatchedState {
  /** PriceFlag bits. */
  readonly priceFlags: number;
  /** VenueFlag bits. */
  readonly venueFlags: number;
  /** RateFlag bits; left out where no rate is pushed. */
  readonly rateFlags?: number;
  readonly peg: number;
  readonly marketAge: number;
  /** Left out where no lender prices anything. */
  readonly lenderPeg?: number;
  readonly lenderAge?: number;
}

/** A quantity that the rules watch, and the lines at which something happens; scaled 1e9. */
export interface Ruler {
  readonly name: string;
  readonly now: number;
  readonly lines: readonly (readonly [name: string, at: number])[];
}

/** What a unit counts as, by one of those who price it. */
export interface Price {
  readonly by: string;
  /** Of what the unit redeems for, 1e9; undefined where it is not known. */
  readonly ofRedemption: number | undefined;
  /** Seconds; undefined where it is read live. */
  readonly age: number | undefined;
}

export interface Printer<State extends WatchedState = WatchedState, Params = unknown> {
  /** As people call it. */
  readonly kind: string;
  /** Whose ABI its strategies have. */
  readonly contract: ContractName;
  /** A getter that no other kind has: who answers it is of this kind. */
  readonly getter: string;
  /** A getter of the token that it holds, where that is not the same for all of the kind. */
  readonly token?: string;
  /** What `level` is a level of. */
  readonly alarm: "depeg" | "alarm";
  ruler(state: State, params: Params, check: Decision): Ruler;
  /** What else there is to know at a glance, a line each; carry among it, or why there is none. */
  notes(state: State, params: Params): readonly string[];
  /** Its prices beside what Lido redeems a unit for. */
  prices(state: State): readonly Price[];
  /** Reasons in words of its own. */
  readonly words: Partial<Readonly<Record<Reason, string>>>;
}

/** The market's price and the lender's, for who trades stETH and borrows against it. */
export function marketAndLender({ peg, marketAge, lenderPeg, lenderAge }: WatchedState): readonly Price[] {
  const market = { by: "market (pool, feed)", ofRedemption: peg, age: marketAge };
  if (lenderPeg === undefined) return [market];
  return [market, { by: "lender (oracle)", ofRedemption: lenderPeg, age: lenderAge }];
}
