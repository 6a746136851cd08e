/** How the keeper works: how often it looks, how long it waits, and what it pays. */
import { z } from "zod";
import { duration, ratio } from "../strategies/quantity.ts";
import { allocationSetting } from "../strategies/vault/params.ts";

const WEI_A_GWEI = 1_000_000_000;

/** Gwei a gas, as wei. */
const gwei = z
  .number()
  .min(0)
  .transform((value) => BigInt(Math.round(value * WEI_A_GWEI)));

/** Ether, as wei. */
const ether = z
  .number()
  .min(0)
  .transform((value) => BigInt(Math.round(value * WEI_A_GWEI)) * BigInt(WEI_A_GWEI));

const fee = z.strictObject({
  /** How many times the block's base fee is offered at most, so that the offer outlives a rise. */
  headroom: z.int().min(1).max(100),
  tip: gwei,
  /** The highest base fee at which it is still sent; without one, what being late would cost is the bound. */
  maxBaseFee: gwei.optional(),
  /** What a gas is worth at least where being late decides, however small the vault. */
  atLeast: gwei.prefault(0),
});

/** What being late would cost decides what is offered; what protects the position has no fixed cap (KPR-03, INC-07). */
const FEES = {
  idle: { headroom: 2, tip: 0.05, maxBaseFee: 100 },
  rebalance: { headroom: 2, tip: 0.1, maxBaseFee: 200 },
  protect: { headroom: 3, tip: 2, atLeast: 50 },
  rescue: { headroom: 6, tip: 10, atLeast: 100 },
};

/** Every key has a default; fees are in gwei a gas. */
export const keeperSchema = z.strictObject({
  /** Seconds between two looks for a new block. */
  pollSeconds: z.number().positive().default(4),
  /** Seconds after which a transaction that is still not mined is offered a higher fee; three blocks. */
  deadlineSeconds: z.int().positive().default(36),
  /** The same in blocks, for a clock that goes wrong. */
  deadlineBlocks: z.int().positive().default(3),
  /** Blocks after which a reorganisation is no longer looked for. */
  settleBlocks: z.int().positive().default(12),
  /** Age of the last good decision from which the keeper calls itself unhealthy. */
  maxDecisionAge: duration.prefault("3m"),
  /** Age of the chain's head from which a node counts as frozen; without it, never, as on a chain that mines on demand. */
  maxHeadAge: duration.optional(),
  /** Seconds for which what can wait does wait for a second node that does not answer; then one node's word is enough. */
  aloneSeconds: duration.prefault("2m"),
  /** Days for which looks that led to nothing are kept. */
  keepLooksDays: z.int().positive().default(30),
  /** Ether that may be spent on gas in a day; what protects a position is never held back, only told of. */
  budget: z
    .strictObject({ idle: ether.prefault(0.05), rebalance: ether.prefault(0.5), protect: ether.prefault(5) })
    .prefault({}),
  /** The vault's rule for idle funds and for looking at the prices. */
  allocation: allocationSetting.prefault({}),
  /** Between two actions that trade nothing, and that no cooldown of the contract's spaces. */
  spacing: duration.prefault("1h"),
  /** Part of what waits in an exit queue that must be at hand for settling that part. */
  settleFrom: ratio.prefault("10%"),
  /** Ether that a stranger's ripcord must bring beyond its gas. */
  leastGain: ether.prefault(0.01),
  fees: z.strictObject({ idle: fee, rebalance: fee, protect: fee, rescue: fee }).prefault(FEES),
});

export type KeeperParams = z.output<typeof keeperSchema>;
export type FeeParams = z.output<typeof fee>;

/** What the keeper does unless its configuration says otherwise. */
export const DEFAULT_KEEPER_PARAMS: KeeperParams = keeperSchema.parse({});
