/** How the keeper works: how often it looks, how long it waits, and what it pays. */
import { z } from "zod";
import { allocationSetting } from "../strategies/vault/params.ts";

const WEI_A_GWEI = 1_000_000_000;

/** Gwei a gas, as wei. */
const gwei = z
  .number()
  .min(0)
  .transform((value) => BigInt(Math.round(value * WEI_A_GWEI)));

const fee = z.strictObject({
  /** How many times the block's base fee is offered at most, so that the offer outlives a rise. */
  headroom: z.int().min(1).max(100),
  tip: gwei,
  /** The highest base fee at which it is still sent; without one, whatever it costs. */
  maxBaseFee: gwei.optional(),
});

/** What being late would cost decides what is offered; what protects the position has no cap (KPR-03, INC-07). */
const FEES = {
  idle: { headroom: 2, tip: 0.05, maxBaseFee: 100 },
  rebalance: { headroom: 2, tip: 0.1, maxBaseFee: 200 },
  protect: { headroom: 3, tip: 2 },
  rescue: { headroom: 6, tip: 10 },
};

/** Every key has a default; fees are in gwei a gas. */
export const keeperSchema = z.strictObject({
  /** Seconds between two looks for a new block. */
  pollSeconds: z.number().positive().default(4),
  /** Seconds after which a transaction that is still not mined is offered a higher fee; three blocks. */
  deadlineSeconds: z.int().positive().default(36),
  /** The vault's rule for idle funds and for looking at the prices. */
  allocation: allocationSetting.prefault({}),
  fees: z.strictObject({ idle: fee, rebalance: fee, protect: fee, rescue: fee }).prefault(FEES),
});

export type KeeperParams = z.output<typeof keeperSchema>;
export type FeeParams = z.output<typeof fee>;

/** What the keeper does unless its configuration says otherwise. */
export const DEFAULT_KEEPER_PARAMS: KeeperParams = keeperSchema.parse({});
