import { describe, expect, test } from "vitest";
import { KeelError } from "../../errors/keel-error.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { csvTable } from "./csv-table.ts";
import { parseTape, type TapeOptions } from "./parse-tape.ts";

const DAY = 86_400;
const HEADER = "date,steth_eth,curve_eth,curve_steth,weth_utilisation";
const FIRST = "2022-05-01,0.9992,814723,832594,0.4139";

const rateCurve = mainnetOfMay2022().lender.weth.curve;
const parse = (lines: readonly string[], options: Partial<TapeOptions> = {}) =>
  parseTape(csvTable(lines.join("\n"), "tape.csv"), { interval: DAY, rateCurve, ...options });

const messageOf = (...lines: string[]): string => {
  try {
    parse(lines);
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
      "line 3, column 1 (date): 2022-05-03 leaves a gap: 2022-05-02T00:00:00.000Z is missing",
    ],
    ["a duplicate", [FIRST], "line 3, column 1 (date): 2022-05-01 twice"],
    [
      "an unsorted row",
      ["2022-04-30,0.9992,814723,832594,0.4139"],
      "line 3, column 1 (date): 2022-04-30 after a later date",
    ],
    ["a date that is none", ["2022-13-01,0.9,1,1,0.4"], 'line 3, column 1 (date): "2022-13-01" is no date'],
    ["a NaN", ["2022-05-02,NaN,796219,812425,0.446"], 'line 3, column 2 (steth_eth): "NaN" is no number'],
    [
      "an exponent",
      ["2022-05-02,9e-1,796219,812425,0.446"],
      'line 3, column 2 (steth_eth): "9e-1" is no number',
    ],
    [
      "a negative price",
      ["2022-05-02,-0.9992,796219,812425,0.446"],
      "line 3, column 2 (steth_eth): -0.9992 is negative",
    ],
    ["a pool without ether", ["2022-05-02,0.9992,0,812425,0.446"], "line 3, column 3 (curve_eth): 0 is zero"],
    [
      "half of a pool",
      ["2022-05-02,0.9992,796219,,0.446"],
      "line 3, column 4 (curve_steth): one of the pool's balances without the other",
    ],
    [
      "more lent than there is",
      ["2022-05-02,0.9992,796219,812425,1.2"],
      "line 3, column 5 (weth_utilisation): 1.2 is more than 1",
    ],
    [
      "a missing field",
      ["2022-05-02,0.9992,796219,812425"],
      "line 3, column 5 (weth_utilisation): 4 fields instead of 5",
    ],
    [
      "a missing price",
      ["2022-05-02,,796219,812425,0.446"],
      "line 3, column 2 (steth_eth): empty, and no value before it to carry",
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
  const [, row] = parse([HEADER, FIRST, "2022-05-02,0.9991,,,"]).rows;
  expect(row).toEqual({
    time: Date.UTC(2022, 4, 2) / 1_000,
    stethEth: { value: 999_100_000_000_000_000n, label: "measured" },
    wethUtilisation: { value: 413_900_000_000_000_000n, label: "carried" },
  });
});

describe("BTK-05 rows as far apart as the first two", () => {
  const hourly = (...rows: readonly string[]) => ["date,steth_eth", "2022-05-01T00:00:00Z,1", ...rows];
  const refusal = (...rows: readonly string[]) => {
    try {
      parseTape(csvTable(hourly(...rows).join("\n"), "tape.csv"), { rateCurve });
    } catch (error) {
      return (error as Error).message;
    }
    return "accepted";
  };

  test("say how far that is", () => {
    const table = csvTable(hourly("2022-05-01T01:00:00Z,1", "2022-05-01T02:00:00Z,1").join("\n"), "tape.csv");
    expect(parseTape(table, { rateCurve }).interval).toBe(3_600);
  });

  test("are refused off that grid, too close for two blocks, or alone", () => {
    expect(refusal("2022-05-01T01:00:00Z,1", "2022-05-01T01:30:00Z,1")).toBe(
      "tape.csv, line 4, column 1 (date): 2022-05-01T01:30:00Z is 1800 s after the row before, others 3600 s",
    );
    expect(refusal("2022-05-01T00:00:24Z,1")).toBe(
      "tape.csv, line 3, column 1 (date): 2022-05-01T00:00:24Z is 24 s after the row before",
    );
    expect(refusal()).toBe("tape.csv, line 2, column 1 (date): one row only");
    expect(refusal("2022-04-30T00:00:00Z,1")).toContain("after a later date");
  });
});

describe("a gap is filled by the rule that is named, and told", () => {
  const GAP = [HEADER, FIRST, "2022-05-04,0.9962,,,0.4739"];
  const day = (n: number) => Date.UTC(2022, 4, n) / 1_000;

  test("held: each figure is carried, the pool's balances too", () => {
    const { rows, filled } = parse(GAP, { fill: "hold" });
    expect(rows.map(({ time }) => time)).toEqual([day(1), day(2), day(3), day(4)]);
    expect(rows[2]).toMatchObject({
      stethEth: { value: 999_200_000_000_000_000n, label: "carried" },
      curveEther: { value: 814_723n * 10n ** 18n, label: "carried" },
    });
    expect(filled).toEqual([{ after: day(1), rows: 2 }]);
  });

  test("linear: figures that both rows have lie on a straight line, labelled synthetic", () => {
    const { rows } = parse(GAP, { fill: "linear" });
    expect(rows[1]).toEqual({
      time: day(2),
      stethEth: { value: 998_200_000_000_000_000n, label: "synthetic" },
      wethUtilisation: { value: 433_900_000_000_000_000n, label: "synthetic" },
    });
  });
});

describe("a rate tells what the tape leaves out", () => {
  test("staking at 3.65% a year lifts the share rate a ten-thousandth a day", () => {
    const { rows } = parse(["date,steth_eth,staking_apr", "2022-05-01,1,0.0365", "2022-05-02,1,0.0365"]);
    expect(rows[1]?.shareRate).toEqual({ value: 1_000_100_000_000_000_000n, label: "derived" });
  });

  test("a borrow rate is asked at one utilisation of the lender's curve", () => {
    const rates = ["0", "0.015", "0.03", "0.53", "1.1"];
    const days = rates.map((rate, index) => `2022-05-0${index + 1},1,${rate}`);
    const { rows } = parse(["date,steth_eth,weth_borrow_apr", ...days]);
    // 3% up to the kink at 70%, 100% beyond it.
    const parts = rows.map(({ wethUtilisation }) => Number(wethUtilisation?.value) / 1e18);
    expect(parts).toEqual([0, 0.35, 0.7, 0.85, 1]);
  });

  test("BTK-05 is not told twice", () => {
    expect(messageOf("date,steth_eth,share_rate,staking_apr", "2022-05-01,1,1,0.03")).toBe(
      "tape.csv, line 1, column 4: both share_rate and staking_apr",
    );
  });
});
