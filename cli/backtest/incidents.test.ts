/**
 * What happened to others, played through a vault of 100 stETH as `keel backtest run` and `keel backtest stress` play it; and the table of
 * docs/backtesting.md, which says what came of it.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { amount, fixed, integer, percent } from "../../backtest/report/figures.ts";
import type { ActionRecord, Run } from "../../backtest/result.ts";
import { stressed } from "../../backtest/scenarios/catalogue.ts";
import { DAY } from "../../backtest/scenarios/scenario.ts";
import { Action, Reason } from "../../strategies/decision.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { type Config, DEFAULT_CONFIG, loadConfig } from "../config.ts";
import { sourceOf } from "./source.ts";
import { exactRun, outcomeOf, type Result } from "./way.ts";

interface Incident {
  readonly id: string;
  readonly tape: "2022-depeg" | "2025-2026";
  /** The parameter file's own without it. */
  readonly setting?: string;
  /** Without one the tape is the incident. */
  readonly scenario?: string;
  readonly severity?: string;
  readonly day?: number;
}

interface Played {
  readonly run: Run;
  readonly result: Result;
  /** When the incident began. */
  readonly from: number;
}

const summer2022: Incident = { id: "INC-01", tape: "2022-depeg" };
const april2026: Incident = { id: "INC-02", tape: "2025-2026", setting: "eMode" };
const july2025: Incident = { ...april2026, scenario: "rate-spike-2025", day: 120 };
const capoAtDefault: Incident = { id: "INC-03", tape: "2025-2026", scenario: "capo-2026", day: 225 };
const capoInEMode: Incident = { ...capoAtDefault, setting: "eMode" };
const ezeth: Incident = {
  id: "INC-04",
  tape: "2025-2026",
  setting: "eMode",
  scenario: "ezeth-2024",
  day: 225,
};
const freeze18: Incident = {
  id: "INC-09",
  tape: "2025-2026",
  setting: "eMode",
  scenario: "queue-freeze",
  severity: "0.4",
  day: 266,
};
const freeze46: Incident = { ...freeze18, severity: "1" };
const neverPaid: Incident = { ...freeze18, severity: "10" };

let config: Config;
beforeAll(async () => {
  config = await loadConfig(DEFAULT_CONFIG, {});
});

const DOCS = new URL("../../docs/backtesting.md", import.meta.url);
const documented = readFileSync(DOCS, "utf8").split("\n");

async function play({ tape, setting, scenario, severity = "1", day = 0 }: Incident): Promise<Played> {
  const source = await sourceOf({ tape, fill: "refuse", between: "hold" });
  const from = (source.tape.rows[0]?.time ?? 0) + day * DAY;
  const stress = {
    from,
    severity: (WAD * BigInt(Math.round(Number(severity) * 10))) / 10n,
    world: source.world,
  };
  const way = { severity: WAD, deposit: 100n * WAD, ...(setting !== undefined && { setting }) };
  const played = scenario === undefined ? source.tape : stressed(source.tape, scenario, stress);
  const input = await exactRun(config, way, { ...source, tape: played });
  return { ...outcomeOf(input, way), from };
}

const mined = ({ actions }: Run): readonly ActionRecord[] =>
  actions.filter(({ kind, refused }) => kind === "execute" && refused === undefined);
const within = (run: Run, from: number, days: number) =>
  mined(run).filter(({ time }) => time >= from && time < from + days * DAY);
const actionsOf = (records: readonly ActionRecord[]) => records.map(({ decision }) => decision.action);

/** The incident's row of the table, as the commands' figures are written. */
function row({ id, tape, setting, scenario, severity, day }: Incident, { run, result }: Played): string {
  const flags = [
    scenario === undefined ? "run" : "stress",
    tape === "2022-depeg" ? "" : ` --tape ${tape}`,
    setting === undefined ? "" : ` --setting ${setting}`,
    scenario === undefined ? "" : ` --scenarios ${scenario} --day ${day}`,
    severity === undefined ? "" : ` --severity ${severity}`,
  ];
  const exits = mined(run).filter(({ decision }) => decision.action === Action.exit).length;
  const { maxLtv, minHealthFactor, liquidations, defence, finalEntryAssets } = result;
  const cells = [
    id,
    `\`${flags.join("")}\``,
    percent(maxLtv),
    fixed(minHealthFactor ?? 0, 3),
    integer(liquidations),
    integer(defence.sales),
    integer(exits),
    amount(defence.total, 2),
    amount(finalEntryAssets, 2),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What every one of them must come through with: never open to liquidation, and told as the documentation tells it. */
function expectSurvived(incident: Incident, played: Played): void {
  expect(played.result.liquidations).toBe(0);
  expect(played.result.minHealthFactor).toBeGreaterThan(1.05);
  const told = row(incident, played);
  const named = told.split(" | ").slice(0, 2).join(" | ");
  expect(documented.find((line) => line.startsWith(`${named} |`))).toBe(told);
}

describe("INC-01 June 2022, against a lender that prices stETH at the market", () => {
  test("the default loop is not liquidated, and what its defence cost is told", async () => {
    const played = await play(summer2022);
    expectSurvived(summer2022, played);
    const { defence } = played.result;
    expect(defence.sales).toBeGreaterThan(0);
    expect(defence.total).toBe(defence.discount + defence.gas);
    for (const { sold, repaid } of mined(played.run)) expect(repaid).toBeLessThanOrEqual(sold);
  });
});

describe("INC-02 borrowing ETH grows dear", () => {
  test("in April 2026, with stETH at 0.994, the loop leaves by the queue, and sells only once the peg is back", async () => {
    const played = await play(april2026);
    expectSurvived(april2026, played);
    const unwinding = mined(played.run).filter(({ decision }) => decision.reason === Reason.negativeCarry);
    expect(actionsOf(unwinding)).toContain(Action.exit);
    const sale = unwinding.find(({ sold }) => sold > 0n);
    const pegAtExit = played.run.steps.find(({ time }) => time >= (unwinding[0]?.time ?? 0))?.peg ?? 0;
    expect(pegAtExit).toBeLessThan(995_000_000);
    expect(Number(sale?.repaid) / Number(sale?.sold)).toBeGreaterThan(0.999);
  });

  test("at 18%, with stETH at par, a sale is cheaper than the wait: it sells within two days", async () => {
    const played = await play(july2025);
    expectSurvived(july2025, played);
    const inSpike = within(played.run, played.from, 10);
    expect(new Set(actionsOf(inSpike))).toEqual(new Set([Action.delever]));
    const left = played.run.steps.find(({ time }) => time > played.from + 2 * DAY);
    expect(left?.debt).toBe(0n);
  });
});

describe("INC-03 the lender's oracle is 2.85% low for one row", () => {
  test.each([capoAtDefault, capoInEMode])(
    "nobody is liquidated and nothing is sold: $setting",
    async (incident) => {
      const played = await play(incident);
      expectSurvived(incident, played);
      const seen = played.run.steps.find(({ time }) => time > played.from);
      const before = played.run.steps.findLast(({ time }) => time < played.from);
      expect((before?.ltv ?? 0) / (seen?.worstLtv ?? 1)).toBeCloseTo(0.9715, 3);
      expect(within(played.run, played.from - DAY, 3)).toEqual([]);
    },
  );
});

describe("INC-04 one venue prints 0.7", () => {
  test("a loop whose lender prices by the exchange rate sells nothing there", async () => {
    const played = await play(ezeth);
    expectSurvived(ezeth, played);
    const low = played.run.steps.find(({ time }) => time > played.from);
    expect(low?.poolPrice).toBeLessThan((WAD * 71n) / 100n);
    expect(within(played.run, played.from - DAY, 7).filter(({ sold }) => sold > 0n)).toEqual([]);
  });
});

describe("INC-09 Lido pays nobody, while borrowing costs 8.35% and stETH trades at 0.994", () => {
  test.each([freeze18, freeze46, neverPaid])(
    "for 46 days times $severity: it waits as long as that is cheaper, then sells what is left, once",
    async (incident) => {
      const played = await play(incident);
      expectSurvived(incident, played);
      const done = within(played.run, played.from, 20);
      const first = done.findIndex(({ decision }) => decision.action === Action.delever);
      expect(done[0]?.decision.action).toBe(Action.exit);
      expect(first).toBeGreaterThan(0);
      // It waited out the worst price of the week.
      expect(done[first]?.time).toBeGreaterThan(played.from + 6 * DAY);
    },
  );

  test("what waits is not lost: it counts until it is paid", async () => {
    const { run } = await play(neverPaid);
    const last = run.steps.at(-1);
    const alone = await play(april2026);
    const whole = alone.run.steps.at(-1);
    expect(Number(last?.entryPerShare) / Number(whole?.entryPerShare)).toBeGreaterThan(0.98);
  });
});
