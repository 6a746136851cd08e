/**
 * A lending position's setting as people write it, and the exact integers that policy, model and contract
 * work with. What the contract would refuse is refused here, with the rule's name.
 */
import * as z from "zod";
import { KeelError } from "../../errors/keel-error.ts";
import { borrowerFields, borrowerParams } from "../borrower-setting.ts";
import { ratio, signedRatio } from "../quantity.ts";
import type { LendingParams } from "./policy.ts";
import { Rule, unsound } from "./soundness.ts";

export const lendingSetting = z.strictObject({
  ...borrowerFields,
  /** What the venue yields less what the loan costs, a year: the least for borrowing, and where it is repaid. */
  carry: z
    .strictObject({ borrow: signedRatio.prefault("0.5%"), unwind: signedRatio.prefault("-1%") })
    .prefault({}),
  venue: z
    .strictObject({
      /** Of the debt: what the loan has earned from which it becomes collateral. */
      harvest: ratio.prefault("0.5%"),
      /** Of a share's best worth: a loss past which the venue is left. */
      maxLoss: ratio.prefault("0.1%"),
    })
    .prefault({}),
});

export type LendingSetting = z.input<typeof lendingSetting>;

export interface LendingSettings {
  readonly params: LendingParams;
  /** Largest sale of one action in stETH wei, unless past the ripcord line. */
  readonly maxChunk: bigint;
  /** How far below the market price a sale may fall, basis points. */
  readonly toleranceBps: bigint;
}

const ONE = 1_000_000_000;

const RULES: Readonly<Record<Exclude<Rule, 0>, readonly [broken: string, remedy: string]>> = {
  [Rule.bandOrder]: [
    "the bands are out of order",
    "Set ltv.min < ltv.target < ltv.max < 1, or both ltv.min and ltv.target to 0 for no loan",
  ],
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
  [Rule.carry]: ["the carries are out of order", "Set carry.unwind < carry.borrow and carry.borrow >= 0"],
  [Rule.recentering]: ["an action would not move", "Set recenter above 0% and at most 100%"],
  [Rule.roomUnderTarget]: [
    "the minimum leaves no room below the target",
    "Set ltv.min to at most 97% of ltv.target",
  ],
  [Rule.harvest]: ["a loan without earnings would be harvested", "Set venue.harvest above 0"],
  [Rule.venueRate]: ["no loss would make it leave the venue", "Set venue.maxLoss below 1"],
  [Rule.pace]: [
    "a sale could follow another before the prices have seen it, or come too late",
    "Set sale.pace to at least prices.window, and to at most cooldown and a day",
  ],
};

/**
 * The setting's integers, for a lender that liquidates at `liquidationLtv` (scaled 1e9).
 * @throws KeelError KEEL_BAD_SETTING where something is missing or no number, KEEL_UNSOUND_SETTING where a
 *   rule is broken
 */
export function parseLendingSetting(setting: unknown, liquidationLtv: number): LendingSettings {
  const parsed = lendingSetting.safeParse(setting);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the setting";
    throw new KeelError("KEEL_BAD_SETTING", `${where}: ${issue?.message}`, "Correct that value");
  }
  const { carry, venue, sale, ...shared } = parsed.data;
  const params: LendingParams = {
    ...borrowerParams({ ...shared, sale }),
    borrowCarry: carry.borrow,
    unwindCarry: carry.unwind,
    harvestCover: ONE + venue.harvest,
    minVenueRate: Math.max(ONE - venue.maxLoss, 0),
  };
  const rule = unsound(params, liquidationLtv);
  if (rule !== Rule.sound) {
    const [broken, remedy] = RULES[rule];
    throw new KeelError("KEEL_UNSOUND_SETTING", broken, remedy);
  }
  return { params, maxChunk: sale.maxChunk, toleranceBps: sale.tolerance };
}
