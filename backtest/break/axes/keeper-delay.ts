/** A keeper that is late, once it has levered the loop. */
import { NO_FAULTS } from "../../engine/keeper-faults.ts";
import type { Axis, Base } from "../axis.ts";

const HOUR = 3_600;

/** Hours from a row to the next: nothing happens in between. */
const hoursARow = ({ run: { tape } }: Base): number => {
  const [first, second] = tape.rows;
  return ((second?.time ?? 0) - (first?.time ?? 0)) / HOUR;
};

export const keeperDelay: Axis = {
  name: "keeper-delay",
  unit: "h late",
  means:
    "hours from the step that asks for an action to the one in which it is mined, once the loop is levered",
  asItIs: 0,
  ofKeeper: true,
  step: hoursARow,
  largest: (base) => {
    const { rows } = base.run.tape;
    return rows.filter(({ time }) => time > base.levered).length * hoursARow(base);
  },
  apply: ({ run, levered }, value) => {
    const { keeper } = run;
    const faults = { ...NO_FAULTS, ...keeper.faults, latency: Math.round(value * HOUR), after: levered };
    return { ...run, keeper: { ...keeper, faults } };
  },
};
