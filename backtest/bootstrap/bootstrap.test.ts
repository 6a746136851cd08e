/** Tapes that might have been, and what runs through them say. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import { builtInTape } from "../tape/built-in.ts";
import { bootstrap } from "./bootstrap.ts";
import { distributionOf, frequencyOf } from "./distribution.ts";
import { resampled } from "./resample.ts";

const tape = builtInTape();
const priceAndGas = ({ stethEth, gasPrice }: (typeof tape.rows)[number]) =>
  `${stethEth.value} ${gasPrice?.value}`;

describe("a resampled tape", () => {
  const drawn = resampled(tape, { blockRows: 40, seed: 7 });

  test("has the times of the tape, and moments that were, whole", () => {
    expect(drawn.rows.map(({ time }) => time)).toEqual(tape.rows.map(({ time }) => time));
    const were = new Set(tape.rows.map(priceAndGas));
    expect(drawn.rows.every((row) => were.has(priceAndGas(row)))).toBe(true);
  });

  test("keeps the order within blocks of about the length asked for", () => {
    // Prices that tell each row from every other.
    const rows = tape.rows.map((row, index) => ({
      ...row,
      stethEth: { value: BigInt(index), label: "measured" } as const,
    }));
    const places = resampled({ name: "numbered", rows }, { blockRows: 40, seed: 7 }).rows.map(
      ({ stethEth }) => Number(stethEth.value),
    );
    const joins = places.slice(1).filter((at, index) => at !== (places[index] ?? 0) + 1).length;
    // 488 rows in blocks of 40: a dozen joins, give or take.
    expect(joins).toBeGreaterThan(4);
    expect(joins).toBeLessThan(30);
  });

  test("lets the share rate grow on by what it grew then", () => {
    const rates = drawn.rows.map(({ shareRate }) => Number(shareRate?.value));
    expect(rates.every((rate, index) => rate >= (rates[index - 1] ?? 0))).toBe(true);
    // 3.9% a year for four months, whichever of its days are drawn.
    expect((rates.at(-1) ?? 0) / (rates[0] ?? 1)).toBeCloseTo(1 + (0.039 * 122) / 365, 3);
  });

  test("BTK-02 is the same for the same seed, and another for another", () => {
    expect(resampled(tape, { blockRows: 40, seed: 7 })).toEqual(drawn);
    expect(resampled(tape, { blockRows: 40, seed: 8 })).not.toEqual(drawn);
  });
});

describe("a bootstrap", () => {
  const run = { ...loopThrough2022("careful"), tape };

  test("tells more with every path, so that stopping early keeps what was done", () => {
    const results = [...bootstrap(run, { blockRows: 40, seed: 1 }, 3)];
    expect(results.map(({ paths }) => paths)).toEqual([1, 2, 3]);
    const { exitValue, entryValue, liquidated } = results[2] ?? expect.fail("three paths");
    expect(exitValue.quantiles[2]).toBeLessThan(entryValue.quantiles[2] ?? 0);
    expect(liquidated.probability).toBe(0);
    // Three paths without an accident exclude little.
    expect(liquidated.high).toBeGreaterThan(0.5);
  });
});

describe("a distribution", () => {
  test("is told in quantiles, of few values by interpolation", () => {
    expect(distributionOf([4, 1, 3, 2, 5]).quantiles).toEqual(
      [1.2, 2, 3, 4, 4.8].map((q) => expect.closeTo(q, 12)),
    );
    expect(() => distributionOf([])).toThrow(RangeError);
  });

  test("of a frequency: 5 of 100 is somewhere from 2.2% to 11.2%", () => {
    // Wilson's interval as published tables have it.
    const { low, high } = frequencyOf(5, 100);
    expect([low, high]).toEqual([expect.closeTo(0.0215, 4), expect.closeTo(0.1118, 4)]);
  });

  test("never leaves what can be", () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (times, more) => {
        const { low, high, probability } = frequencyOf(times, times + more + 1);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(probability + 1e-12);
        expect(high).toBeGreaterThanOrEqual(probability - 1e-12);
      }),
    );
  });
});
