// One long random history of a market: accounts supply, withdraw, transfer, borrow, repay, change their e-mode,
// take flash loans and liquidate each other, at changing prices, several in one block or weeks apart. After each
// step every reserve, the actor's balances and its account data must be the same on the chain and in the model, and
// a refusal must have the same reason.

import fc from "fast-check";
import { MAX_UINT256 } from "../../../strategies/kernels/math/units.ts";
import { type Market, setPrices } from "../../evm/aave/market.ts";
import { Actor, type Answer, type Deed } from "../../evm/actor.ts";
import type { LocalEvm } from "../../evm/local-evm.ts";
import type { ProofOptions, ProofResult } from "../../proof.ts";
import { Comparison } from "../comparison.ts";
import { type Extras, lookAt, looks, show } from "./looks.ts";
import type { Model } from "./model.ts";
import { anyStep, deepInDebt, encoded, liquidation, PEOPLE, type Planner, type Step } from "./planner.ts";
import { LISTINGS, unitOf } from "./terms.ts";

const STEPS_A_BLOCK = 4;
const PURSE_LOTS = 10n ** 9n;

const blockOf = (steps: fc.Arbitrary<readonly Step[]>, elapsed: fc.Arbitrary<number>) =>
  fc.record({
    actor: fc.nat(PEOPLE - 1),
    elapsed,
    /** In percent of each token's usual price. */
    prices: fc.tuple(...LISTINGS.map(() => fc.bigInt({ min: 50n, max: 150n }))),
    /** Now and then a category's collateral loses its LTV, or gets it back, where the version knows that. */
    zeroLtv: fc.option(
      fc.record({ category: fc.constantFrom(1, 2), bitmap: fc.bigInt({ min: 0n, max: 7n }) }),
      { freq: 1 },
    ),
    steps,
  });

const several = (step: fc.Arbitrary<Step>) =>
  fc.array(step, { minLength: STEPS_A_BLOCK, maxLength: STEPS_A_BLOCK });
const moments = fc.oneof(fc.constantFrom(0, 1, 2, 12), fc.nat(86_400), fc.nat(30 * 86_400));
const anything = blockOf(several(anyStep), moments);

/** Blocks in a row: anything, or a loan and, when prices have changed, what liquidators make of it. */
const scene = fc.oneof(
  anything.map((block) => [block]),
  fc.tuple(
    blockOf(deepInDebt, moments),
    blockOf(several(liquidation), fc.oneof(fc.constantFrom(0, 1, 12), fc.nat(86_400))),
  ),
);

/**
 * Why the chain refused: the name of Aave's error, in v3.0 its code, or only that it did, where arithmetic
 * underflows or a token has not enough.
 */
const refusalOf = ({ errors }: Market, { success, data }: Answer): string => {
  if (success) return "passes";
  const error = data === "0x" ? null : errors.parseError(data);
  if (error === null || error.name === "Panic") return "refused";
  const [message] = error.args;
  if (error.name !== "Error") return `refused with ${error.name}`;
  return /^\d+$/.test(message) ? `refused with ${message}` : "refused";
};

const refusalIn = (refused: string | undefined): string => {
  if (refused === undefined) return "passes";
  return /^\w+$/.test(refused) ? `refused with ${refused}` : "refused";
};

/** Actors with a purse of every token, which the pool may take from. */
export async function hire(evm: LocalEvm, market: Market): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (let who = 0; who < PEOPLE; who++) {
    const actor = await Actor.hire(evm);
    await actor.perform(
      market.reserves.flatMap(({ asset }, id) => {
        const listing = LISTINGS[id];
        const purse = listing ? listing.lot * unitOf(listing) * PURSE_LOTS : 0n;
        return [
          encoded(market.tokenAbi, asset, "mint(uint256)", [purse]),
          encoded(market.tokenAbi, asset, "approve", [market.pool, MAX_UINT256]),
        ];
      }),
    );
    actors.push(actor);
  }
  return actors;
}

/** A market of one version, and the model of it. */
export type Setting = {
  readonly evm: LocalEvm;
  readonly market: Market;
  readonly model: Model;
  readonly planner: Planner;
  readonly actors: readonly Actor[];
  readonly extras: Extras;
  /** Makes a category's collateral lose its LTV, or get it back; takes a block. */
  setZeroLtv?(category: number, bitmap: bigint): Promise<void>;
};

/** Plays the history and compares after each step. */
export async function playHistory(
  { evm, market, model, planner, actors, extras, setZeroLtv }: Setting,
  { cases, seed, onProgress }: ProofOptions,
): Promise<ProofResult> {
  const comparison = new Comparison();
  const count = Math.ceil(cases / STEPS_A_BLOCK);
  const blocks = fc.sample(scene, { seed, numRuns: count }).flat().slice(0, count);
  for (const { actor: who, elapsed, prices, zeroLtv, steps } of blocks) {
    for (const [id, { price }] of LISTINGS.entries())
      model.prices[id] = (price * (prices[id] ?? 100n)) / 100n;
    await setPrices(evm, market, model.prices);
    if (zeroLtv !== null && setZeroLtv !== undefined) {
      await setZeroLtv(zeroLtv.category, zeroLtv.bitmap);
      model.now += 1;
    }
    model.now += elapsed;
    await evm.request("evm_setNextBlockTimestamp", model.now);

    const actor = actors[who] as Actor;
    const deeds: Deed[] = [];
    const expected: { input: string; state: string }[] = [];
    for (const step of steps) {
      const { name, deed, refused } = planner.plan(who, step);
      deeds.push(deed, ...looks(market, extras, actor.address));
      expected.push({
        input: `${name} ${deed.data} after ${elapsed} s`,
        state: `${refusalIn(refused)} ${lookAt(model, who)}`,
      });
    }
    const answers = await actor.perform(deeds);
    const width = answers.length / steps.length;
    for (const [index, { input, state }] of expected.entries()) {
      const [deed, ...rest] = answers.slice(index * width, (index + 1) * width);
      comparison.expect(input, state, `${refusalOf(market, deed as Answer)} ${show(market, rest)}`);
    }
    if (comparison.cases % 200 === 0) onProgress?.(comparison.cases);
  }
  return comparison.result();
}
