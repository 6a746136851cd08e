/**
 * Makes a tape of a table. A table with a hole or a slip in it is refused, by file, line and column, rather than played: a backtest on
 * bad data looks like any other (BTK-05).
 *
 * The header names the columns: `date` (2022-05-01, or 2022-05-01T06:00:00Z) and those of columns.ts. Numbers are plain decimals. An
 * empty field is unknown: the last value is carried, but for the pool's balances, which are then absent.
 */
import { KeelError } from "../../errors/keel-error.ts";
import type { RateCurve } from "../../strategies/kernels/aave/rate-curve.ts";
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import { ALTERNATIVES, COLUMNS, type Column } from "./columns.ts";
import { parseDecimal } from "./decimal.ts";
import { FIRST_SHARE_RATE, grownShareRate } from "./derive-share-rate.ts";
import { utilisationAt } from "./derive-utilisation.ts";
import { FILL_RULES, type Filled, type FillRule, rowsMissing } from "./fill.ts";
import type { Table, TableRow } from "./table.ts";
import type { Figure, TapeRow } from "./tape.ts";

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/;
/** The world's block and the keeper's, twelve seconds later, must fit between two rows. */
const SHORTEST_INTERVAL = 60;

export interface TapeOptions {
  /** Seconds from each row to the next; those between the first two rows without it. */
  readonly interval?: Seconds;
  /** What to do about rows that are missing; `refuse` without it. */
  readonly fill?: FillRule;
  /** Whether a row without a price carries the last one; it is refused without it. */
  readonly carryPrice?: boolean;
  /** The lender's, by which a borrow rate tells the utilisation. */
  readonly rateCurve: RateCurve;
}

export interface ParsedTape {
  readonly rows: readonly TapeRow[];
  readonly interval: Seconds;
  readonly filled: readonly Filled[];
}

type Figures = Readonly<Partial<Record<Column["figure"], Figure>>>;

/** Where in which file something is wrong; lines and columns count from 1. */
interface Place {
  readonly table: Table;
  readonly row: TableRow;
  readonly column: number;
}

const refuse = ({ table, row, column }: Place, what: string, remedy: string): never => {
  const name = row === table.header ? undefined : table.header.fields[column - 1];
  const cell = `${table.counted} ${row.line}, column ${column}${name === undefined ? "" : ` (${name})`}`;
  throw new KeelError("KEEL_TAPE_BAD_ROW", `${table.file}, ${cell}: ${what}`, remedy);
};

/** @throws KEEL_TAPE_BAD_ROW */
export function parseTape(table: Table, options: TapeOptions): ParsedTape {
  checkHeader(table);
  const rows: TapeRow[] = [];
  const filled: Filled[] = [];
  let { interval } = options;
  let figures: Figures = {};
  for (const row of table.rows) {
    const at = { table, row };
    checkWidth(at);
    const last = rows.at(-1);
    const time = timeOf(at);
    if (last !== undefined) {
      interval ??= intervalBetween(last.time, time, at);
      checkTime(time, last.time, interval, options.fill ?? "refuse", at);
    }
    figures = figuresOf(at, figures, options);
    const parsed = derive(figures, time, last, options.rateCurve);
    if (last !== undefined && interval !== undefined && time > last.time + interval) {
      const missing = rowsMissing(last, parsed, interval, options.fill === "hold" ? "hold" : "linear");
      filled.push({ after: last.time, rows: missing.length });
      rows.push(...missing);
    }
    rows.push(parsed);
  }
  const [second] = rows.slice(1);
  const end = table.rows.at(-1) ?? table.header;
  if (rows.length === 0) refuse({ table, row: end, column: 1 }, "no rows", "Add a row for each time");
  if (second === undefined && interval === undefined)
    refuse(
      { table, row: end, column: 1 },
      "one row only",
      "Add a row for each time: a tape has two at least",
    );
  return { rows, interval: interval as Seconds, filled };
}

function checkHeader(table: Table): void {
  const names = table.header.fields;
  const at = { table, row: table.header, column: 1 };
  const remedy = `Name the columns date, ${Object.keys(COLUMNS).join(", ")}`;
  for (const [index, name] of names.entries()) {
    const here = { ...at, column: index + 1 };
    if (name !== "date" && !Object.hasOwn(COLUMNS, name)) refuse(here, `unknown column "${name}"`, remedy);
    if (names.indexOf(name) !== index) refuse(here, `column "${name}" twice`, remedy);
  }
  for (const needed of ["date", "steth_eth"]) {
    if (!names.includes(needed)) refuse(at, `no column "${needed}"`, remedy);
  }
  if (names.includes("curve_eth") !== names.includes("curve_steth")) {
    refuse(at, "one of curve_eth and curve_steth without the other", remedy);
  }
  for (const [one, other] of ALTERNATIVES) {
    const column = names.indexOf(other) + 1;
    if (names.includes(one) && column > 0)
      refuse(
        { ...at, column },
        `both ${one} and ${other}`,
        "Leave one of the two away: each tells the other",
      );
  }
}

function checkWidth(at: Omit<Place, "column">): void {
  const [width, names] = [at.row.fields.length, at.table.header.fields.length];
  if (width === names) return;
  const column = Math.min(width, names) + 1;
  refuse({ ...at, column }, `${width} fields instead of ${names}`, "Give each column one field");
}

function timeOf(at: Omit<Place, "column">): Seconds {
  const { field, column } = fieldOf(at, "date");
  const time = DATE.test(field) ? Date.parse(field) / 1_000 : Number.NaN;
  if (!Number.isNaN(time)) return time;
  return refuse(
    { ...at, column },
    `${JSON.stringify(field)} is no date`,
    "Write dates as 2022-05-01 or 2022-05-01T06:00:00Z",
  );
}

function intervalBetween(last: Seconds, time: Seconds, at: Omit<Place, "column">): Seconds {
  const { field, column } = fieldOf(at, "date");
  const interval = time - last;
  if (interval <= 0 || interval >= SHORTEST_INTERVAL) return Math.max(interval, 0);
  const what = `${field} is ${interval} s after the row before`;
  return refuse({ ...at, column }, what, `Leave ${SHORTEST_INTERVAL} s or more between rows`);
}

function checkTime(
  time: Seconds,
  last: Seconds,
  interval: Seconds,
  fill: FillRule,
  at: Omit<Place, "column">,
): void {
  const { field, column } = fieldOf(at, "date");
  const here = { ...at, column };
  if (time === last) refuse(here, `${field} twice`, "Remove one of the rows");
  if (time < last) refuse(here, `${field} after a later date`, "Sort the rows by date");
  if (time === last + interval) return;
  if ((time - last) % interval !== 0) {
    const what = `${field} is ${time - last} s after the row before, others ${interval} s`;
    refuse(here, what, "Space the rows evenly");
  }
  if (fill !== "refuse") return;
  const missing = new Date((last + interval) * 1_000).toISOString();
  const rules = FILL_RULES.filter((rule) => rule !== "refuse").join(" or ");
  refuse(
    here,
    `${field} leaves a gap: ${missing} is missing`,
    `Add the missing rows, or fill them with ${rules}`,
  );
}

/** The row's own figures, before any is derived from others. */
function figuresOf(at: Omit<Place, "column">, last: Figures, { carryPrice = false }: TapeOptions): Figures {
  const figures: { -readonly [name in keyof Figures]: Figures[name] } = {};
  for (const [index, name] of at.table.header.fields.entries()) {
    const column = COLUMNS[name];
    if (column === undefined) continue;
    const place = { ...at, column: index + 1 };
    const empty = column.empty === "refused" && carryPrice ? "carried" : column.empty;
    const figure = figureOf(at.row.fields[index] ?? "", place, { ...column, empty }, last[column.figure]);
    if (figure !== undefined) figures[column.figure] = figure;
  }
  if ((figures.curveEther === undefined) !== (figures.curveSteth === undefined)) {
    const { column } = fieldOf(at, figures.curveEther === undefined ? "curve_eth" : "curve_steth");
    refuse({ ...at, column }, "one of the pool's balances without the other", "Give both or neither");
  }
  return figures;
}

/** A staking rate tells how the share rate grows, a borrow rate the utilisation that it is asked at. */
function derive(
  { stakingApr, wethBorrowApr, ...figures }: Figures,
  time: Seconds,
  last: TapeRow | undefined,
  rateCurve: RateCurve,
): TapeRow {
  const row = { time, ...(figures as Omit<TapeRow, "time">) };
  const before = last?.shareRate?.value ?? FIRST_SHARE_RATE;
  const grown = stakingApr && grownShareRate(before, stakingApr.value, time - (last?.time ?? time));
  const lentOut = wethBorrowApr && utilisationAt(wethBorrowApr.value, rateCurve);
  return {
    ...row,
    ...(grown !== undefined && { shareRate: { value: grown, label: "derived" } }),
    ...(lentOut !== undefined && { wethUtilisation: { value: lentOut, label: "derived" } }),
  };
}

function fieldOf({ table, row }: Omit<Place, "column">, name: string): { field: string; column: number } {
  const index = table.header.fields.indexOf(name);
  return { field: row.fields[index] ?? "", column: index + 1 };
}

function figureOf(field: string, at: Place, column: Column, last: Figure | undefined): Figure | undefined {
  if (field === "") {
    if (column.empty === "absent") return undefined;
    if (column.empty === "carried" && last !== undefined) return { value: last.value, label: "carried" };
    return refuse(at, "empty, and no value before it to carry", "Give a value");
  }
  const value = parseDecimal(field, column.decimals);
  if (value === undefined)
    return refuse(at, `${JSON.stringify(field)} is no number`, "Write a plain decimal number such as 0.9992");
  if (value < 0n) return refuse(at, `${field} is negative`, "Give a value above zero");
  if (value === 0n && !column.zero) {
    const remedy = "Give a value above zero, or leave the field empty where it is unknown";
    return refuse(at, `${field} is zero`, remedy);
  }
  if (column.max !== undefined && value > column.max * 10n ** BigInt(column.decimals)) {
    return refuse(at, `${field} is more than ${column.max}`, "Give a part of one");
  }
  return { value, label: "measured" };
}
