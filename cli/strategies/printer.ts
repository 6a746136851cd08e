/** How `keel status` tells a strategy: one printer a kind, behind one shape. */
import type { ContractName } from "../../contracts/artifacts.ts";
import type { Decision } from "../../strategies/decision.ts";

/** What every kind's policy reads, whatever else it reads. */
export interface WatchedState {
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

export interface Printer<State extends WatchedState = WatchedState, Params = unknown> {
  /** As people call it. */
  readonly kind: string;
  /** Whose ABI its strategies have. */
  readonly contract: ContractName;
  /** A getter that no other kind has: who answers it is of this kind. */
  readonly getter: string;
  ruler(state: State, params: Params, check: Decision): Ruler;
  /** What else there is to know at a glance, a line each. */
  notes(state: State, params: Params): readonly string[];
}
