/** Every real market series of the reference data, joined into tapes and played: optional files beside the checkout, of other shapes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { eModePresets, presets } from "../../strategies/leveraged-loop/presets.ts";
import { allocationSetting } from "../../strategies/vault/params.ts";
import { deploymentInto, deploymentOf } from "../engine/deployment.ts";
import { type ExactResult, runExact } from "../engine/exact.ts";
import type { OtherKind } from "../engine/kinds/kinds.ts";
import { standardChoice } from "../engine/kinds/standard.ts";
import { measuredGas } from "../engine/measured-gas.ts";
import { metricsOf } from "../metrics/metrics.ts";
import { worldBefore } from "../worlds/world-before.ts";
import { WORLDS, type WorldName } from "../worlds/worlds.ts";
import { csvTable } from "./csv-table.ts";
import { parseTape } from "./parse-tape.ts";
import type { Tape } from "./tape.ts";

const DATA = new URL("../../../shared/data/", import.meta.url);
const DAY = 86_400;
const DEPOSIT = 500n * WAD;

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

/** The lender of a series, and its days as a tape; what is missing on a day is carried. */
interface Series {
  readonly world: WorldName;
  readonly tape: Tape;
}

function tapeOf(world: WorldName, columns: string, rows: readonly string[]): Series {
  const table = csvTable([`date,steth_eth,${columns}`, ...rows].join("\n"), "series");
  const { curve: rateCurve } = WORLDS[world].market().lender.weth;
  return {
    world,
    tape: { name: "series", rows: parseTape(table, { interval: DAY, fill: "hold", rateCurve }).rows },
  };
}

/** stETH's price in dollars over ETH's, and staking where it is known: network's less Lido's tenth, an approximation. */
function prices(): Series {
  const staking = series("validator-queue-daily.csv", "date");
  const rows = [...series("steth-eth-daily.csv", "date")].map(([date, { steth_eth, eth_usd }]) => {
    const network = staking.get(date)?.network_apr_percent;
    const apr = network ? (Number(network) * 0.009).toFixed(6) : "";
    return `${date},${steth_eth},${Number(eth_usd).toFixed(2)},${apr}`;
  });
  return tapeOf("2025", "eth_usd,staking_apr", rows);
}

/** How long validators waited to leave, with stETH taken at par. */
function queues(): Series {
  const rows = [...series("validator-queue-daily.csv", "date")]
    .filter(([, { network_apr_percent }]) => network_apr_percent)
    .map(
      ([date, row]) =>
        `${date},1,${(Number(row.network_apr_percent) * 0.009).toFixed(6)},${row.exit_wait_days}`,
    );
  return tapeOf("2025", "staking_apr,queue_wait_days", rows);
}

/** What Aave v3 asked of an asset's borrowers, taken as what it asked of ETH's, on the days that have a price. */
function borrowRates(symbol: string): Series {
  const rates = series("aave-v3-mainnet-daily.csv", "observed_at", (row) => row.symbol === symbol);
  const staking = series("validator-queue-daily.csv", "date");
  const rows = [...series("steth-eth-daily.csv", "date")].flatMap(([date, { steth_eth, eth_usd }]) => {
    const [apr, network] = [rates.get(date)?.variable_borrow_apr, staking.get(date)?.network_apr_percent];
    if (apr === undefined || !network) return [];
    return [
      `${date},${steth_eth},${Number(eth_usd).toFixed(2)},${Number(apr).toFixed(8)},${(Number(network) * 0.009).toFixed(6)}`,
    ];
  });
  return tapeOf("2025", "eth_usd,weth_borrow_apr,staking_apr", rows);
}

/** Aave v2's utilisation and gas, with stETH taken at par and staking at 4%: neither is in the series. */
function december2020(): Series {
  const weth = series("aave-v2-weth-daily.csv", "date");
  const rows = [...series("gas-eth-usd-daily.csv", "date")].flatMap(
    ([date, { avg_gas_price_wei, eth_usd }]) => {
      const utilisation = weth.get(date)?.utilisation;
      const gwei = (Number(avg_gas_price_wei) / 1e9).toFixed(6);
      return utilisation === undefined ? [] : [`${date},1,${eth_usd},${utilisation},${gwei},0.04`];
    },
  );
  return tapeOf("2022", "eth_usd,weth_utilisation,gas_gwei,staking_apr", rows);
}

function through({ world: name, tape }: Series, kind?: OtherKind): ExactResult {
  const { market: world } = worldBefore(tape, WORLDS[name]);
  const loop = name === "2022" ? presets.careful : eModePresets.eMode;
  const [before, first] = tape.rows;
  return runExact({
    label: "series",
    tape: { ...tape, rows: tape.rows.slice(1) },
    world,
    deployment:
      kind === undefined
        ? deploymentInto(world, { loop })
        : deploymentOf(
            world,
            standardChoice(kind, world, { deposit: DEPOSIT, ethUsd: before?.ethUsd?.value ?? 0n }),
          ),
    keeper: { allocation: allocationSetting.parse({}), gas: measuredGas(kind) },
    flows: [{ time: first?.time ?? 0, who: "alice", kind: "deposit", assets: DEPOSIT }],
    managed: true,
  });
}

/** BTK-01, and what must hold whatever the market did. */
function expectSound(run: ExactResult, { tape }: Series): void {
  expect(run.flows[0]?.refused).toBeUndefined();
  expect(run.steps).toHaveLength(tape.rows.length - 1);
  const { parts, pnl } = run.attribution;
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(pnl);
  const { liquidations, netApr } = metricsOf(run);
  expect(liquidations).toBe(0);
  expect(Math.abs(netApr)).toBeLessThan(0.25);
}

const there = existsSync(DATA);
const missing = there ? "" : `: skipped, no data at ${fileURLToPath(DATA)}`;
const symbols = there
  ? [
      ...new Set(
        [...parse(readFileSync(new URL("aave-v3-mainnet-daily.csv", DATA)), { columns: true })].map(
          (row) => (row as Row).symbol ?? "",
        ),
      ),
    ]
  : [];

describe.skipIf(!there)(`BTK-01 through real series${missing}`, () => {
  test("every file of the reference data is among them", () => {
    expect(
      readdirSync(DATA)
        .filter((file) => file.endsWith(".csv"))
        .sort(),
    ).toEqual([
      "aave-v2-weth-daily.csv",
      "aave-v3-mainnet-daily.csv",
      "gas-eth-usd-daily.csv",
      "steth-eth-daily.csv",
      "validator-queue-daily.csv",
    ]);
  });

  test.each([
    ["stETH's and ETH's prices, January 2025 to August 2026", prices],
    ["the validators' queues, May 2023 to August 2026", queues],
    ["Aave v2's WETH and gas, December 2020 to June 2022", december2020],
  ])("a loop: %s", (_, read) => {
    const rows = read();
    expectSound(through(rows), rows);
  });

  test.each(symbols)("a loop at what Aave v3 asked for %s, July 2025 to August 2026", (symbol) => {
    const rates = borrowRates(symbol);
    expect(rates.tape.rows.length).toBeGreaterThan(300);
    expectSound(through(rates), rates);
  });

  test.each(["lending", "curve-lp", "restaking"] as const)("%s: prices and WETH's rate", (kind) => {
    const rates = borrowRates("WETH");
    expectSound(through(rates, kind), rates);
  });
});
