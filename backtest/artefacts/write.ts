/** Writes a study's results into a folder: `result.json`, and each of its tables as CSV or Parquet. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KeelError } from "../../errors/keel-error.ts";
import { csvOf } from "./csv.ts";
import type { Provenance } from "./provenance.ts";
import type { FigureTable } from "./table.ts";

export const FORMATS = ["json", "csv", "parquet"] as const;
export type Format = (typeof FORMATS)[number];

export interface Written {
  readonly made: Provenance;
  /** One JSON object, which tells what it rests on as well. */
  readonly json: string;
  readonly tables: readonly FigureTable[];
}

/**
 * Files of the same names are replaced.
 * @returns the files' names, in the order in which they were written
 * @throws KEEL_NOT_WRITABLE
 */
export async function writeResults(
  folder: string,
  formats: readonly Format[],
  { made, json, tables }: Written,
): Promise<readonly string[]> {
  const files = new Map<string, string | Uint8Array>();
  if (formats.includes("json")) files.set("result.json", `${json}\n`);
  if (formats.includes("csv")) for (const table of tables) files.set(`${table.name}.csv`, csvOf(table, made));
  if (formats.includes("parquet")) {
    // Only who wants such a file waits for its writer.
    const { parquetOf } = await import("./parquet.ts");
    for (const table of tables) files.set(`${table.name}.parquet`, parquetOf(table, made));
  }
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new KeelError(
      "KEEL_NOT_WRITABLE",
      `${folder} cannot be written to: ${code}`,
      "Name another folder",
    );
  }
  return [...files.keys()];
}
