/**
 * One tape through the contracts, with the keeper, and through the exact engine: the same wei of everything
 * that is recorded. The tape is short and hard: a calm day, then June's worst days at many times their
 * depth, a vault large enough for chunks and rescues, and people who come, are turned away and leave.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { Flow } from "../backtest/engine/flows.ts";
import type { Run } from "../backtest/result.ts";
import { builtInTape } from "../backtest/tape/built-in.ts";
import type { Tape } from "../backtest/tape/tape.ts";
import { loopSettings, scenarioParameters } from "../demo/scenario.ts";
import { Action, Urgency } from "../strategies/decision.ts";
import { WAD } from "../strategies/kernels/math/units.ts";
import { playBoth } from "./worlds/both-engines.ts";

const ETHER = WAD;
const STEP = 21_600;
/** Rows of the built-in tape at whole multiples of its depeg. */
const WEEKS = [
  { from: 1, to: 5, multiple: 1n },
  { from: 152, to: 172, multiple: 5n },
  { from: 172, to: 188, multiple: 8n },
];

/**
 * A calm day, and then June's worst fortnight, deeper in its second week; one row after the other from the
 * first step on.
 */
function hardTape(): Tape {
  const calm = builtInTape();
  const rows = WEEKS.flatMap(({ from, to, multiple }) => builtInTape(multiple * WAD).rows.slice(from, to));
  return {
    name: "a hard fortnight",
    rows: rows.map((row, index) => {
      const { time, shareRate } = calm.rows[index + 1] ?? row;
      return { ...row, time, ...(shareRate && { shareRate }) };
    }),
  };
}

const tape = hardTape();
const at = (step: number): number => (tape.rows[0]?.time ?? 0) + step * STEP;

const FLOWS: readonly Flow[] = [
  { time: at(0), who: "alice", kind: "deposit", assets: 900n * ETHER },
  { time: at(0), who: "bob", kind: "deposit", assets: 901n * ETHER + 1n },
  { time: at(3), who: "carol", kind: "deposit", assets: 77n * ETHER },
  { time: at(16), who: "carol", kind: "deposit", assets: 10n * ETHER },
  { time: at(20), who: "bob", kind: "redeem", shares: 123n * ETHER + 7n, minAssets: 0n },
  { time: at(24), who: "alice", kind: "redeem", shares: 10n * ETHER, minAssets: 10n * ETHER },
  { time: at(30), who: "bob", kind: "redeem", shares: "all", minAssets: 0n },
];

let onchain: Run;
let offline: Run;

beforeAll(async () => {
  ({ onchain, offline } = await playBoth(tape, FLOWS));
}, 180_000);

describe("ONE-02 contracts and exact engine agree to the wei", () => {
  test("on every field of every step", () => {
    expect(onchain.steps).toHaveLength(tape.rows.length);
    for (const [index, step] of onchain.steps.entries()) {
      expect({ index, ...offline.steps[index] }).toEqual({ index, ...step });
    }
  });

  test("on what the keeper did, and on what was refused", () => {
    const moved = ({ actions }: Run) => actions.map(({ gasUsed: _, ...action }) => action);
    expect(moved(offline)).toEqual(moved(onchain));
  });

  test("on what depositors and leavers got, and on who was turned away", () => {
    const got = ({ flows }: Run) => flows.map((flow) => ({ ...flow, refused: flow.refused !== undefined }));
    expect(got(offline)).toEqual(got(onchain));
  });

  test("on the times at which anyone could have liquidated", () => {
    expect(offline.liquidations).toEqual(onchain.liquidations);
  });
});

test("the tape is hard enough: it levers, sells in chunks, rescues, marks, and turns people away", () => {
  const did = onchain.actions.filter(({ refused }) => refused === undefined);
  const count = (action: Action) => did.filter(({ decision }) => decision.action === action).length;
  expect(did.filter(({ kind }) => kind === "allocate").length).toBeGreaterThan(1);
  expect(count(Action.lever)).toBeGreaterThan(0);
  expect(count(Action.delever)).toBeGreaterThan(2);
  expect(count(Action.mark)).toBeGreaterThan(0);
  const sales = did.filter(({ sold }) => sold > 0n);
  expect(sales.some(({ sold }) => sold === loopSettings(scenarioParameters().loop).maxChunk)).toBe(true);
  expect(sales.some(({ decision }) => decision.urgency === Urgency.rescue)).toBe(true);
  expect(onchain.flows.filter(({ refused }) => refused !== undefined).length).toBeGreaterThan(0);
  expect(
    onchain.flows.filter(({ kind, refused }) => kind === "redeem" && refused === undefined),
  ).toHaveLength(2);
});
