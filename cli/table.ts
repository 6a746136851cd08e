/** A table for the terminal: words to the left, numbers to the right, no line between rows. */
import Table from "cli-table3";

/**
 * @param words names of the columns that hold words
 * @param numbers names of those that hold numbers, to the right of them
 */
export function newTable(words: string[], numbers: string[] = []): Table.Table {
  return new Table({
    head: [...words, ...numbers],
    colAligns: [...words.map(() => "left" as const), ...numbers.map(() => "right" as const)],
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [] },
  });
}
