/** Gas made dearer for a keeper with a limit, once it has levered the loop. */
import { NO_FAULTS } from "../../engine/keeper-faults.ts";
import type { TapeRow } from "../../tape/tape.ts";
import { type Axis, HUNDREDTH, hundredths } from "../axis.ts";

/** Gwei: the keeper's own default for what does not protect. Above it this one sends rescues alone, which is meaner than ours. */
const PAYS_AT_MOST = 200;
const LARGEST = 1_000;

export const gas: Axis = {
  name: "gas",
  unit: "× the gas price",
  means: `once the loop is levered, for a keeper that pays more than ${PAYS_AT_MOST} gwei for a rescue alone`,
  asItIs: 1,
  ofKeeper: true,
  step: () => HUNDREDTH,
  largest: () => LARGEST,
  apply: ({ run, levered }, value) => {
    const { keeper, tape } = run;
    const rows = tape.rows.map((row): TapeRow => {
      if (row.time <= levered || row.gasPrice === undefined) return row;
      const dearer = (row.gasPrice.value * hundredths(value)) / 100n;
      return { ...row, gasPrice: { value: dearer, label: "synthetic" } };
    });
    const faults = { ...NO_FAULTS, maxGasPrice: PAYS_AT_MOST, after: levered, ...keeper.faults };
    return { ...run, tape: { ...tape, rows }, keeper: { ...keeper, faults } };
  },
};
