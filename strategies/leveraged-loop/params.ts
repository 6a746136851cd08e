/**
 * A loop's setting as people write it, and the exact integers that policy, model and contract work with. What
 * the contract would refuse is refused here, with the rule's name.
 */
import * as z from "zod";
import { KeelError } from "../../errors/keel-error.ts";
import { borrowerFields, borrowerParams } from "../borrower-setting.ts";
import { SHORTEST_WINDOW } from "../prices/steth-prices.ts";
import { duration, ratio, scaled, signedRatio } from "../quantity.ts";
import { type RuleSetting, ruleSetting } from "../rules/rules.ts";
import type { LoopParams } from "./policy.ts";
import type { LoopSettings } from "./position.ts";
import { Rule, unsound } from "./soundness.ts";

export const loopSetting = z.strictObject({
  ...borrowerFields,
  /** Staking rate less borrow rate, a year: the least for levering, and where the loop unwinds. */
  carry: z.strictObject({ lever: signedRatio.prefault(0), unwind: signedRatio.prefault("-2%") }).prefault({}),
  /** Largest purchase of one lever, ETH. */
  maxLever: scaled(18).prefault(100_000),
  /** Unwinding through the staking protocol's withdrawal queue instead of selling. */
  queue: z
    .strictObject({
      /** How long a request is expected to wait, unless one has waited longer. */
      wait: duration.prefault("5d"),
      /** By how much the queue must be cheaper than a sale, a part of what is sold. */
      margin: ratio.prefault("0.1%"),
    })
    .prefault({}),
  /** The strategist's own triggers, which the keeper heeds: docs/rules.md. */
  rules: z.array(ruleSetting).prefault([]),
});

export type LoopSetting = z.input<typeof loopSetting>;

const RULES: Readonly<Record<Exclude<Rule, 0>, readonly [broken: string, remedy: string]>> = {
  [Rule.bandOrder]: ["the bands are out of order", "Set ltv.min < ltv.target < ltv.max < 1"],
  [Rule.roomUnderMax]: [
    "the target leaves no room below the maximum",
    "Set ltv.target to at most 97% of ltv.max",
  ],
  [Rule.ripcordOrder]: [
    "the ripcord line could not be reached before liquidation by a 3% move of the lender's price",
    "Set ltv.max < ltv.ripcord, and ltv.ripcord to at most 97% of the lender's liquidation LTV",
  ],
  [Rule.levelTargets]: [
    "a deeper depeg has a higher target",
    "Set depeg.evacuate.ltv <= depeg.defend.ltv <= ltv.target",
  ],
  [Rule.pegOrder]: [
    "the depeg levels are out of order",
    "Set evacuate <= defend <= watch both to enter and to leave, and each leave at or above its enter",
  ],
  [Rule.carry]: ["the carries are out of order", "Set carry.unwind < carry.lever and carry.lever >= 0"],
  [Rule.recentering]: ["an action would not move", "Set recenter above 0% and at most 100%"],
  [Rule.queueMargin]: ["the queue could never be cheaper than a sale", "Set queue.margin to at most 100%"],
  [Rule.pace]: [
    "a sale could follow another before the prices have seen it, or come too late",
    "Set sale.pace to at least prices.window, and to at most cooldown and a day",
  ],
};

/**
 * The setting's integers, for a lender that liquidates at `liquidationLtv` (scaled 1e9) and prices that average over `window` seconds.
 * @throws KeelError KEEL_BAD_SETTING where something is missing or no number, KEEL_UNSOUND_SETTING where a
 *   rule is broken
 */
export function parseLoopSetting(
  setting: unknown,
  liquidationLtv: number,
  window = SHORTEST_WINDOW,
): LoopSettings {
  const parsed = loopSetting.safeParse(setting);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the setting";
    throw new KeelError("KEEL_BAD_SETTING", `${where}: ${issue?.message}`, "Correct that value");
  }
  const { sale, queue, maxLever } = parsed.data;
  const params = paramsOf(parsed.data);
  const rule = unsound(params, liquidationLtv, window);
  if (rule !== Rule.sound) {
    const [broken, remedy] = RULES[rule];
    throw new KeelError("KEEL_UNSOUND_SETTING", broken, remedy);
  }
  const { maxChunk, tolerance } = sale;
  return { params, maxChunk, maxLever, toleranceBps: tolerance, queueWait: queue.wait };
}

/** Whether a setting that can be parsed is sound for a lender that liquidates at `liquidationLtv` (scaled 1e9). */
export const holdsAt = (setting: LoopSetting, liquidationLtv: number): boolean =>
  unsound(paramsOf(loopSetting.parse(setting)), liquidationLtv) === Rule.sound;

/** The rules of a setting that has been parsed before, as written. */
export const rulesOf = (setting: LoopSetting): readonly RuleSetting[] => loopSetting.parse(setting).rules;

const paramsOf = (setting: z.output<typeof loopSetting>): LoopParams => ({
  ...borrowerParams(setting),
  leverCarry: setting.carry.lever,
  unwindCarry: setting.carry.unwind,
  queueMargin: setting.queue.margin,
});
