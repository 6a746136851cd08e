/** The statistics of metrics against two libraries'. */
import { deviation as theirDeviation, mean as theirMean, quantile as theirQuantile } from "d3-array";
import fc from "fast-check";
import { expect, test } from "vitest";
import { math } from "../mathjs.ts";
import { deviation, mean, quantile } from "./statistics.ts";

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 60 });
const part = fc.integer({ min: 0, max: 1_000 }).map((thousandths) => thousandths / 1_000);

test("BTK-04 mean, sample deviation and quantiles are those of d3 and of mathjs", () => {
  fc.assert(
    fc.property(values, part, (sample, at) => {
      for (const [ours, ...theirs] of [
        [mean(sample), theirMean(sample), math.mean(sample)],
        [deviation(sample), theirDeviation(sample), Number(math.std(sample))],
        [quantile(sample, at), theirQuantile(sample, at), Number(math.quantileSeq(sample, at))],
      ])
        for (const other of theirs) expect(ours).toBeCloseTo(other as number, 8);
    }),
  );
});

test("no values have no mean", () => {
  expect(() => mean([])).toThrow(RangeError);
});
