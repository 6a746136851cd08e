/** A sweep's points as settings that the engines run. */
import { KeelError } from "../../errors/keel-error.ts";
import { parseLoopSetting } from "../../strategies/leveraged-loop/params.ts";
import { parseDecimal } from "../../strategies/quantity.ts";
import type { LoopCase } from "../columns/loop-case.ts";
import { mathOf } from "./mathjs.ts";
import type { Point, SweepPlan } from "./plan.ts";

/** Digits that a setting's ratios have. */
const DIGITS = 9;
const SIZE = "stETH";
const PATH = /^[a-zA-Z]+(\.[a-zA-Z]+)*$/;

export interface SweepCase {
  readonly point: Point;
  readonly setting: LoopCase;
}

export interface SweepCases {
  readonly cases: readonly SweepCase[];
  /** Points that the contracts would refuse, and why the first one. */
  readonly unsound: number;
  readonly firstUnsound?: string;
}

/**
 * @param common what all have; its loop is the plan's base with each point's settings
 * @param unitsAt units that a stETH buys, a fraction
 * @throws KEEL_SWEEP where an expression does not evaluate to a number
 */
export async function casesOf(
  plan: SweepPlan,
  points: readonly Point[],
  common: Omit<LoopCase, "loop">,
  liquidationLtv: number,
  unitsAt: number,
): Promise<SweepCases> {
  const math = await mathOf();
  const compiled = Object.entries(plan.settings).map(([path, expression]) => {
    if (!PATH.test(path))
      throw new KeelError(
        "KEEL_SWEEP",
        `"${path}" is no path of a setting`,
        'Write one such as "ltv.target"',
      );
    return { path, expression, code: math.compile(expression) };
  });
  const cases: SweepCase[] = [];
  let unsound = 0;
  let firstUnsound: string | undefined;
  for (const point of points) {
    const setting = structuredClone(plan.base) as Record<string, unknown>;
    let units = common.units;
    for (const { path, expression, code } of compiled) {
      const value: unknown = code.evaluate({ ...point });
      if (typeof value !== "number" || !Number.isFinite(value))
        throw new KeelError(
          "KEEL_SWEEP",
          `"${expression}" for ${path} is no number at ${JSON.stringify(point)}`,
          "Use the names of the axes and arithmetic",
        );
      if (path === SIZE) units = parseDecimal((value * unitsAt).toFixed(DIGITS), 18) ?? 0n;
      else put(setting, path.split("."), value.toFixed(DIGITS).replace(/\.?0+$/, ""));
    }
    const refuse = (why: string) => {
      unsound++;
      firstUnsound ??= `${JSON.stringify(point)}: ${why}`;
    };
    if (units > common.vault.depositCap) {
      refuse("the vault would not take so much");
      continue;
    }
    try {
      cases.push({ point, setting: { ...common, units, loop: parseLoopSetting(setting, liquidationLtv) } });
    } catch (error) {
      if (!(error instanceof KeelError) || error.code !== "KEEL_UNSOUND_SETTING") throw error;
      refuse(error.message);
    }
  }
  return { cases, unsound, ...(firstUnsound !== undefined && { firstUnsound }) };
}

function put(setting: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    setting[name] = value;
    return;
  }
  setting[name] ??= {};
  put(setting[name] as Record<string, unknown>, rest, value);
}
