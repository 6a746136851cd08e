/** A strategy amid its market as a run plays it, whichever kind it is: what the engine needs of one, and nothing of its own. */
import { type Decision, SATURATED } from "../../strategies/decision.ts";
import type { Wad } from "../../strategies/kernels/math/units.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { Prices } from "../../strategies/prices/steth-prices.ts";
import type { History } from "../../strategies/rules/history.ts";
import type { Rules } from "../../strategies/rules/rules.ts";
import type { VaultStrategy } from "../../strategies/vault/vault.ts";
import type { Wealth } from "../attribution/wealth.ts";
import type { ActionRecord, StepRecord } from "../result.ts";
import type { TapeRow } from "../tape/tape.ts";

/** What the rules ask for in one block. */
export interface Asked {
  /** What the policy asks for by itself. */
  readonly own: Decision;
  /** What is left of it under the strategist's rules. */
  readonly decision: Decision;
  /** The names of the rules that hold. */
  readonly inForce: readonly string[];
  readonly ltv: number;
  /** The least that a sale may fetch, as the order names it; 0 where nothing is sold. */
  readonly floor: Wad;
}

/** What a transaction moved, as the record of actions tells it. */
export type Moved = Partial<
  Pick<ActionRecord, "sold" | "repaid" | "borrowed" | "gained" | "allocated" | "units" | "ltvBefore">
>;

/** How near to liquidation the position was in the world's block. */
export interface Exposure {
  /** Debt / collateral, scaled 1e9. */
  readonly ltv: number;
  /** Scaled 1e9, saturated at 1e12. */
  readonly healthFactor: number;
  /** The lender lets anyone liquidate. */
  readonly liquidatable: boolean;
}

/** Of a position that owes nothing. */
export const NOTHING_OWED: Exposure = { ltv: 0, healthFactor: SATURATED, liquidatable: false };
export const NO_BANDS: StepRecord["bands"] = { low: 0, target: 0, high: 0, line: 0 };

export type Observed = Pick<
  StepRecord,
  "collateral" | "debt" | "peg" | "ltv" | "bands" | "liquidationLtv" | "level" | "carry" | "pooled"
>;

/** Changed in place by {@link Played.act}, {@link Played.follow} and {@link Played.liquidate}, and by the vault. */
export interface Played {
  readonly prices: Prices;
  readonly strategy: VaultStrategy;
  /** The same in `market`, a copy of the one that it is in. */
  copyInto(market: Market): Played;
  /** Moves what is the kind's own beside the market to where the row says, in the row's block. */
  follow(row: TapeRow): void;
  /** What anyone may have the position look at, beside the prices, is looked at. */
  look(): void;
  ask(rules: Rules, history: History): Asked;
  /** Does what was asked for, as the contract does it; throws what that reverts with. */
  act(asked: Asked): Moved;
  ltv(): number;
  /** Whether the action put the position where its setting wants it: one that nobody manages is left alone from then on. */
  opens(action: ActionRecord): boolean;
  /** With `idle` units of the vault beside it. */
  wealth(idle: bigint): Wealth;
  /** ETH wei that the pool kept of an action's trades. */
  poolFee(action: ActionRecord): bigint;
  exposure(): Exposure;
  /** Lets the lender's liquidators take what they may. */
  liquidate(): void;
  observe(): Observed;
}
