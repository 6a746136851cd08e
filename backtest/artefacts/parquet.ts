/**
 * A table as Parquet: amounts as decimals with 18 places, exact; times as UTC timestamps; nulls where a figure has no meaning. What it
 * rests on stands in the file's key-value metadata.
 */
import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type Provenance, provenanceEntries } from "./provenance.ts";
import type { Cell, ColumnKind, FigureTable } from "./table.ts";

const TYPES: Readonly<Record<ColumnKind, Omit<SchemaElement, "name">>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  count: { type: "INT64" },
  number: { type: "DOUBLE" },
  amount: {
    type: "FIXED_LEN_BYTE_ARRAY",
    type_length: 16,
    converted_type: "DECIMAL",
    precision: 38,
    scale: 18,
  },
  time: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
};

export function parquetOf({ columns, rows }: FigureTable, made: Provenance): Uint8Array {
  const root: SchemaElement = { name: "root", num_children: columns.length };
  const fields = columns.map(
    ({ name, kind }): SchemaElement => ({ name, repetition_type: "OPTIONAL", ...TYPES[kind] }),
  );
  const columnData = columns.map(({ name, kind }, index) => ({
    name,
    data: rows.map((row) => written(row[index] ?? null, kind)),
  }));
  const kvMetadata = provenanceEntries(made).map(([key, value]) => ({ key, value }));
  const buffer = parquetWriteBuffer({
    columnData,
    schema: [root, ...fields],
    kvMetadata,
    createdBy: "keel",
  });
  return new Uint8Array(buffer);
}

/** As the writer wants it for the column's type. */
function written(cell: Cell, kind: ColumnKind): Cell | Date {
  if (cell === null) return null;
  if (kind === "count") return BigInt(cell);
  if (kind === "time") return new Date(Number(cell) * 1_000);
  return cell;
}
