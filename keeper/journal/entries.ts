/** What is written in the keeper's journal: looks, actions and the transactions signed for them. */
import type { WindowValues } from "../../strategies/rules/history.ts";
import type { RuleSetting } from "../../strategies/rules/rules.ts";
import type { KeeperAction } from "../action.ts";
import type { Choice, ChoiceSettings } from "../choice.ts";
import type { Fees } from "../fees.ts";
import type { Snapshot } from "../snapshot.ts";

/**
 * What came of a look. Nothing was sent but for `sent`: `behind` where the node's chain ends before what was seen mined,
 * `disagreed` where another node or the contract itself says otherwise, `alone` where no other node could be asked,
 * `over-budget` where the day's gas is spent, `backing-off` where the last transaction reverted a moment ago, `cooling-down` where the last
 * one of what trades nothing was mined a moment ago, `not-yet` where the contract says by name that it is too early.
 */
export type Outcome =
  | "nothing"
  | "waiting"
  | "behind"
  | "would-send"
  | "too-dear"
  | "over-budget"
  | "backing-off"
  | "cooling-down"
  | "not-yet"
  | "refused"
  | "disagreed"
  | "alone"
  | "sent";

/**
 * How an action ended: `lost` where another transaction took its nonce, `cancelled` where we let nothing take it,
 * `superseded` where we offered it to a more urgent action; only one of the two can be mined.
 */
export type Ending = "mined" | "reverted" | "lost" | "cancelled" | "superseded";

export interface Look {
  /** Of which one transaction is under way at most. */
  readonly vault: string;
  /** The contract that was looked at. */
  readonly subject: string;
  /** Unix seconds by the keeper's clock. */
  readonly time: number;
  readonly snapshot: Snapshot;
  readonly settings: ChoiceSettings;
  /** The strategist's rules that were tested, and what their windows saw. */
  readonly rules: readonly RuleSetting[];
  readonly windows: WindowValues;
  readonly choice: Choice;
}

export interface RecordedLook extends Look {
  readonly id: number;
  /** Null where the keeper died, or the node failed, before it came to one. */
  readonly outcome: Outcome | null;
  readonly reason: string | null;
}

/** A signed transaction. */
export interface Attempt {
  readonly hash: string;
  readonly raw: string;
  readonly fees: Fees;
  /** Unix seconds by the keeper's clock, after which the next attempt is due. */
  readonly deadline: number;
  /** The same as a block, for a clock that goes wrong. */
  readonly deadlineBlock: number;
  /** Unix seconds until which only the private relay has it; 0 where everybody may. */
  readonly privateUntil: number;
  /** True where it does nothing but take the nonce from the attempts before it. */
  readonly cancels: boolean;
}

/** What an action begins with. */
export interface Beginning {
  readonly vault: string;
  /** Unix seconds by the keeper's clock. */
  readonly time: number;
  readonly signer: string;
  readonly action: KeeperAction;
  readonly nonce: number;
  /** Most that its transactions may offer, wei a gas. */
  readonly dearest: bigint;
  readonly attempt: Attempt;
}

/** An action with its attempts, the oldest first; all have its nonce. */
export interface RecordedAction extends KeeperAction {
  readonly id: number;
  readonly look: number;
  readonly vault: string;
  readonly nonce: number;
  readonly dearest: bigint;
  readonly attempts: readonly Attempt[];
  /** Null where it may still be mined. */
  readonly ending: Ending | null;
  readonly inclusion?: Inclusion;
}

export interface Inclusion {
  readonly hash: string;
  readonly block: number;
  readonly blockHash: string;
  readonly gasUsed: bigint;
  /** Wei paid for it. */
  readonly fee: bigint;
}
