/**
 * A restaked position's setting as people write it, and the exact integers that policy, model and contract work
 * with. What the contract would refuse is refused here, with the rule's name.
 */
import * as z from "zod";
import { KeelError } from "../../errors/keel-error.ts";
import { RATIO } from "../decision.ts";
import { duration, ratio, scaled } from "../quantity.ts";
import type { RestakingParams } from "./policy.ts";
import { Rule, unsound } from "./soundness.ts";

const level = <Enter extends string, Leave extends string>(enter: Enter, leave: Leave) =>
  z.strictObject({
    /** Peg below which the level is entered. */
    enter: ratio.prefault(enter),
    /** Peg from which it is left again. */
    leave: ratio.prefault(leave),
  });

export const restakingSetting = z.strictObject({
  /** The most units that the position is meant to hold; shares below are shares of it. */
  cap: scaled(18, 1n),
  stake: z
    .strictObject({
      /** What deposits fill. */
      target: ratio.prefault("95%"),
      /** Above it an exit down to the target is asked for. */
      max: ratio.prefault("100%"),
      /** What stays at stake after a slash that evacuates. */
      evacuate: ratio.prefault(0),
      /** The least that is worth a deposit of its own. */
      least: ratio.prefault("0.1%"),
    })
    .prefault({}),
  /** marketRate / redemptionRate, for a token that has a market: closes entries, sells nothing. */
  depeg: z
    .strictObject({
      watch: level("0.99", "0.995").prefault({}),
      defend: level("0.97", "0.985").prefault({}),
    })
    .prefault({}),
  /** What slashes take before entries close, and before everything leaves. */
  slash: z.strictObject({ defend: ratio.prefault("0.1%"), evacuate: ratio.prefault("5%") }).prefault({}),
  maxMarketAge: duration.prefault("26h"),
  /** How long a pushed rate may stay the same. */
  maxRateAge: duration.prefault("3d"),
  /** How long a level stays after what raised it is over. */
  calmAfter: duration.prefault("14d"),
  /** Between two actions that nothing urgent asks for. */
  cooldown: duration.prefault("12h"),
  /** How long before an epoch's end an exit that is not urgent is asked for. */
  epochWindow: duration.prefault("1d"),
  /** When a sale may stand in for the queue. */
  sale: z
    .strictObject({
      /** What a year of waiting for an exit costs. */
      waitCost: ratio.prefault("3%"),
      /** The furthest that market and redemption price may be apart. */
      maxGap: ratio.prefault("2%"),
    })
    .prefault({}),
  /** The least that rewards are claimed for, in times what claiming costs. */
  minHarvest: ratio.prefault(10),
  /** What a leaver gives up of what can only come out slowly: the price of not waiting. */
  haircut: ratio.pipe(z.number().max(RATIO)).prefault("0.1%"),
});

export type RestakingSetting = z.input<typeof restakingSetting>;

export interface RestakingSettings {
  readonly params: RestakingParams;
  /** Units. */
  readonly cap: bigint;
  /** 1e9. */
  readonly haircut: number;
}

const RULES: Readonly<Record<Exclude<Rule, 0>, readonly [broken: string, remedy: string]>> = {
  [Rule.stakeOrder]: [
    "the stakes are out of order",
    "Set stake.evacuate <= stake.target < stake.max <= 100%",
  ],
  [Rule.roomUnderMax]: [
    "the target leaves no room below the maximum",
    "Set stake.target to at most 97% of stake.max",
  ],
  [Rule.leastDeposit]: [
    "the least deposit would be none or never",
    "Set stake.least above 0 and at most stake.target",
  ],
  [Rule.pegOrder]: [
    "the depeg levels are out of order",
    "Set defend <= watch both to enter and to leave, and each leave at or above its enter",
  ],
  [Rule.slashOrder]: ["the slashes are out of order", "Set 0 < slash.defend <= slash.evacuate <= 100%"],
  [Rule.sale]: [
    "a sale is compared with more than everything",
    "Set sale.waitCost and sale.maxGap to at most 100%",
  ],
  [Rule.harvest]: ["rewards of nothing would be claimed", "Set minHarvest above 0"],
  [Rule.calm]: [
    "an alarm would be over before the cooldown",
    "Set calmAfter above 0 and to at least the cooldown",
  ],
};

/**
 * The setting's integers.
 * @throws KeelError KEEL_BAD_SETTING where something is missing or no number, KEEL_UNSOUND_SETTING where a
 *   rule is broken
 */
export function parseRestakingSetting(setting: unknown): RestakingSettings {
  const parsed = restakingSetting.safeParse(setting);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the setting";
    throw new KeelError("KEEL_BAD_SETTING", `${where}: ${issue?.message}`, "Correct that value");
  }
  const { cap, haircut } = parsed.data;
  const params = toParams(parsed.data);
  const rule = unsound(params);
  if (rule !== Rule.sound) {
    const [broken, remedy] = RULES[rule];
    throw new KeelError("KEEL_UNSOUND_SETTING", broken, remedy);
  }
  return { params, cap, haircut };
}

function toParams(setting: z.output<typeof restakingSetting>): RestakingParams {
  const { stake, depeg, slash, sale } = setting;
  return {
    targetStaked: stake.target,
    maxStaked: stake.max,
    evacuateStaked: stake.evacuate,
    minLoose: stake.least,
    watchPeg: depeg.watch.enter,
    watchReentry: depeg.watch.leave,
    defendPeg: depeg.defend.enter,
    defendReentry: depeg.defend.leave,
    defendSlash: slash.defend,
    evacuateSlash: slash.evacuate,
    maxMarketAge: setting.maxMarketAge,
    maxRateAge: setting.maxRateAge,
    calmAfter: setting.calmAfter,
    cooldown: setting.cooldown,
    epochWindow: setting.epochWindow,
    waitCost: sale.waitCost,
    maxGap: sale.maxGap,
    minHarvest: setting.minHarvest,
  };
}
