/**
 * Reads a tape from CSV. A tape with a hole or a slip in it is refused, by file, line and column, rather than
 * played: a backtest on bad data looks like any other.
 *
 * The first line that is no comment (`#`) names the columns: `date` (2022-05-01, or 2022-05-01T06:00:00Z),
 * `steth_eth`, and any of `curve_eth` with `curve_steth`, `weth_utilisation`, `eth_usd`, `gas_gwei`,
 * `share_rate`. Numbers are plain decimals. An empty field is unknown: the last value is carried, but for the
 * pool's balances, which are then absent.
 */
import { KeelError } from "../../errors/keel-error.ts";
import { parseDecimal } from "./decimal.ts";
import type { Figure, FigureName, TapeRow } from "./tape.ts";

interface Column {
  readonly figure: FigureName;
  /** Decimals of the figure's unit. */
  readonly decimals: number;
  /** What follows from an empty field. */
  readonly empty: "refused" | "carried" | "absent";
  /** The largest value that makes sense, in the file's unit. */
  readonly max?: bigint;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  steth_eth: { figure: "stethEth", decimals: 18, empty: "refused" },
  curve_eth: { figure: "curveEther", decimals: 18, empty: "absent" },
  curve_steth: { figure: "curveSteth", decimals: 18, empty: "absent" },
  weth_utilisation: { figure: "wethUtilisation", decimals: 18, empty: "carried", max: 1n },
  eth_usd: { figure: "ethUsd", decimals: 18, empty: "carried" },
  gas_gwei: { figure: "gasPrice", decimals: 9, empty: "carried" },
  share_rate: { figure: "shareRate", decimals: 18, empty: "carried" },
};
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/;

/** Where in which file something is wrong; lines and columns count from 1. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const refuse = ({ file, line, column }: Place, what: string, remedy: string): never => {
  throw new KeelError("KEEL_TAPE_BAD_ROW", `${file}, line ${line}, column ${column}: ${what}`, remedy);
};

/**
 * The rows of a tape file.
 * @param text the file's content
 * @param file its name, for messages
 * @param interval seconds from each row to the next
 * @throws KeelError KEEL_TAPE_BAD_ROW
 */
export function parseTape(text: string, file: string, interval: number): TapeRow[] {
  const lines = text.split(/\r?\n/);
  const header = lines.findIndex((line) => line !== "" && !line.startsWith("#"));
  const names = (lines[header] ?? "").split(",");
  checkHeader(names, { file, line: header + 1, column: 1 });

  const rows: TapeRow[] = [];
  let last: TapeRow | undefined;
  for (const [index, line] of lines.entries()) {
    if (index <= header || line === "" || line.startsWith("#")) continue;
    const at = { file, line: index + 1 };
    const fields = line.split(",");
    if (fields.length !== names.length) {
      const column = Math.min(fields.length, names.length) + 1;
      refuse(
        { ...at, column },
        `${fields.length} fields instead of ${names.length}`,
        "Give each column one field",
      );
    }
    last = parseRow(names, fields, at, last, interval);
    rows.push(last);
  }
  if (rows.length === 0)
    refuse({ file, line: lines.length, column: 1 }, "no rows", "Add a row for each time");
  return rows;
}

function checkHeader(names: readonly string[], at: Place): void {
  const remedy = `Name the columns date, ${Object.keys(COLUMNS).join(", ")}`;
  for (const [index, name] of names.entries()) {
    const here = { ...at, column: index + 1 };
    if (name !== "date" && !(name in COLUMNS)) refuse(here, `unknown column "${name}"`, remedy);
    if (names.indexOf(name) !== index) refuse(here, `column "${name}" twice`, remedy);
  }
  for (const needed of ["date", "steth_eth"]) {
    if (!names.includes(needed)) refuse(at, `no column "${needed}"`, remedy);
  }
  if (names.includes("curve_eth") !== names.includes("curve_steth")) {
    refuse(at, "one of curve_eth and curve_steth without the other", remedy);
  }
}

function parseRow(
  names: readonly string[],
  fields: readonly string[],
  at: Omit<Place, "column">,
  last: TapeRow | undefined,
  interval: number,
): TapeRow {
  const row: { time: number } & Partial<Record<FigureName, Figure>> = { time: 0 };
  for (const [index, name] of names.entries()) {
    const place = { ...at, column: index + 1 };
    const field = fields[index] ?? "";
    if (name === "date") row.time = parseTime(field, place, last?.time, interval);
    else {
      const column = COLUMNS[name] as Column;
      const figure = parseFigure(field, place, column, last?.[column.figure]);
      if (figure !== undefined) row[column.figure] = figure;
    }
  }
  if ((row.curveEther === undefined) !== (row.curveSteth === undefined)) {
    const column = names.indexOf(row.curveEther === undefined ? "curve_eth" : "curve_steth") + 1;
    refuse({ ...at, column }, "one of the pool's balances without the other", "Give both or neither");
  }
  return row as TapeRow;
}

function parseTime(field: string, at: Place, last: number | undefined, interval: number): number {
  const time = DATE.test(field) ? Date.parse(field) / 1_000 : Number.NaN;
  if (Number.isNaN(time)) {
    refuse(at, `"${field}" is no date`, "Write dates as 2022-05-01 or 2022-05-01T06:00:00Z");
  }
  if (last === undefined || time === last + interval) return time;
  if (time === last) return refuse(at, `${field} twice`, "Remove one of the rows");
  if (time < last) return refuse(at, `${field} after a later date`, "Sort the rows by date");
  const missing = new Date((last + interval) * 1_000).toISOString();
  return refuse(at, `${field} leaves a gap: ${missing} is missing`, "Add the missing rows");
}

function parseFigure(field: string, at: Place, column: Column, last: Figure | undefined): Figure | undefined {
  if (field === "") {
    if (column.empty === "absent") return undefined;
    if (column.empty === "carried" && last !== undefined) return { value: last.value, label: "carried" };
    return refuse(at, "empty, and no value before it to carry", "Give a value");
  }
  const value = parseDecimal(field, column.decimals);
  if (value === undefined)
    return refuse(at, `"${field}" is no number`, "Write a plain decimal number such as 0.9992");
  if (value < 0n) return refuse(at, `${field} is negative`, "Give a value above zero");
  if (value === 0n && column.figure !== "wethUtilisation") {
    return refuse(
      at,
      `${field} is zero`,
      "Give a value above zero, or leave the field empty where it is unknown",
    );
  }
  if (column.max !== undefined && value > column.max * 10n ** BigInt(column.decimals)) {
    return refuse(at, `${field} is more than ${column.max}`, "Give a part of one");
  }
  return { value, label: "measured" };
}
