/** Figures as a person reads them. */
import chalk from "chalk";
import Table from "cli-table3";
import type { Figure } from "./figure.ts";

const numbers = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
const shown = (value: number | null) => (value === null ? "–" : numbers.format(value));

export function figureTable(figures: readonly Figure[]): string {
  const timed = figures.some(({ byProcessor }) => byProcessor !== undefined);
  const table = new Table({
    head: ["", "value", ...(timed ? ["by processor time"] : []), "target", "unit", ""],
    colAligns: ["left", "right", ...(timed ? (["right"] as const) : []), "right", "left", "left"],
    style: { head: ["bold"], border: ["dim"] },
  });
  for (const { name, value, byProcessor, target, unit, pass } of figures) {
    const processor = byProcessor === undefined ? "" : shown(byProcessor);
    const verdict = pass ? chalk.green("pass") : chalk.red("FAIL");
    table.push([name, shown(value), ...(timed ? [processor] : []), shown(target), unit, verdict]);
  }
  return table.toString();
}
