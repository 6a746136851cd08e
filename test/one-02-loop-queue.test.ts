/**
 * A tape in which borrowing has grown dear while stETH trades below its redemption: the loop leaves through Lido's queue rather than
 * sell, on the contracts, with the keeper, and in the exact engine alike, to the wei. INC-02, INC-09.
 */
import { beforeAll, expect, test } from "vitest";
import type { Flow } from "../backtest/engine/flows.ts";
import type { Run } from "../backtest/result.ts";
import type { Figure, Tape, TapeRow } from "../backtest/tape/tape.ts";
import { GENESIS_TIMESTAMP } from "../devnet/genesis/genesis-time.ts";
import { Action } from "../strategies/decision.ts";
import { WAD } from "../strategies/kernels/math/units.ts";
import { playBoth } from "./worlds/both-engines.ts";

const STEP = 21_600;
const THOUSANDTH = WAD / 1_000n;
/** Lido's share rate at the genesis, millionths, and what a day adds. */
const SHARE_RATE = 1_071_035n;
const A_DAY = 114n;
const STEPS = 68;
const DEAR_FROM = 8;
const CALM_AGAIN = 56;

const figure = (value: bigint): Figure => ({ value, label: "synthetic" });

/** Two calm days, two weeks in which borrowing costs a third a year and stETH trades at 0.986, and calm again. */
function row(step: number): TapeRow {
  const dear = step >= DEAR_FROM && step < CALM_AGAIN;
  return {
    time: GENESIS_TIMESTAMP + (step + 1) * STEP,
    stethEth: figure((dear ? 986n : 999n) * THOUSANDTH),
    wethUtilisation: figure((dear ? 800n : 410n) * THOUSANDTH),
    shareRate: figure((SHARE_RATE + (A_DAY * BigInt(step)) / 4n) * (WAD / 1_000_000n)),
    queueWait: figure(3n * WAD),
  };
}

const tape: Tape = {
  name: "dear money in a discount",
  rows: Array.from({ length: STEPS }, (_, step) => row(step)),
};
const at = (step: number): number => tape.rows[step]?.time ?? 0;

const FLOWS: readonly Flow[] = [
  { time: at(0), who: "alice", kind: "deposit", assets: 400n * WAD },
  { time: at(0), who: "bob", kind: "deposit", assets: 201n * WAD + 1n },
  { time: at(22), who: "bob", kind: "redeem", shares: 50n * WAD, minAssets: 0n },
  { time: at(40), who: "bob", kind: "redeem", shares: "all", minAssets: 0n },
];

let onchain: Run;
let offline: Run;

beforeAll(async () => {
  ({ onchain, offline } = await playBoth(tape, FLOWS, true));
}, 180_000);

test("ONE-02 with what waits in Lido's queue, contracts and exact engine agree on every field of every step", () => {
  expect(onchain.steps).toHaveLength(STEPS);
  for (const [index, step] of onchain.steps.entries()) {
    expect({ index, ...offline.steps[index] }).toEqual({ index, ...step });
  }
  const moved = ({ actions }: Run) => actions.map(({ gasUsed: _, ...action }) => action);
  expect(moved(offline)).toEqual(moved(onchain));
  const got = ({ flows }: Run) => flows.map((flow) => ({ ...flow, refused: flow.refused !== undefined }));
  expect(got(offline)).toEqual(got(onchain));
});

test("INC-02, INC-09: while stETH is discounted the loop exits and claims again and again, and sells nothing for its carry", () => {
  const done = onchain.actions.filter(({ refused, time }) => refused === undefined && time < at(CALM_AGAIN));
  const count = (action: Action) => done.filter(({ decision }) => decision.action === action).length;
  expect(count(Action.exit)).toBeGreaterThan(2);
  expect(count(Action.claim)).toBeGreaterThan(2);
  expect(count(Action.delever)).toBe(0);
  expect(onchain.steps[CALM_AGAIN - 1]?.debt).toBeLessThan(onchain.steps[DEAR_FROM]?.debt ?? 0n);
});
