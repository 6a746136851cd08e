import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { sampleInput } from "./sample/input.ts";
import { renderTable, wantsColor } from "./table.ts";

const { summary } = sampleInput();
const plain = renderTable(summary, { color: false, report: "out/demo/report.html" });

test("the table fits a console of 100 columns", () => {
  expect(Math.max(...plain.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
});

test("a row holds one figure for each way of holding stETH, in order", () => {
  const row = plain.split("\n").find((line) => line.startsWith("Max drawdown"));
  const { onchain, offline, unmanaged, careful, aggressive, hold } = summary;
  const drawdowns = [onchain, offline, unmanaged, careful, aggressive, hold].map(
    ({ maxDrawdown }) => `${(maxDrawdown * 100).toFixed(2)}%`,
  );
  expect(row?.split(/ {2,}/).slice(1)).toEqual(drawdowns);
});

test("colour adds nothing but colour", () => {
  const colored = renderTable(summary, { color: true, report: "out/demo/report.html" });
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

test("colour is for terminals, and NO_COLOR or a dumb one forbids it", () => {
  expect(wantsColor({ isTTY: true }, {})).toBe(true);
  expect(wantsColor({}, {})).toBe(false);
  expect(wantsColor({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
  expect(wantsColor({ isTTY: true }, { NO_COLOR: "" })).toBe(true);
  expect(wantsColor({ isTTY: true }, { TERM: "dumb" })).toBe(false);
});

test("it ends with what to try next", () => {
  expect(plain).toMatch(/What to try next.*out\/demo\/report\.html.*npm start -- --serve/s);
});
