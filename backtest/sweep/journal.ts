/** What a sweep has done so far, in a file, so that one that was stopped goes on where it was. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Columns } from "../columns/columns.ts";
import type { SweepCase } from "./cases.ts";
import type { Outcomes } from "./outcomes.ts";
import type { WholeMarket } from "./whole.ts";

export class SweepJournal {
  readonly path: string;

  /** One of the same market and cases, whatever else lies in the folder. */
  constructor(folder: string, columns: Columns, cases: readonly SweepCase[], whole?: WholeMarket) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, `sweep-${hashOf(columns, cases, whole)}.jsonl`);
  }

  /** Puts what is known into the outcomes; a line that was cut short is left out. */
  read(outcomes: Outcomes): void {
    if (!existsSync(this.path)) return;
    for (const line of readFileSync(this.path, "utf8").split("\n")) {
      const [start, rows] = parsed(line) ?? [];
      if (start !== undefined && rows !== undefined) outcomes.put(start, rows);
    }
  }

  add(start: number, rows: Float64Array): void {
    appendFileSync(this.path, `${JSON.stringify([start, Array.from(rows)])}\n`);
  }
}

function parsed(line: string): [number, number[]] | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function hashOf(columns: Columns, cases: readonly SweepCase[], whole?: WholeMarket): string {
  const hash = createHash("sha256");
  for (const column of Object.values(columns)) {
    if (ArrayBuffer.isView(column))
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
  const { rules, flows } = whole ?? {};
  hash.update(JSON.stringify([columns.terms, cases, ...(whole ? [rules, flows] : [])], plain));
  return hash.digest("hex").slice(0, 16);
}
