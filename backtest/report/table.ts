/** The results for a console of 100 columns: the table, what its figures mean, and what to try next. */
import { Chalk } from "chalk";
import Table from "cli-table3";
import { breakOf, SETTINGS } from "./break-severity.ts";
import { amount, integer } from "./figures.ts";
import { columns, METRICS } from "./results.ts";
import type { Summary } from "./summary.ts";

const FIGURE_WIDTH = 12;
const TITLE_WIDTH = 26;

/** Rules between the parts and nothing else, so that the figures stand out. */
const RULES = {
  top: "─",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "─",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};

export interface TableOptions {
  readonly color: boolean;
  /** Where the report was written. */
  readonly report: string;
}

/** Whether a stream wants colour: a terminal, unless NO_COLOR is set to anything (no-color.org). */
export function wantsColor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
}

export function renderTable(summary: Summary, { color, report }: TableOptions): string {
  const ink = new Chalk({ level: color ? 1 : 0 });
  return [
    ink.bold("What 100 stETH came to"),
    resultsTable(summary, ink),
    ...METRICS.map(({ title, means }) => `${ink.dim(title.padEnd(TITLE_WIDTH))}${ink.dim(means)}`),
    "",
    ink.bold("How much worse before it is liquidated"),
    `The real depeg, to ${amount(summary.lowestPrice, 3)} ETH a stETH, made deeper on the same days:`,
    ...SETTINGS.map((setting) => breakLine(summary, setting)),
    "",
    ...closing(summary),
    "",
    ink.bold("What to try next"),
    ...next(report).map(([what, command]) => `${what.padEnd(TITLE_WIDTH)}${ink.cyan(command)}`),
    "",
  ].join("\n");
}

function resultsTable(summary: Summary, ink: InstanceType<typeof Chalk>): string {
  const ways = columns(summary);
  const table = new Table({
    chars: RULES,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colWidths: [TITLE_WIDTH, ...ways.map(() => FIGURE_WIDTH)],
    colAligns: ["left", ...ways.map(() => "right" as const)],
  });
  table.push(["", ...ways.map(({ title, detail }) => `${ink.bold(title)}\n${ink.dim(detail)}`)]);
  for (const { title, figure } of METRICS) {
    table.push([title, ...ways.map(({ outcome }) => figure(outcome))]);
  }
  return table.toString();
}

function breakLine(summary: Summary, setting: (typeof SETTINGS)[number]): string {
  const { target, managed, unmanaged } = breakOf(summary, setting);
  const name = `${setting}, ${target}`.padEnd(TITLE_WIDTH);
  const kept = `with the keeper ${managed.multiple} (${managed.price} ETH)`;
  return `${name}${kept}, left alone ${unmanaged.multiple} (${unmanaged.price} ETH)`;
}

function closing({ unmanaged, agreement, steps }: Summary): string[] {
  const alone =
    unmanaged.liquidations === 0
      ? "The loop left alone came through as well: this depeg was not deep enough to liquidate it."
      : "The loop left alone would have been liquidated.";
  const { maxAbsWei } = agreement;
  return [
    alone,
    `On chain and offline differ by ${integer(BigInt(maxAbsWei))} wei at most, over ${steps} steps.`,
  ];
}

function next(report: string): readonly (readonly [string, string])[] {
  return [
    ["see the whole story", report],
    ["keep the chain up", "npm start -- --serve"],
    ["look at the vault there", "./keel status"],
    ["one look by the keeper", "./keel keeper --once --dry-run"],
    ["the tape again, offline", "./keel backtest run"],
  ];
}
