/** Real market series of other shapes, joined into tapes and played: optional reference data beside the checkout. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { runExact } from "../engine/exact.ts";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import { metricsOf } from "../metrics/metrics.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { worldBefore } from "../worlds/world-before.ts";
import { csvTable } from "./csv-table.ts";
import { parseTape } from "./parse-tape.ts";
import type { Tape } from "./tape.ts";

const DATA = new URL("../../../shared/data/", import.meta.url);
const DAY = 86_400;
const ETHER = 10n ** 18n;

type Row = Readonly<Record<string, string>>;

/** A series by date; of several rows a day the first. */
function series(file: string, dated: string, keep: (row: Row) => boolean = () => true): Map<string, Row> {
  const rows = parse(readFileSync(new URL(file, DATA)), { columns: true, bom: true }) as Row[];
  const days = new Map<string, Row>();
  for (const row of rows.filter(keep)) {
    const date = (row[dated] ?? "").slice(0, 10);
    if (!days.has(date)) days.set(date, row);
  }
  return days;
}

const { curve: rateCurve } = mainnetOfMay2022().lender.weth;

/** Rows on the days that have a price; what is missing on such a day is carried. */
function tapeOf(name: string, header: string, rows: readonly string[]): Tape {
  const table = csvTable([header, ...rows].join("\n"), name);
  return { name, rows: parseTape(table, { interval: DAY, fill: "hold", rateCurve }).rows };
}

/** stETH's price, what Aave v3 asks for WETH, and network staking less Lido's tenth, an approximation. */
function august2025(): Tape {
  const prices = series("steth-eth-daily.csv", "date");
  const weth = series("aave-v3-mainnet-daily.csv", "observed_at", ({ symbol }) => symbol === "WETH");
  const staking = series("validator-queue-daily.csv", "date");
  const rows = [...prices].flatMap(([date, { steth_eth, eth_usd }]) => {
    const [apr, network] = [weth.get(date)?.variable_borrow_apr, staking.get(date)?.network_apr_percent];
    if (apr === undefined || !network) return [];
    return [
      `${date},${steth_eth},${Number(eth_usd).toFixed(2)},${apr},${(Number(network) * 0.009).toFixed(6)}`,
    ];
  });
  return tapeOf("2025", "date,steth_eth,eth_usd,weth_borrow_apr,staking_apr", rows);
}

/** Aave v2's utilisation and gas, with stETH taken at par and staking at 4%: neither is in the series. */
function december2020(): Tape {
  const weth = series("aave-v2-weth-daily.csv", "date");
  const gas = series("gas-eth-usd-daily.csv", "date");
  const rows = [...gas].flatMap(([date, { avg_gas_price_wei, eth_usd }]) => {
    const utilisation = weth.get(date)?.utilisation;
    const gwei = (Number(avg_gas_price_wei) / 1e9).toFixed(6);
    return utilisation === undefined ? [] : [`${date},1,${eth_usd},${utilisation},${gwei},0.04`];
  });
  return tapeOf("2020", "date,steth_eth,eth_usd,weth_utilisation,gas_gwei,staking_apr", rows);
}

const missing = existsSync(DATA) ? "" : `: skipped, no data at ${fileURLToPath(DATA)}`;

describe.skipIf(missing)(`a loop through real series${missing}`, () => {
  test.each([
    ["August 2025 to August 2026", august2025],
    ["December 2020 to June 2022", december2020],
  ])("%s", (_, read) => {
    const tape = read();
    const { market: world } = worldBefore(tape);
    const [, first] = tape.rows;
    const preset = loopThrough2022("careful");
    const run = runExact({
      ...preset,
      tape: { ...tape, rows: tape.rows.slice(1) },
      world,
      deployment: { ...preset.deployment, time: world.time },
      flows: [{ time: first?.time ?? 0, who: "alice", kind: "deposit", assets: 500n * ETHER }],
    });
    expect(run.flows[0]?.refused).toBeUndefined();
    expect(run.steps).toHaveLength(tape.rows.length - 1);
    const { parts, pnl } = run.attribution;
    // BTK-01
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(pnl);
    const { liquidations, maxLtv, netApr } = metricsOf(run);
    expect(liquidations).toBe(0);
    expect(maxLtv).toBeLessThan(0.81);
    expect(Math.abs(netApr)).toBeLessThan(0.2);
  });
});
