/** Each kind of strategy through both tapes that come with Keel, by the models that are held against its contracts. */
import { describe, expect, test } from "vitest";
import { Action } from "../../../strategies/decision.ts";
import { WAD } from "../../../strategies/kernels/math/units.ts";
import { eModePresets, presets } from "../../../strategies/leveraged-loop/presets.ts";
import { allocationSetting } from "../../../strategies/vault/params.ts";
import { metricsOf } from "../../metrics/metrics.ts";
import { stressed } from "../../scenarios/catalogue.ts";
import { BUILT_IN_TAPES, builtInMarket } from "../../worlds/built-in-markets.ts";
import { deploymentInto, deploymentOf } from "../deployment.ts";
import { type ExactResult, type ExactRun, runExact } from "../exact.ts";
import type { Flow } from "../flows.ts";
import { measuredGas } from "../measured-gas.ts";
import { KINDS, type Kind } from "./kinds.ts";
import { standardChoice } from "./standard.ts";

const DEPOSIT = 500n * WAD;
const keeper = { allocation: allocationSetting.parse({}) };

function through(name: string, kind: Kind, change: Partial<ExactRun> = {}): ExactRun {
  const { tape, world } = builtInMarket(name) ?? expect.fail(`no tape ${name}`);
  const ethUsd = tape.rows[0]?.ethUsd?.value ?? 0n;
  const loop = name === "2022-depeg" ? presets.careful : eModePresets.eMode;
  const [, first] = tape.rows;
  return {
    label: kind,
    tape: { name, rows: tape.rows.slice(1) },
    world,
    deployment:
      kind === "leveraged-loop"
        ? deploymentInto(world, { loop })
        : deploymentOf(world, standardChoice(kind, world, { deposit: DEPOSIT, ethUsd })),
    keeper: { ...keeper, gas: measuredGas(kind === "leveraged-loop" ? undefined : kind) },
    flows: [{ time: first?.time ?? 0, who: "alice", kind: "deposit", assets: DEPOSIT }],
    managed: true,
    ...change,
  };
}

/** Each is run once; nobody changes a result. */
const runs = new Map<string, ExactResult>();
function runOf(tape: string, kind: Kind): ExactResult {
  const key = `${tape} ${kind}`;
  const run = runs.get(key) ?? runExact(through(tape, kind));
  runs.set(key, run);
  return run;
}

const did = ({ actions }: ExactResult) =>
  actions
    .filter(({ kind, refused }) => kind === "execute" && refused === undefined)
    .map(({ decision }) => decision.action);

describe.each(BUILT_IN_TAPES)("through %s", (tape) => {
  test.each(KINDS)("BTK-01 every wei that %s gains or loses has a source", (kind) => {
    const run = runOf(tape, kind);
    expect(run.flows[0]?.refused).toBeUndefined();
    const { parts, pnl, endValue, flows } = run.attribution;
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(pnl);
    expect(endValue - flows + parts.gas).toBe(pnl);
    // What the vault says a share is worth is that wealth, but for gains that wait to be recognised.
    const told = (DEPOSIT * run.finalEntryAssets) / (100n * WAD);
    expect(Number(endValue / WAD - told) / Number(told)).toBeCloseTo(0, 3);
  });

  test.each(KINDS)("BTK-02 %s is the same again", (kind) => {
    expect(runExact(through(tape, kind))).toEqual(runOf(tape, kind));
  });

  test.each(KINDS)("%s is never open to liquidation with its keeper", (kind) => {
    expect(metricsOf(runOf(tape, kind)).liquidations).toBe(0);
  });
});

describe("under every stress at once, with people coming and going", () => {
  const { tape, world } = builtInMarket("2022-depeg") ?? expect.fail("the tape of 2022 comes with Keel");
  const from = Date.UTC(2022, 4, 20) / 1_000;
  const names = "slash+ezeth-2024+liquidity-shock+gas-spike+rate-spike-2025+capo-2026+june-2022";
  const { rows } = stressed(tape, names, { from, severity: WAD, world });
  const at = (step: number) => rows[step + 1]?.time ?? 0;
  const flows: readonly Flow[] = [
    { time: at(0), who: "alice", kind: "deposit", assets: DEPOSIT },
    { time: at(3), who: "bob", kind: "deposit", assets: 77n * WAD + 1n },
    { time: at(60), who: "bob", kind: "redeem", shares: 10n * WAD, minAssets: 0n },
    { time: at(90), who: "carol", kind: "deposit", assets: 5n * WAD },
    { time: at(200), who: "bob", kind: "redeem", shares: "all", minAssets: 0n },
    { time: at(480), who: "alice", kind: "redeem", shares: "all", minAssets: 0n },
  ];

  test.each(KINDS)("BTK-01 every wei that %s gains or loses has a source", (kind) => {
    const run = runExact(through("2022-depeg", kind, { tape: { name: names, rows: rows.slice(1) }, flows }));
    const { parts, pnl } = run.attribution;
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(pnl);
    expect(parts.slashing).toBeLessThan(0n);
    expect(run.steps).toHaveLength(rows.length - 1);
    expect(run.flows.filter(({ refused }) => refused === undefined).length).toBeGreaterThan(3);
  });
});

test("BTK-03 no kind's run up to a day depends on what comes after it", () => {
  const june14 = Date.UTC(2022, 5, 14) / 1_000;
  for (const kind of KINDS) {
    const input = through("2022-depeg", kind);
    const rows = input.tape.rows.filter(({ time }) => time <= june14);
    const short = runExact({ ...input, tape: { ...input.tape, rows } });
    expect(runOf("2022-depeg", kind).steps.slice(0, short.steps.length)).toEqual(short.steps);
  }
});

describe("a lending position", () => {
  test("repays from its venue as ETH falls, and would have been liquidated without a keeper", () => {
    expect(did(runOf("2022-depeg", "lending"))).toContain(Action.repay);
    const alone = runExact(through("2022-depeg", "lending", { managed: false }));
    expect(alone.liquidations.length).toBeGreaterThan(0);
    expect(alone.attribution.parts.liquidation).toBeLessThan(0n);
  });

  test("borrows dollars outside of e-mode", () => {
    const { steps } = runOf("2025-2026", "lending");
    expect(steps[0]?.liquidationLtv).toBe(810_000_000);
  });
});

describe("liquidity in Curve's pool", () => {
  test("earns fees, and staking on the part that is stETH alone", () => {
    const [pooled, restaked] = (["curve-lp", "restaking"] as const).map(
      (kind) => runOf("2025-2026", kind).attribution.parts,
    );
    expect(pooled?.fees).toBeGreaterThan(0n);
    expect(Number(pooled?.staking) / Number(restaked?.staking)).toBeCloseTo(0.5, 1);
  });

  test("has its deepest impermanent loss in June 2022, most of it made good by August", () => {
    const { impermanentLoss } = metricsOf(runOf("2022-depeg", "curve-lp"));
    expect(impermanentLoss?.worst).toBeGreaterThan(0.01);
    expect(impermanentLoss?.atEnd).toBeLessThan((impermanentLoss?.worst ?? 0) / 4);
  });
});

test("restaked stETH earns what stETH earns, and whoever leaves at once gives up the haircut of the wait", () => {
  const { finalEntryAssets, finalExitAssets } = metricsOf(runOf("2025-2026", "restaking"));
  expect(Number(finalExitAssets) / Number(finalEntryAssets)).toBeCloseTo(0.999, 6);
});
