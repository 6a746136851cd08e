/** The axes that have a name. */
import { KeelError } from "../../errors/keel-error.ts";
import { borrowRate } from "./axes/borrow-rate.ts";
import { depth } from "./axes/depth.ts";
import { gas } from "./axes/gas.ts";
import { keeperDelay } from "./axes/keeper-delay.ts";
import { liquidity } from "./axes/liquidity.ts";
import { speed } from "./axes/speed.ts";
import type { Axis } from "./axis.ts";

export const AXES: readonly Axis[] = [depth, speed, borrowRate, keeperDelay, gas, liquidity];

/** @throws KEEL_UNKNOWN_AXIS */
export function axisNamed(name: string): Axis {
  const axis = AXES.find((known) => known.name === name);
  if (axis !== undefined) return axis;
  const remedy = `Use one of ${AXES.map((known) => known.name).join(", ")}`;
  throw new KeelError("KEEL_UNKNOWN_AXIS", `there is no axis "${name}"`, remedy);
}
