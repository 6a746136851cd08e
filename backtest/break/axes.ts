/** The axes that have a name. */
import { KeelError } from "../../errors/keel-error.ts";
import type { Kind } from "../engine/kinds/kinds.ts";
import { borrowRate } from "./axes/borrow-rate.ts";
import { depth } from "./axes/depth.ts";
import { ethUsd } from "./axes/eth-usd.ts";
import { gas } from "./axes/gas.ts";
import { keeperDelay } from "./axes/keeper-delay.ts";
import { liquidity } from "./axes/liquidity.ts";
import { speed } from "./axes/speed.ts";
import type { Axis } from "./axis.ts";

export const AXES: readonly Axis[] = [depth, speed, borrowRate, keeperDelay, gas, liquidity, ethUsd];

/** Those that make a kind of strategy worse. */
export const axesOf = (kind: Kind): readonly Axis[] => AXES.filter(({ of = kind }) => of === kind);

/** @throws KEEL_UNKNOWN_AXIS */
export function axisNamed(name: string): Axis {
  const axis = AXES.find((known) => known.name === name);
  if (axis !== undefined) return axis;
  const remedy = `Use one of ${AXES.map((known) => known.name).join(", ")}`;
  throw new KeelError("KEEL_UNKNOWN_AXIS", `there is no axis "${name}"`, remedy);
}
