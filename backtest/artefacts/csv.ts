/**
 * A table as CSV (RFC 4180) that a notebook reads with `comment="#"`: what it rests on in comments ahead of the header, amounts in whole
 * tokens to the last of their 18 decimals, times as UTC, an empty field where a figure has no meaning.
 */
import { formatDecimal } from "../tape/decimal.ts";
import { type Provenance, provenanceEntries } from "./provenance.ts";
import type { Cell, Column, FigureTable } from "./table.ts";

export const csvOf = (table: FigureTable, made: Provenance): string =>
  provenanceEntries(made)
    .map(([name, value]) => `# ${name} = ${value}\n`)
    .join("") + figuresOf(table);

/** The same without what it rests on. */
export function figuresOf({ columns, rows }: FigureTable): string {
  const lines = [
    columns.map(({ name }) => name).join(","),
    ...rows.map((row) => row.map((cell, index) => fieldOf(cell, columns[index] as Column)).join(",")),
  ];
  return `${lines.join("\n")}\n`;
}

function fieldOf(cell: Cell, { kind }: Column): string {
  if (cell === null) return "";
  if (kind === "amount") return formatDecimal(BigInt(cell), 18);
  if (kind === "time") return new Date(Number(cell) * 1_000).toISOString().replace(".000Z", "Z");
  return quoted(String(cell));
}

const quoted = (text: string): string => (/[",\r\n#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
