/** A study's figures as a table with typed columns, whichever kind of file they go into. */

/**
 * - `text`
 * - `count`: a whole number
 * - `number`: a double; ratios are fractions, 0.05 is 5%
 * - `amount`: wei of a token with 18 decimals, which files tell in whole tokens, exactly
 * - `time`: unix seconds
 */
export type ColumnKind = "text" | "count" | "number" | "amount" | "time";

/** Null where a figure has no meaning. */
export type Cell = string | number | bigint | null;

export interface Column {
  /** Lower case with underscores; ends with the unit where there is one. */
  readonly name: string;
  readonly kind: ColumnKind;
}

export interface FigureTable {
  /** The file's name without its extension. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Read anew each time: most results are printed, not written. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A column's kind, and its cell of a row. */
export type ColumnOf<Row> = readonly [kind: ColumnKind, read: (row: Row) => Cell | undefined];

/** A table of rows as a program has them. What is not finite, or not there, is null. */
export function tableOf<Row>(
  name: string,
  columns: Readonly<Record<string, ColumnOf<Row>>>,
  rows: readonly Row[],
): FigureTable {
  const told = Object.entries(columns);
  return {
    name,
    columns: told.map(([column, [kind]]) => ({ name: column, kind })),
    get rows() {
      return rows.map((row) => told.map(([, [, read]]) => cellOf(read(row))));
    },
  };
}

function cellOf(value: Cell | undefined): Cell {
  if (value === undefined) return null;
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}
