import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { BUILT_IN_TAPE_PATH, builtInTape } from "./built-in.ts";
import type { TapeRow } from "./tape.ts";

const { rows } = builtInTape();
const at = (time: string): TapeRow => {
  const row = rows.find((candidate) => candidate.time === Date.parse(time) / 1_000);
  if (row === undefined) throw new Error(`no row at ${time}`);
  return row;
};

test("the tape runs from 1 May to 31 August 2022 in steps of 6 hours", () => {
  expect(rows).toHaveLength(122 * 4 + 1);
  expect(rows[0]?.time).toBe(Date.UTC(2022, 4, 1) / 1_000);
  expect(rows.at(-1)?.time).toBe(Date.UTC(2022, 7, 31) / 1_000);
});

test("June 14, the lowest day, has stETH at 0.9341 in a pool of 109,892 ether and 498,671 stETH", () => {
  const { stethEth, curveEther, curveSteth } = at("2022-06-14T00:00:00Z");
  expect(stethEth).toEqual({ value: (WAD * 9_341n) / 10_000n, label: "measured" });
  expect(curveEther).toEqual({ value: 109_892n * WAD, label: "measured" });
  expect(curveSteth).toEqual({ value: 498_671n * WAD, label: "measured" });
});

test("between two days every figure lies on a straight line and is labelled synthetic", () => {
  const { stethEth, curveEther } = at("2022-06-13T12:00:00Z");
  expect(stethEth).toEqual({ value: (WAD * 9_401n) / 10_000n, label: "synthetic" });
  expect(curveEther).toEqual({ value: 118_260n * WAD, label: "synthetic" });
});

test("after 22 June the pool's balances are unknown, and from 13 July the utilisation is carried", () => {
  expect(at("2022-06-22T06:00:00Z").curveEther).toBeUndefined();
  expect(at("2022-07-12T00:00:00Z").wethUtilisation?.label).toBe("measured");
  expect(at("2022-07-20T06:00:00Z").wethUtilisation).toEqual({
    value: (WAD * 4_643n) / 10_000n,
    label: "carried",
  });
});

test("Lido's share rate grows at every step, and is labelled derived", () => {
  for (const [index, { shareRate }] of rows.entries()) {
    expect(shareRate?.label).toBe("derived");
    const before = rows[index - 1]?.shareRate?.value ?? 0n;
    expect(shareRate?.value).toBeGreaterThan(before);
  }
});

describe("at twice the depeg", () => {
  const { rows: twice } = builtInTape(2n * WAD);

  test("14 June's price is 0.8682, and the pool keeps that day's depth instead of its balances", () => {
    const row = twice.find(({ time }) => time === Date.UTC(2022, 5, 14) / 1_000);
    expect(row?.stethEth).toEqual({ value: (WAD * 8_682n) / 10_000n, label: "synthetic" });
    expect(row?.curveEther).toBeUndefined();
    expect(row?.curveDepth?.value).toBeLessThan(608_563n * WAD);
    expect(row?.curveDepth?.value).toBeGreaterThan(600_000n * WAD);
  });

  test("what is not the price stays as it was", () => {
    expect(twice.map(({ wethUtilisation }) => wethUtilisation)).toEqual(
      rows.map(({ wethUtilisation }) => wethUtilisation),
    );
  });
});

test("a multiple at which stETH would be worth nothing is refused", () => {
  expect(() => builtInTape(20n * WAD)).toThrow("at 20 times the depeg stETH would be worth nothing");
});

/** Reference data that a checkout need not have. */
const FACTS = new URL("../../../shared/facts/2022-depeg-daily.csv", import.meta.url);
const COLUMNS: Record<string, string> = {
  steth_eth: "steth_eth",
  curve_eth: "curve_eth",
  curve_steth: "curve_steth",
  aave_v2_weth_utilisation: "weth_utilisation",
  eth_usd: "eth_usd",
  gas_gwei: "gas_gwei",
};

test.skipIf(!existsSync(FACTS))("every figure is that of the reference data", () => {
  const read = (url: URL) => {
    const [header = "", ...lines] = readFileSync(url, "utf8")
      .trim()
      .split(/\r?\n/)
      .filter((line) => !line.startsWith("#"));
    const names = header.split(",");
    return lines.map((line) =>
      Object.fromEntries(line.split(",").map((field, index) => [names[index], field])),
    );
  };
  const facts = read(FACTS).filter(({ date = "" }) => date <= "2022-08-31");
  const tape = read(BUILT_IN_TAPE_PATH);
  expect(tape).toHaveLength(facts.length);
  for (const [index, fact] of facts.entries()) {
    expect(tape[index]?.date).toBe(fact.date);
    for (const [theirs, ours] of Object.entries(COLUMNS)) {
      expect(Number(tape[index]?.[ours])).toBe(Number(fact[theirs]));
    }
  }
});
