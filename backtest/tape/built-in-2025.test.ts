import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { variableBorrowRate } from "../../strategies/kernels/aave/rate-curve.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { mainnetOfJuly2025 } from "../worlds/mainnet-2025-07-28.ts";
import { tapeFile2025 } from "./built-in-2025.ts";
import type { TapeRow } from "./tape.ts";

const DAY = 86_400;
const RAY_TO_WAD = 1_000_000_000n;
const { rows } = tapeFile2025();
const at = (time: string): TapeRow => {
  const row = rows.find((candidate) => candidate.time === Date.parse(time) / 1_000);
  return row ?? expect.fail(`no row at ${time}`);
};

test("the tape runs from 28 July 2025 to 17 August 2026 in steps of 6 hours", () => {
  expect(rows).toHaveLength(55 * 7 * 4 + 1);
  expect(rows[0]?.time).toBe(Date.UTC(2025, 6, 28) / 1_000);
  expect(rows.at(-1)?.time).toBe(Date.UTC(2026, 7, 17) / 1_000);
});

test("a Monday's figures are measured, and hold until the next Monday, labelled carried", () => {
  const price = { value: (WAD * 9_942n) / 10_000n };
  expect(at("2026-04-20T00:00:00Z").stethEth).toEqual({ ...price, label: "measured" });
  expect(at("2026-04-26T18:00:00Z").stethEth).toEqual({ ...price, label: "carried" });
  expect(at("2025-09-15T00:00:00Z").queueWait).toEqual({ value: (WAD * 4_539n) / 100n, label: "measured" });
});

test("prices are unknown on 24 November 2025, and carried; the rates of that day are measured", () => {
  const { stethEth, ethUsd, queueWait } = at("2025-11-24T00:00:00Z");
  expect(stethEth).toEqual({ value: (WAD * 10_013n) / 10_000n, label: "carried" });
  expect(ethUsd).toEqual({ value: 3_018n * WAD, label: "carried" });
  expect(queueWait?.label).toBe("measured");
});

test("a utilisation is that at which the lender's curve asks the rate that was measured", () => {
  const { curve } = mainnetOfJuly2025().lender.weth;
  const { wethUtilisation } = at("2026-04-20T00:00:00Z");
  expect(wethUtilisation?.label).toBe("derived");
  const asked = variableBorrowRate(curve, (wethUtilisation?.value ?? 0n) * RAY_TO_WAD) / RAY_TO_WAD;
  expect(Number(asked)).toBeCloseTo(0.0835e18, -3);
});

describe("Lido's share rate", () => {
  test("is 1.2181164 on 3 November 2025, as on record", () => {
    expect(at("2025-11-03T00:00:00Z").shareRate).toEqual({
      value: 1_218_116_400_000_000_000n,
      label: "derived",
    });
  });

  test("never falls, and grows within a week as within the next", () => {
    for (const [index, { shareRate }] of rows.entries()) {
      const before = rows[index - 1]?.shareRate?.value ?? 0n;
      expect(shareRate?.value).toBeGreaterThan(before);
    }
    const [first, last] = [at("2025-07-28T00:00:00Z"), at("2026-07-27T00:00:00Z")];
    const grown = Number(last.shareRate?.value) / Number(first.shareRate?.value) - 1;
    expect((grown * 365 * DAY) / (last.time - first.time)).toBeCloseTo(0.0256, 3);
  });
});

/** Reference data that a checkout need not have. */
const FACTS = new URL("../../../shared/facts/2025-2026-weekly.csv", import.meta.url);

test.skipIf(!existsSync(FACTS))("every figure is that of the reference data", () => {
  const table = (text: string) => parse(text, { columns: true, comment: "#" }) as Record<string, string>[];
  const facts = table(readFileSync(FACTS, "utf8"));
  const ours = table(readFileSync(new URL("2025-2026.csv", import.meta.url), "utf8"));
  expect(ours).toEqual(
    facts.map((fact) => ({
      date: fact.date,
      steth_eth: fact.steth_eth,
      weth_borrow_apr: fact.aave_v3_weth_borrow_apr,
      eth_usd: fact.eth_usd,
      staking_apr: String(Number((Number(fact.network_staking_apr_percent) * 0.009).toFixed(6))),
      queue_wait_days: fact.validator_exit_wait_days,
    })),
  );
});
