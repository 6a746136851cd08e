/** Parquet, as notebooks write it. A number becomes the shortest decimal that names it, a timestamp its UTC time. */
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { KeelError } from "../../errors/keel-error.ts";
import type { Table } from "./table.ts";

/** Decimals of a number too small to be written without an exponent. */
const SMALLEST_DECIMALS = 18;

/** @throws KEEL_TAPE_FORMAT where it is no Parquet file */
export async function parquetTable(bytes: Buffer, file: string): Promise<Table> {
  const buffer = new Uint8Array(bytes).buffer;
  try {
    const names = parquetSchema(parquetMetadata(buffer)).children.map(({ element }) => element.name);
    const objects = await parquetReadObjects({ file: buffer });
    const rows = objects.map((object, index) => ({
      line: index + 1,
      fields: names.map((name) => textOf(object[name])),
    }));
    return { file, header: { line: 0, fields: names }, rows, counted: "row" };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new KeelError(
      "KEEL_TAPE_FORMAT",
      `${file} is no Parquet file: ${why}`,
      "Write it again, or as CSV",
    );
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, "Z");
  if (typeof value === "number" && Math.abs(value) < 1e-6 && value !== 0)
    return value.toFixed(SMALLEST_DECIMALS);
  return String(value);
}
