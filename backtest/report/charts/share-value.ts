/** What 100 stETH became: in the vault at both of its values, in the loop left alone, and in a pocket. */

import { leastOf } from "../../metrics/extremes.ts";
import type { Run } from "../../result.ts";
import { amount, fixed } from "../figures.ts";
import { grid, named, spanning, timeAxis, valueAxis } from "./axes.ts";
import type { Chart } from "./chart.ts";

const SCALE = 10n ** 9n;
const WAD = 10n ** 18n;

type PerShare = "entryPerShare" | "exitPerShare";

/**
 * stETH that 100 stETH deposited before the run's first step are worth, at each step. A new vault's first
 * share costs one Lido unit, and one unit is `redemptionRate` stETH.
 */
export function valueOf100(run: Run, value: PerShare): number[] {
  const paid = WAD * (run.steps[0]?.redemptionRate ?? 1n);
  return run.steps.map(
    (step) => Number((100n * SCALE * step[value] * step.redemptionRate) / paid) / Number(SCALE),
  );
}

/** The same for stETH that is merely held. */
export function holdingOf100(run: Run): number[] {
  const first = run.steps[0]?.redemptionRate ?? 1n;
  return run.steps.map(
    ({ redemptionRate }) => Number((100n * SCALE * redemptionRate) / first) / Number(SCALE),
  );
}

export function shareValueChart(managed: Run, unmanaged: Run): Chart {
  const from = managed.steps[0]?.time ?? 0;
  const to = managed.steps.at(-1)?.time ?? 0;
  const exit = valueOf100(managed, "exitPerShare");
  const entry = valueOf100(managed, "entryPerShare");
  const alone = valueOf100(unmanaged, "exitPerShare");
  const hold = holdingOf100(managed);
  const all = [...exit, ...entry, ...alone, ...hold];
  const held = fixed(hold.at(-1) ?? 0, 2);
  const left = (run: Run) => amount(run.finalExitAssets, 2);
  const least = (series: readonly number[]) => fixed(leastOf(series), 2);
  const line = (run: Run, values: readonly number[], lineStyle: object) => ({
    type: "line",
    showSymbol: false,
    data: run.steps.map(({ time }, i) => [time * 1000, values[i]]),
    lineStyle,
  });

  return {
    id: "value",
    title: `100 stETH became ${left(managed)} to leave with, ${held} if merely held`,
    says:
      `The worth of 100 stETH, in stETH. In the managed vault the exit value fell to ${least(exit)} and` +
      ` ended at ${left(managed)}, the entry value ended at ${amount(managed.finalEntryAssets, 2)}. Left` +
      ` alone the exit value fell to ${least(alone)} and ended at` +
      ` ${left(unmanaged)}. Held, it ended at ${held}.`,
    caption:
      "Entry value takes stETH at what Lido owes for it. Exit value is what someone leaving gets: the debt" +
      " is repaid at the market's price, which costs more stETH the deeper the depeg. Both in stETH, so" +
      " that holding rises by staking alone.",
    legend: [
      { text: "managed, exit value", color: "var(--managed)", swatch: "line" },
      { text: "managed, entry value", color: "var(--second)", swatch: "thin" },
      { text: "left alone, exit value", color: "var(--unmanaged)", swatch: "dashed" },
      { text: "holding stETH", color: "var(--hold)", swatch: "dotted" },
    ],
    option: (canvas) => ({
      grid: grid(canvas),
      xAxis: timeAxis(from, to),
      yAxis: valueAxis("stETH, for 100 stETH at the start", (value) => fixed(value, 0), spanning(all, 2)),
      series: [
        {
          ...line(unmanaged, alone, { color: "var(--unmanaged)", width: 1.5, type: [6, 4] }),
          z: 3,
          ...named(canvas, "left alone, exit", "var(--unmanaged)"),
        },
        {
          ...line(managed, hold, { color: "var(--hold)", width: 2, type: [2, 3] }),
          ...named(canvas, "holding", "var(--hold)"),
        },
        {
          ...line(managed, entry, { color: "var(--second)", width: 1.25 }),
          ...named(canvas, "managed, entry", "var(--second)"),
        },
        {
          ...line(managed, exit, { color: "var(--managed)", width: 2 }),
          z: 4,
          ...named(canvas, "managed, exit", "var(--managed)"),
        },
      ],
    }),
  };
}
