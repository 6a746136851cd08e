/** Figures as a person reads them. */
import chalk from "chalk";
import Table from "cli-table3";
import type { Figure } from "./figure.ts";

const numbers = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
const shown = (value: number | null) => (value === null ? "–" : numbers.format(value));

export function figureTable(figures: readonly Figure[]): string {
  const table = new Table({
    head: ["", "value", "target", "unit", ""],
    colAligns: ["left", "right", "right", "left", "left"],
    style: { head: ["bold"], border: ["dim"] },
  });
  for (const { name, value, target, unit, pass } of figures)
    table.push([name, shown(value), shown(target), unit, pass ? chalk.green("pass") : chalk.red("FAIL")]);
  return table.toString();
}
