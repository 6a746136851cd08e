/** A table as a file holds it, CSV or Parquet: names and fields as text, before anything is made of them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { KeelError } from "../../errors/keel-error.ts";
import { csvTable } from "./csv-table.ts";

export interface TableRow {
  /** The line of a CSV file, or the row of a Parquet one, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface Table {
  /** The file's name, for messages. */
  readonly file: string;
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
  /** Where a row is named, "line" or "row". */
  readonly counted: "line" | "row";
}

export interface TableFile {
  readonly table: Table;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads a `.csv` or `.parquet` file.
 * @throws KEEL_NO_FILE, KEEL_TAPE_FORMAT
 */
export async function readTable(path: string | URL): Promise<TableFile> {
  const file = fileName(path);
  const bytes = contentOf(path, file);
  const sha256 = sha256Of(bytes);
  if (file.endsWith(".csv")) return { table: csvTable(bytes.toString("utf8"), file), sha256 };
  if (file.endsWith(".parquet")) {
    // Only who has such a file waits for its reader.
    const { parquetTable } = await import("./parquet-table.ts");
    return { table: await parquetTable(bytes, file), sha256 };
  }
  throw new KeelError(
    "KEEL_TAPE_FORMAT",
    `${file} is neither .csv nor .parquet`,
    "Convert it to one of them",
  );
}

/** SHA-256, hexadecimal. */
export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const fileName = (path: string | URL): string => decodeURIComponent(String(path)).split(/[\\/]/).at(-1) ?? "";

function contentOf(path: string | URL, file: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOENT" ? `there is no file ${path}` : `${file} cannot be read: ${code}`;
    throw new KeelError("KEEL_NO_FILE", why, "Name a CSV or Parquet file that is there");
  }
}
