/** Stresses of what is paid and earned. */
import { WAD } from "../../strategies/kernels/math/units.ts";
import { utilisationAt } from "../tape/derive-utilisation.ts";
import type { TapeRow } from "../tape/tape.ts";
import { tooSevere } from "./refuse.ts";
import { changedFor, DAY, type Scenario } from "./scenario.ts";

/** WETH's borrowers pay 15 points more than 3%. */
const CALM_APR = (WAD * 3n) / 100n;
const RATE_SPIKE = { above: (WAD * 15n) / 100n, lasting: 10 * DAY };
const RAY_TO_WAD = 1_000_000_000n;
const SLASHED_PART = WAD / 100n;
const GAS_SPIKE = { times: 50n, lasting: 3 * DAY };

export const rateSpike2025: Scenario = {
  name: "rate-spike-2025",
  means: "WETH costs 18% a year for ten days, as in July 2025: so much of it is lent out",
  apply: (rows, { from, severity, world }) => {
    const { curve } = world.lender.weth;
    const apr = CALM_APR + (RATE_SPIKE.above * severity) / WAD;
    if (apr > (curve.baseRate + curve.slope1 + curve.slope2) / RAY_TO_WAD)
      throw tooSevere("rate-spike-2025", severity, "the lender's rate curve ends below that");
    const value = utilisationAt(apr, curve);
    return changedFor(rows, from, RATE_SPIKE.lasting, (row) => ({
      ...row,
      wethUtilisation: { value, label: "synthetic" },
    }));
  },
};

export const slash: Scenario = {
  name: "slash",
  means:
    "Lido loses 1% of its ether at once; what a share redeems for falls by as much and grows on from there",
  apply: (rows, { from, severity }) => {
    const left = WAD - (SLASHED_PART * severity) / WAD;
    if (left <= 0n) throw tooSevere("slash", severity, "nothing would be left");
    return rows.map((row): TapeRow => {
      if (row.time < from || row.shareRate === undefined) return row;
      return { ...row, shareRate: { value: (row.shareRate.value * left) / WAD, label: "synthetic" } };
    });
  },
};

export const gasSpike: Scenario = {
  name: "gas-spike",
  means: "gas costs fifty times as much for three days",
  apply: (rows, { from, severity }) =>
    changedFor(rows, from, GAS_SPIKE.lasting, (row): TapeRow => {
      if (row.gasPrice === undefined) return row;
      const value = (row.gasPrice.value * GAS_SPIKE.times * severity) / WAD;
      return { ...row, gasPrice: { value, label: "synthetic" } };
    }),
};
