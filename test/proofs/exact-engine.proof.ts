/**
 * Random tapes through the contracts, with the keeper, and through the exact engine: prices that jump and
 * come back, borrow rates that turn carry around, rewards and slashes, people who come and go. A case is a
 * step: every field of its record, and what the keeper and the people did in it, to the wei.
 */
import fc from "fast-check";
import type { Flow } from "../../backtest/engine/flows.ts";
import type { Run } from "../../backtest/result.ts";
import type { TapeRow } from "../../backtest/tape/tape.ts";
import { GENESIS_TIMESTAMP } from "../../devnet/genesis/genesis-time.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Proof } from "../proof.ts";
import { playBoth } from "../worlds/both-engines.ts";
import { Comparison } from "./comparison.ts";

const STEP = 21_600;
const STEPS_A_TAPE = 40;
const MILLIONTH = WAD / 1_000_000n;
/**
 * What one stETH may fetch, and what part of the lender's WETH may be lent out, millionths: the market's
 * people can bring them about.
 */
const PRICE = { lowest: 760_000, highest: 999_000 };
const UTILISATION = { lowest: 200_000, highest: 800_000 };
/** Lido's share rate at the genesis, about. */
const SHARE_RATE = 1_071_035n * MILLIONTH;
const PEOPLE = ["alice", "bob", "carol"];

/** A step's changes, millionths. Most are small; one in eight is a jump. */
const change = fc.record({
  price: fc.oneof(
    { weight: 7, arbitrary: fc.integer({ min: -12_000, max: 10_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -120_000, max: 120_000 }) },
  ),
  utilisation: fc.oneof(
    { weight: 7, arbitrary: fc.integer({ min: -20_000, max: 20_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -300_000, max: 300_000 }) },
  ),
  reward: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 300 }) },
    { weight: 1, arbitrary: fc.integer({ min: -8_000, max: 0 }) },
  ),
});

const flow = fc.record({
  step: fc.integer({ min: 1, max: STEPS_A_TAPE - 1 }),
  who: fc.constantFrom(...PEOPLE),
  deposits: fc.boolean(),
  amount: fc.bigInt({ min: 1n, max: 300n * WAD }),
  all: fc.boolean(),
});

const story = fc.record({
  /** The Curve pool's invariant once the day is over, whole ether: June's was a third of May's. */
  depth: fc.bigInt({ min: 300_000n, max: 700_000n }),
  changes: fc.array(change, { minLength: STEPS_A_TAPE, maxLength: STEPS_A_TAPE }),
  firstDeposit: fc.bigInt({ min: WAD, max: 700n * WAD }),
  // One a block: "all" of a leaver's shares is asked of the chain before the block.
  flows: fc.uniqueArray(flow, { maxLength: 8, selector: ({ step }) => step }),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

export const proof: Proof = {
  name: "ONE-02 contracts and exact engine, step by step",
  cases: 10 * STEPS_A_TAPE,
  async run({ cases, seed, onProgress }) {
    const comparison = new Comparison();
    const stories = fc.sample(story, { seed, numRuns: Math.ceil(cases / STEPS_A_TAPE) });
    for (const [index, told] of stories.entries()) {
      const { onchain, offline } = await playBoth(
        { name: `story ${index}`, rows: rowsOf(told) },
        flowsOf(told),
      );
      const [theirs, ours] = [stepsOf(onchain), stepsOf(offline)];
      for (const [step, record] of theirs.entries()) {
        comparison.expect(`story ${index}, step ${step}`, ours[step], record);
      }
      onProgress?.(comparison.cases);
    }
    return comparison.result();
  },
};

function rowsOf({ changes, depth }: Story): TapeRow[] {
  let price = 999_000;
  let utilisation = 413_900;
  let shareRate = SHARE_RATE;
  return changes.map((by, index) => {
    // A quiet day first, in which the position is levered.
    if (index >= 4) {
      price = clamp(price + by.price, PRICE);
      utilisation = clamp(utilisation + by.utilisation, UTILISATION);
      shareRate += (shareRate * BigInt(by.reward)) / 1_000_000n;
    }
    const figure = (value: bigint) => ({ value, label: "synthetic" as const });
    return {
      time: GENESIS_TIMESTAMP + (index + 1) * STEP,
      stethEth: figure(BigInt(price) * MILLIONTH),
      wethUtilisation: figure(BigInt(utilisation) * MILLIONTH),
      shareRate: figure(shareRate),
      ...(index >= 4 && { curveDepth: figure(depth * WAD) }),
    };
  });
}

function flowsOf({ firstDeposit, flows }: Story): Flow[] {
  const at = (step: number) => GENESIS_TIMESTAMP + (step + 1) * STEP;
  return [
    { time: at(0), who: "alice", kind: "deposit", assets: firstDeposit },
    ...flows.map(({ step, who, deposits, amount, all }): Flow => {
      if (deposits) return { time: at(step), who, kind: "deposit", assets: amount };
      return { time: at(step), who, kind: "redeem", shares: all ? "all" : amount, minAssets: 0n };
    }),
  ];
}

/**
 * Each step with what was done in it, as text. Refused flows are told apart by name in one of the engines
 * only.
 */
function stepsOf({ steps, actions, flows, liquidations }: Run): string[] {
  return steps.map((step, index) => {
    const from = steps[index - 1]?.time ?? 0;
    const within = <T extends { readonly time: number }>(records: readonly T[]) =>
      records.filter(({ time }) => time > from && time <= step.time);
    return JSON.stringify(
      {
        step,
        actions: within(actions).map(({ gasUsed: _, ...action }) => withoutReason(action)),
        flows: within(flows).map(withoutReason),
        liquidatable: liquidations.some((time) => time > from && time <= step.time),
      },
      (_, value) => (typeof value === "bigint" ? value.toString() : value),
    );
  });
}

/** That it was refused, and not by which name: a contract that panics over dust tells none. */
const withoutReason = <T extends { readonly refused?: string }>(record: T) => ({
  ...record,
  refused: record.refused !== undefined,
});

const clamp = (value: number, { lowest, highest }: { lowest: number; highest: number }): number =>
  Math.min(Math.max(value, lowest), highest);
