/** Where to look next: the files below the target and the lines that nothing runs. */
import { type FileCoverage, percent, TARGET_PERCENT } from "./file-coverage.ts";

/** One line for every file below the target, the least covered first. */
export function gapsOf(files: readonly FileCoverage[]): string[] {
  return files
    .map((file) => ({ ...file, least: Math.min(percent([file.lines]), percent([file.statements])) }))
    .filter(({ least }) => least < TARGET_PERCENT)
    .sort((a, b) => a.least - b.least)
    .map(({ path, least, uncovered }) => `${path} ${least.toFixed(1)}%: lines ${ranges(uncovered)}`);
}

/** `[3, 4, 5, 9]` as `3-5, 9`. */
export function ranges(lines: readonly number[]): string {
  const found: { first: number; last: number }[] = [];
  for (const line of lines) {
    const range = found.at(-1);
    if (range !== undefined && line === range.last + 1) range.last = line;
    else found.push({ first: line, last: line });
  }
  return found.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(", ");
}
