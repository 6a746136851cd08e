/** What the keeper looks after: strategies and exit queues of its vaults, and, where it was asked to, strangers' positions. */
import type { CurveLpParams, CurveLpState } from "../strategies/curve-lp/policy.ts";
import type { LendingParams, LendingState } from "../strategies/lending/policy.ts";
import type { LoopParams, LoopState } from "../strategies/leveraged-loop/policy.ts";
import type { RestakingParams, RestakingState } from "../strategies/restaking/policy.ts";

/** What each kind of strategy decides on, and by which rules. */
export interface StrategyKinds {
  readonly "leveraged-loop": { readonly state: LoopState; readonly params: LoopParams };
  readonly lending: { readonly state: LendingState; readonly params: LendingParams };
  readonly "curve-lp": { readonly state: CurveLpState; readonly params: CurveLpParams };
  readonly restaking: { readonly state: RestakingState; readonly params: RestakingParams };
}

export type StrategyKind = keyof StrategyKinds;
export type KindName = StrategyKind | "exit-queue" | "ripcord";

export interface WatchedStrategy {
  /** A leveraged loop unless it is named. */
  readonly kind?: StrategyKind;
  /** Where its funds come from; it has one transaction under way at most. */
  readonly vault: string;
  readonly strategy: string;
  /** Whose prices the keeper looks at; none where the strategy asks for none. */
  readonly prices?: string | undefined;
  /** Has the first call on idle funds; none where the vault has no queue. */
  readonly exitQueue?: string | undefined;
  /** Remembers what a lending position's venue yields; none where it has no venue. */
  readonly venueYield?: string | undefined;
}

export interface WatchedQueue {
  readonly kind: "exit-queue";
  readonly vault: string;
  readonly exitQueue: string;
  readonly adapter: string;
  /** All strategies of the vault; `slow` where one has a slow way out beside the one at hand. */
  readonly strategies: readonly { readonly address: string; readonly slow: boolean }[];
}

/** A stranger's borrower, past whose ripcord line anyone may repay for a reward. */
export interface WatchedStranger {
  readonly kind: "ripcord";
  readonly of: "leveraged-loop" | "lending";
  readonly strategy: string;
  /** Who would repay: the keeper's own key. */
  readonly payer: string;
  /** What is repaid, and how many of its own units make a whole one. */
  readonly token: string;
  readonly tokenUnit: bigint;
  /** The lender's price oracle. */
  readonly oracle: string;
}

export type Watched = WatchedStrategy | WatchedQueue | WatchedStranger;

export const kindOf = (watched: Watched): KindName => watched.kind ?? "leveraged-loop";

/** The contract that it is about. */
export function subjectOf(watched: Watched): string {
  return watched.kind === "exit-queue" ? watched.exitQueue : watched.strategy;
}

/** Of which at most one transaction is under way: the vault; a stranger's position stands for itself. */
export function lockOf(watched: Watched): string {
  return watched.kind === "ripcord" ? watched.strategy : watched.vault;
}

/** As people are told of it. */
export const nameOf = (watched: Watched): string => `${kindOf(watched)} ${subjectOf(watched)}`;
