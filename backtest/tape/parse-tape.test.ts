import { describe, expect, test } from "vitest";
import { KeelError } from "../../errors/keel-error.ts";
import { parseTape } from "./parse-tape.ts";

const DAY = 86_400;
const HEADER = "date,steth_eth,curve_eth,curve_steth,weth_utilisation";
const FIRST = "2022-05-01,0.9992,814723,832594,0.4139";

const messageOf = (...lines: string[]): string => {
  try {
    parseTape(lines.join("\n"), "tape.csv", DAY);
  } catch (error) {
    if (error instanceof KeelError && error.code === "KEEL_TAPE_BAD_ROW") return error.message;
    throw error;
  }
  return "accepted";
};

describe("BTK-05: a tape with a slip in it is refused by file, line and column", () => {
  test.each([
    [
      "a gap",
      ["2022-05-03,0.9993,811347,822969,0.459"],
      "line 3, column 1: 2022-05-03 leaves a gap: 2022-05-02T00:00:00.000Z is missing",
    ],
    ["a duplicate", [FIRST], "line 3, column 1: 2022-05-01 twice"],
    [
      "an unsorted row",
      ["2022-04-30,0.9992,814723,832594,0.4139"],
      "line 3, column 1: 2022-04-30 after a later date",
    ],
    ["a date that is none", ["2022-13-01,0.9,1,1,0.4"], 'line 3, column 1: "2022-13-01" is no date'],
    ["a NaN", ["2022-05-02,NaN,796219,812425,0.446"], 'line 3, column 2: "NaN" is no number'],
    ["an exponent", ["2022-05-02,9e-1,796219,812425,0.446"], 'line 3, column 2: "9e-1" is no number'],
    ["a negative price", ["2022-05-02,-0.9992,796219,812425,0.446"], "line 3, column 2: -0.9992 is negative"],
    ["a pool without ether", ["2022-05-02,0.9992,0,812425,0.446"], "line 3, column 3: 0 is zero"],
    [
      "half of a pool",
      ["2022-05-02,0.9992,796219,,0.446"],
      "line 3, column 4: one of the pool's balances without the other",
    ],
    [
      "more lent than there is",
      ["2022-05-02,0.9992,796219,812425,1.2"],
      "line 3, column 5: 1.2 is more than 1",
    ],
    ["a missing field", ["2022-05-02,0.9992,796219,812425"], "line 3, column 5: 4 fields instead of 5"],
    [
      "a missing price",
      ["2022-05-02,,796219,812425,0.446"],
      "line 3, column 2: empty, and no value before it to carry",
    ],
  ])("%s", (_, rows, message) => {
    expect(messageOf(HEADER, FIRST, ...rows)).toBe(`tape.csv, ${message}`);
  });

  test.each([
    ["an unknown column", "date,steth_eth,moon", 'line 1, column 3: unknown column "moon"'],
    ["a column twice", "date,steth_eth,steth_eth", 'line 1, column 3: column "steth_eth" twice'],
    ["no price", "date,eth_usd", 'line 1, column 1: no column "steth_eth"'],
  ])("%s", (_, header, message) => {
    expect(messageOf(header, "2022-05-01,1,1")).toBe(`tape.csv, ${message}`);
  });

  test("an empty file", () => {
    expect(messageOf(HEADER)).toBe("tape.csv, line 1, column 1: no rows");
  });
});

test("lines are counted as an editor counts them, comments included", () => {
  expect(messageOf("# a tape", "#", HEADER, FIRST, "# later", FIRST)).toContain("line 6, column 1");
});

test("an unknown utilisation is carried and says so; unknown balances are absent", () => {
  const [, row] = parseTape([HEADER, FIRST, "2022-05-02,0.9991,,,"].join("\n"), "tape.csv", DAY);
  expect(row).toEqual({
    time: Date.UTC(2022, 4, 2) / 1_000,
    stethEth: { value: 999_100_000_000_000_000n, label: "measured" },
    wethUtilisation: { value: 413_900_000_000_000_000n, label: "carried" },
  });
});
