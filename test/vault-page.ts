/** What the tables of docs/vault.md say. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(import.meta.dirname, "..", "docs", "vault.md"), "utf8");

/** The rows of the table below a heading, cell by cell. */
export function tableBelow(heading: string): string[][] {
  const section = page.slice(page.indexOf(`## ${heading}`)).split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => line.slice(1, -1).split("|"));
}

/** Names in code marks in a cell, as far as they are names, each with what the page says right after it. */
export function callsIn(cell: string): { name: string; words: string }[] {
  return [...cell.matchAll(/`([A-Za-z0-9]+)(?:\([^`]*\))?`([^`,(]*)/g)].map(([, name, words]) => ({
    name: name as string,
    words: (words as string).trim(),
  }));
}

export const namesIn = (cell: string): string[] => callsIn(cell).map(({ name }) => name);
