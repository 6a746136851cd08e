import { expect, test } from "vitest";
import { figuresOf } from "./figures.ts";
import type { FileCoverage } from "./file-coverage.ts";
import { gapsOf } from "./gaps.ts";

const file = (path: string, covered: number, all: number, uncovered: number[] = []): FileCoverage => ({
  path,
  lines: { covered, all },
  statements: { covered: 2 * covered, all: 2 * all },
  uncovered,
});

const FILES = [
  file("contracts/vault/Fees.sol", 30, 30),
  file("contracts/vault/Books.sol", 60, 70, [3, 4, 5, 9]),
  file("contracts/strategies/lending/Books.sol", 97, 100, [7]),
  file("contracts/devnet/Port.sol", 0, 50, [1, 50]),
];

test("a room is all that lies below it, weighed by lines, and the ports count once more", () => {
  const lines = figuresOf(FILES)
    .filter(({ name }) => name.endsWith(": lines"))
    .map(({ name, value, pass }) => [name, value, pass]);
  expect(lines).toEqual([
    ["contracts/devnet: lines", 0, false],
    ["contracts/strategies: lines", 97, true],
    ["contracts/vault: lines", 90, false],
    ["contracts without contracts/devnet: lines", 93.5, false],
    ["contracts: lines", 74.8, false],
  ]);
});

test("every file below the target is named with its lines, the worst first", () => {
  expect(gapsOf(FILES)).toEqual([
    "contracts/devnet/Port.sol 0.0%: lines 1, 50",
    "contracts/vault/Books.sol 85.7%: lines 3-5, 9",
  ]);
});
