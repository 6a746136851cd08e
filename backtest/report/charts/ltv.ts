/** How near the loop came to its limits and what the keeper did about it: LTV, its bands, every action. */
import { Action, Reason } from "../../../strategies/decision.ts";
import { leastOf } from "../../metrics/extremes.ts";
import type { ActionRecord, Run, StepRecord } from "../../result.ts";
import { actionLog, type LogEntry } from "../action-log.ts";
import { counted, date, percent } from "../figures.ts";
import { kindInWords } from "../words.ts";
import { grid, named, spanning, timeAxis, valueAxis } from "./axes.ts";
import type { Chart, LegendEntry, Swatch } from "./chart.ts";

const RATIO = 1e9;

interface Mark {
  readonly swatch: Swatch;
  readonly color: string;
  /** How ECharts names the shape, and its turn. */
  readonly symbol: string;
  readonly rotate?: number;
  /** The shape's own paint, where it is not a filled shape set off from the lines behind it. */
  readonly paint?: object;
}

const CROSS = "path://M-4,-5L0,-1L4,-5L5,-4L1,0L5,4L4,5L0,1L-4,5L-5,4L-1,0L-5,-4Z";

const SOLD: Mark = { swatch: "down", color: "var(--managed)", symbol: "triangle", rotate: 180 };
const BORROWED: Mark = { swatch: "up", color: "var(--second)", symbol: "triangle" };
const ALLOCATED: Mark = { swatch: "square", color: "var(--second)", symbol: "rect" };
const RESCUED: Mark = { swatch: "diamond", color: "var(--liquidation)", symbol: "diamond" };
const REFUSED: Mark = {
  swatch: "cross",
  color: "var(--liquidation)",
  symbol: CROSS,
  paint: { borderColor: "var(--liquidation)" },
};
const NOTED: Mark = {
  swatch: "dot",
  color: "var(--muted)",
  symbol: "circle",
  paint: { color: "var(--paper)", borderColor: "var(--muted)", borderWidth: 1.5 },
};

function markOf({ kind, decision, refused }: ActionRecord): Mark {
  if (refused !== undefined) return REFUSED;
  if (kind === "allocate") return ALLOCATED;
  if (decision.action === Action.lever) return BORROWED;
  if (decision.action !== Action.delever) return NOTED;
  return decision.reason === Reason.pastRipcord ? RESCUED : SOLD;
}

export function ltvChart(managed: Run, unmanaged: Run): Chart {
  const from = managed.steps[0]?.time ?? 0;
  const to = managed.steps.at(-1)?.time ?? 0;
  const highest = peak(managed.steps);
  const alone = peak(unmanaged.steps);
  const liquidation = managed.steps.at(-1)?.liquidationLtv ?? 0;
  const range = spanning([lowestLtv(managed), Math.max(liquidation, highest.ltv, alone.ltv) / RATIO], 0.1);
  const log = actionLog(managed);
  const share = (ltv: number) => percent(ltv / RATIO, 1);

  return {
    id: "ltv",
    title: `LTV peaked at ${share(highest.ltv)}; liquidation begins at ${share(liquidation)}`,
    says:
      "Debt against collateral at the lender's price. With its keeper the loop peaked at" +
      ` ${share(highest.ltv)} on ${date(highest.time)} and took ${counted(log.length, "action")}; left alone it` +
      ` peaked at ${share(alone.ltv)} on ${date(alone.time)}. Liquidation begins at ${share(liquidation)}.`,
    caption:
      "Numbers refer to the list of actions below. The line goes up to the worst LTV of each step, before" +
      " the keeper could act.",
    legend: [
      { text: "LTV with the keeper", color: "var(--managed)", swatch: "line" },
      { text: "left alone", color: "var(--unmanaged)", swatch: "dashed" },
      { text: "band, with its target", color: "var(--band)", swatch: "area" },
      { text: "ripcord line", color: "var(--ripcord)", swatch: "dotted" },
      { text: "liquidation", color: "var(--liquidation)", swatch: "line" },
      ...actionLegend(log),
    ],
    option: (canvas) => ({
      grid: grid(canvas),
      xAxis: timeAxis(from, to),
      yAxis: valueAxis("debt / collateral, %", (value) => percent(value, 0), range),
      series: [
        ...band(managed.steps),
        level(managed.steps, ({ bands }) => bands.target, { color: "var(--target)", width: 1 }),
        {
          ...level(managed.steps, ({ bands }) => bands.line, {
            color: "var(--ripcord)",
            width: 1.75,
            type: [2, 3],
          }),
          ...named(canvas, "ripcord", "var(--ripcord)"),
        },
        {
          ...level(managed.steps, ({ liquidationLtv }) => liquidationLtv, {
            color: "var(--liquidation)",
            width: 2,
          }),
          ...named(canvas, "liquidation", "var(--liquidation)"),
        },
        {
          type: "line",
          showSymbol: false,
          data: unmanaged.steps.map(({ time, worstLtv }) => [time * 1000, worstLtv / RATIO]),
          lineStyle: { color: "var(--unmanaged)", width: 1.5, type: [6, 4] },
          z: 3,
          ...named(canvas, "left alone", "var(--unmanaged)"),
        },
        {
          type: "line",
          showSymbol: false,
          data: managed.steps.flatMap(({ time, worstLtv, ltv }) => {
            const before = [time * 1000, worstLtv / RATIO];
            return worstLtv === ltv ? [before] : [before, [time * 1000, ltv / RATIO]];
          }),
          lineStyle: { color: "var(--managed)", width: 2 },
          ...named(canvas, "with the keeper", "var(--managed)"),
        },
        {
          type: "scatter",
          symbolSize: 11,
          z: 10,
          labelLayout: { hideOverlap: true },
          data: log.map((entry) => point(entry, range.min)),
        },
      ],
    }),
  };
}

/** An action at the LTV that it met, or at the plot's edge where there was no loop yet. */
function point({ action, number }: LogEntry, floor: number) {
  const { symbol, rotate = 0, color, paint } = markOf(action);
  return {
    value: [action.time * 1000, Math.max(action.ltvBefore / RATIO, floor)],
    symbol,
    symbolRotate: rotate,
    itemStyle: { color, borderColor: "var(--paper)", borderWidth: 1, opacity: 1, ...paint },
    label: {
      show: true,
      position: "top",
      distance: 4,
      formatter: String(number),
      color: "var(--ink)",
      fontSize: 11,
    },
  };
}

/** One entry for each kind of action and reason that occurred, with how often. */
function actionLegend(log: readonly LogEntry[]): LegendEntry[] {
  const kinds = new Map<string, { mark: Mark; count: number }>();
  for (const { action } of log) {
    const text = kindInWords(action);
    const kind = kinds.get(text) ?? { mark: markOf(action), count: 0 };
    kinds.set(text, { ...kind, count: kind.count + 1 });
  }
  return [...kinds].map(([text, { mark, count }]) => ({
    text: `${text} (${count}×)`,
    color: mark.color,
    swatch: mark.swatch,
  }));
}

/** The band from low to high, as an unseen line with an area stacked upon it. */
function band(steps: readonly StepRecord[]) {
  const unseen = { width: 0, color: "none" };
  const part = (of: (step: StepRecord) => number) => ({
    ...level(steps, of, unseen),
    data: steps.map((step) => [step.time * 1000, of(step) / RATIO]),
    stack: "band",
  });
  return [
    part(({ bands }) => bands.low),
    { ...part(({ bands }) => bands.high - bands.low), areaStyle: { color: "var(--band)", opacity: 1 } },
  ];
}

/** A limit, which holds until it changes. */
function level(steps: readonly StepRecord[], of: (step: StepRecord) => number, lineStyle: object) {
  const last = steps.length - 1;
  const changes = steps.filter((step, i) => {
    const before = steps[i - 1];
    return i === last || before === undefined || of(before) !== of(step);
  });
  return {
    type: "line",
    step: "end",
    showSymbol: false,
    data: changes.map((step) => [step.time * 1000, of(step) / RATIO]),
    lineStyle,
  };
}

function peak(steps: readonly StepRecord[]): { ltv: number; time: number } {
  return steps.reduce(
    (highest, { worstLtv, time }) => (worstLtv > highest.ltv ? { ltv: worstLtv, time } : highest),
    { ltv: 0, time: steps[0]?.time ?? 0 },
  );
}

/** An empty position is no low: a loop that is yet to be built would flatten the rest. */
function lowestLtv({ steps }: Run): number {
  return leastOf(steps.flatMap(({ ltv, bands }) => (ltv > 0 ? [ltv, bands.low] : [bands.low]))) / RATIO;
}
