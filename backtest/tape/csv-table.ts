/** CSV as people write it: RFC 4180's quotes, lines that end in either way, `#` comments, a byte order mark. */
import { CsvError, parse } from "csv-parse/sync";
import { KeelError } from "../../errors/keel-error.ts";
import type { Table, TableRow } from "./table.ts";

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** @throws KEEL_TAPE_FORMAT where quotes do not close */
export function csvTable(text: string, file: string): Table {
  const [header = { line: 1, fields: [] }, ...rows] = records(text, file).map(
    ({ record, info }): TableRow => ({ line: info.lines, fields: record }),
  );
  return { file, header, rows, counted: "line" };
}

function records(text: string, file: string): Parsed[] {
  try {
    // Rows that are too short or too long are told by their line, further on.
    const options = { bom: true, comment: "#", comment_no_infix: true, info: true } as const;
    return parse(text, {
      ...options,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new KeelError(
      "KEEL_TAPE_FORMAT",
      `${file} is no CSV: ${error.message}`,
      "Mend the quotes in that line",
    );
  }
}
