/**
 * What the keeper can look after, behind one shape: how a contract is read, how it is decided on, and which one transaction
 * carries that out. Trying it out, paying for it, sending it, writing it down and telling of it are the same for every kind.
 */
import type { ContractName } from "../../contracts/artifacts.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import type { Read } from "../../devnet/multicall.ts";
import type { Urgency } from "../../strategies/decision.ts";
import type { WindowValues } from "../../strategies/rules/history.ts";
import type { Rules } from "../../strategies/rules/rules.ts";
import type { KeeperAction } from "../action.ts";
import type { Block, BlockTag } from "../block.ts";
import type { Choice, ChoiceSettings } from "../choice.ts";
import type { Watched } from "../watched.ts";

/** The strategist's rules, and what their windows see. */
export interface Ruling {
  readonly rules: Rules;
  readonly windows: WindowValues;
}

/** Functions of a contract that the keeper calls. */
export interface Calls {
  readonly to: string;
  readonly contract: ContractName;
  readonly functions: readonly string[];
}

export interface Kind<W extends Watched, S> {
  /** What makes a snapshot; asked for with everybody else's, in one request. */
  reads(watched: W): readonly Read[];
  /** @param values one a read, in their order */
  // biome-ignore lint/suspicious/noExplicitAny: as the reads' own interfaces have it
  snapshotOf(watched: W, block: Block, values: readonly any[]): S;
  /** Asks for what only its own call can say, where the snapshot shows that there is something to gain by it. */
  complete?(rpc: Eip1193, watched: W, snapshot: S, tag: BlockTag): Promise<S>;
  /** Pure: the same snapshot, settings and ruling give the same choice, which is how a journal is replayed (KPR-02). */
  choose(snapshot: S, settings: ChoiceSettings, ruling: Ruling): Choice;
  /** @returns undefined where there is nothing to do */
  actionFor(
    rpc: Eip1193,
    watched: W,
    choice: Choice,
    snapshot: S,
    tag: BlockTag,
  ): Promise<KeeperAction | undefined>;
  /** Wei that doing it is worth, which bounds what is offered for it; undefined where only the urgency's own bound does. */
  worth(snapshot: S, urgency: Urgency): bigint | undefined;
  /** All that may be signed for it. */
  calls(watched: W): readonly Calls[];
}
