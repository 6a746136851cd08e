/** How the keeper works: how often it looks, how long it waits, what it pays, and its rule for idle funds. */
import { z } from "zod";
import { RATIO } from "../strategies/decision.ts";

const WEI_A_GWEI = 1_000_000_000;

/** A part between 0 and 1, scaled 1e9. */
const part = z
  .number()
  .min(0)
  .max(1)
  .transform((value) => Math.round(value * RATIO));

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
  /** Seconds after which a transaction that is still not mined is offered a higher fee. */
  deadlineSeconds: z.int().positive().default(90),
  allocation: z
    .strictObject({
      /** Idle part of the vault above which it is put to work. */
      maxIdle: part.prefault(0.01),
      /** Idle part that stays at hand for leavers. */
      keepIdle: part.prefault(0),
      /** Seconds after which the prices are looked at again. */
      pokeEvery: z
        .int()
        .positive()
        .default(3 * 3600),
    })
    .refine(({ maxIdle, keepIdle }) => keepIdle <= maxIdle, {
      message: "keepIdle is above maxIdle",
      path: ["keepIdle"],
    })
    .prefault({}),
  fees: z.strictObject({ idle: fee, rebalance: fee, protect: fee, rescue: fee }).prefault(FEES),
});

export type KeeperParams = z.output<typeof keeperSchema>;
export type FeeParams = z.output<typeof fee>;

/** What the keeper does unless its configuration says otherwise. */
export const DEFAULT_KEEPER_PARAMS: KeeperParams = keeperSchema.parse({});
