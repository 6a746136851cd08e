/**
 * A setting for liquidity in a Curve pool as people write it, and the exact integers that policy, model and
 * contract work with. What the contract would refuse is refused here, with the rule's name.
 */
import * as z from "zod";
import { KeelError } from "../../errors/keel-error.ts";
import { duration, ratio, scaled } from "../quantity.ts";
import type { CurveLpParams } from "./policy.ts";
import { Rule, unsound } from "./soundness.ts";

/** A multiple such as `12` or `"1250%"`, in whole percent. */
const depth = scaled(2).pipe(z.bigint().max(1_000_000n)).transform(Number);

const level = <Enter extends string, Leave extends string>(enter: Enter, leave: Leave) =>
  z.strictObject({
    /** Peg below which the level is entered. */
    enter: ratio.prefault(enter),
    /** Peg from which it is left again. */
    leave: ratio.prefault(leave),
  });

export const curveLpSetting = z.strictObject({
  /** Part in the pool below which more is put in. */
  minPlaced: ratio.prefault("97%"),
  /** What others must have in the pool, as a multiple of what we have there: to enter, and to stay. */
  depth: z.strictObject({ enter: depth.prefault(12), hold: depth.prefault(9) }).prefault({}),
  /** Nothing is put into a pool that holds more stETH than this. */
  maxStethShare: ratio.prefault("65%"),
  /** How deep a depeg is, and the most that then stays in the pool. */
  depeg: z
    .strictObject({
      watch: level("0.97", "0.975").prefault({}),
      defend: level("0.955", "0.965")
        .extend({ placed: ratio.prefault(1) })
        .prefault({}),
      evacuate: level("0.80", "0.90")
        .extend({ placed: ratio.prefault(0) })
        .prefault({}),
    })
    .prefault({}),
  maxMarketAge: duration.prefault("26h"),
  /** What a virtual price may do from one observation to the next. */
  virtualPrice: z
    .strictObject({
      maxAge: duration.prefault("26h"),
      /** How far below the highest it may fall before everything is taken out. */
      maxFall: ratio.prefault("0.5%"),
      /** How far above the highest it may rise before entries wait for an observation. */
      maxRise: ratio.prefault("1%"),
    })
    .prefault({}),
  /** What moving liquidity may cost of its value: in, out, and out in a rescue. */
  cost: z
    .strictObject({
      in: ratio.prefault("0.1%"),
      out: ratio.prefault("0.3%"),
      rescue: ratio.prefault("20%"),
    })
    .prefault({}),
  harvest: z
    .strictObject({
      /** What rewards must be worth, as a multiple of the gas to claim them. */
      multiple: ratio.prefault(20),
      spacing: duration.prefault("7d"),
    })
    .prefault({}),
  /** How rewards are sold. */
  auction: z
    .strictObject({
      /** In which the price falls from `start` to `end`, as parts of what a reward is worth. */
      duration: duration.prefault("1d"),
      start: scaled(18).prefault("105%"),
      end: scaled(18).prefault("97%"),
      /** ETH that claiming is reckoned to cost: what `harvest.multiple` is a multiple of. */
      harvestCost: scaled(18, 1n).prefault("0.01"),
    })
    .prefault({}),
  /** Between two moves of liquidity that nothing urgent asks for. */
  cooldown: duration.prefault("12h"),
});

export type CurveLpSetting = z.input<typeof curveLpSetting>;

const ONE = 1_000_000_000;

const RULES: Readonly<Record<Exclude<Rule, 0>, readonly [broken: string, remedy: string]>> = {
  [Rule.placedOrder]: [
    "the parts in the pool are out of order",
    "Set minPlaced to at most 97%, and depeg.evacuate.placed <= depeg.defend.placed <= 100%",
  ],
  [Rule.depthOrder]: [
    "what is put in could be asked out again by its own result",
    "Set depth.hold above 0 and to at most 97% of depth.enter, and depth.enter to at most 10000",
  ],
  [Rule.pegOrder]: [
    "the depeg levels are out of order",
    "Set evacuate <= defend <= watch both to enter and to leave, and each leave at or above its enter",
  ],
  [Rule.virtualPriceBounds]: [
    "the bounds of the virtual price leave it no room",
    "Set virtualPrice.maxFall and virtualPrice.maxRise above 0",
  ],
  [Rule.costBounds]: [
    "moving liquidity could cost too much",
    "Set cost.in and cost.out to at most 3%, and cost.rescue to at least cost.out",
  ],
  [Rule.balanceBound]: ["no pool is balanced enough", "Set maxStethShare above 0% and to at most 100%"],
  [Rule.harvest]: ["claiming could cost more than it brings", "Set harvest.multiple to at least 1"],
};

/**
 * The setting's integers.
 * @throws KeelError KEEL_BAD_SETTING where something is missing or no number, KEEL_UNSOUND_SETTING where a
 *   rule is broken
 */
export function parseCurveLpSetting(setting: unknown): CurveLpParams {
  const parsed = curveLpSetting.safeParse(setting);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the setting";
    throw new KeelError("KEEL_BAD_SETTING", `${where}: ${issue?.message}`, "Correct that value");
  }
  const params = toParams(parsed.data);
  const rule = unsound(params);
  if (rule !== Rule.sound) {
    const [broken, remedy] = RULES[rule];
    throw new KeelError("KEEL_UNSOUND_SETTING", broken, remedy);
  }
  return params;
}

/** How the auction sells: parts of a reward's worth and ETH, WAD. The setting has been parsed before. */
export function auctionTerms(setting: CurveLpSetting): {
  readonly duration: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly maxMarketAge: number;
  readonly harvestCost: bigint;
} {
  const { auction, maxMarketAge } = curveLpSetting.parse(setting);
  return { ...auction, maxMarketAge };
}

function toParams(setting: z.output<typeof curveLpSetting>): CurveLpParams {
  const { depth, depeg, virtualPrice, cost, harvest } = setting;
  const { watch, defend, evacuate } = depeg;
  return {
    minPlaced: setting.minPlaced,
    defendPlaced: defend.placed,
    evacuatePlaced: evacuate.placed,
    enterDepth: depth.enter,
    holdDepth: depth.hold,
    maxStethShare: setting.maxStethShare,
    depeg: {
      watchPeg: watch.enter,
      watchReentry: watch.leave,
      defendPeg: defend.enter,
      defendReentry: defend.leave,
      evacuatePeg: evacuate.enter,
      evacuateReentry: evacuate.leave,
    },
    maxMarketAge: setting.maxMarketAge,
    maxVirtualPriceAge: virtualPrice.maxAge,
    minVirtualPrice: Math.max(ONE - virtualPrice.maxFall, 0),
    maxVirtualPrice: ONE + virtualPrice.maxRise,
    minIn: Math.max(ONE - cost.in, 0),
    minOut: Math.max(ONE - cost.out, 0),
    rescueOut: Math.max(ONE - cost.rescue, 0),
    harvestMultiple: harvest.multiple,
    harvestSpacing: harvest.spacing,
    cooldown: setting.cooldown,
  };
}
