// One long random history of a market: accounts supply, withdraw, transfer, borrow, repay, change their e-mode,
// take flash loans and liquidate each other, at changing prices, several in one block or weeks apart. After each
// step every reserve, the actor's balances and its account data must be the same on the chain and in the model, and
// a refusal must have the same reason.

import fc from "fast-check";
import { MAX_UINT256 } from "../../../strategies/kernels/math/units.ts";
import { type Market, setPrices } from "../../evm/aave/market.ts";
import { Actor, type Answer } from "../../evm/actor.ts";
import type { LocalEvm } from "../../evm/local-evm.ts";
import type { ProofOptions, ProofResult } from "../../proof.ts";
import type { Comparison } from "../comparison.ts";
import { exactly } from "../smallest.ts";
import { type ExpectedStep, takeSteps, tryHistories } from "../try-cases.ts";
import { type Extras, lookAt, looks, show } from "./looks.ts";
import type { Model } from "./model.ts";
import {
  anyStep,
  deepInDebt,
  EVERYBODY,
  encoded,
  leaving,
  liquidation,
  liquidationInFull,
  PEOPLE,
  type Planner,
  type Step,
  smallLoan,
} from "./planner.ts";
import { LISTINGS, unitOf } from "./terms.ts";

const STEPS_A_BLOCK = 4;
const PURSE_LOTS = 10n ** 9n;

/** In percent of each token's usual price. */
const anyPrices = fc.tuple(...LISTINGS.map(() => fc.bigInt({ min: 50n, max: 150n })));

const blockOf = (
  steps: fc.Arbitrary<readonly Step[]>,
  elapsed: fc.Arbitrary<number>,
  actor: fc.Arbitrary<number> = fc.nat(PEOPLE - 1),
  prices: fc.Arbitrary<readonly bigint[]> = anyPrices,
) =>
  fc.record({
    actor,
    elapsed,
    prices,
    /** Now and then a category's collateral loses its LTV, or gets it back, where the version knows that. */
    zeroLtv: fc.option(
      fc.record({ category: fc.constantFrom(1, 2), bitmap: fc.bigInt({ min: 0n, max: 7n }) }),
      { freq: 1 },
    ),
    steps,
  });

const several = (step: fc.Arbitrary<Step>) => exactly(step, STEPS_A_BLOCK);
type Block = typeof anything extends fc.Arbitrary<infer T> ? T : never;
const moments = fc.oneof(fc.constantFrom(0, 1, 2, 12), fc.nat(86_400), fc.nat(30 * 86_400));
const anything = blockOf(several(anyStep), moments);

/** Somebody takes a small loan and nothing else; ether and bitcoin fall a little, and liquidators come. */
const smallLiquidation = fc.integer({ min: PEOPLE, max: EVERYBODY - 1 }).chain((who) => {
  const soon = fc.constantFrom(0, 1, 12);
  const prices = (percent: fc.Arbitrary<bigint>) =>
    fc.tuple(percent, percent).map(([ether, bitcoin]) => [ether, 100n, bitcoin]);
  const usual = prices(fc.constant(100n));
  return fc.tuple(
    blockOf(leaving, moments, fc.constant(who), usual),
    blockOf(smallLoan, soon, fc.constant(who), usual),
    blockOf(several(liquidationInFull), soon, fc.nat(PEOPLE - 1), prices(fc.bigInt({ min: 91n, max: 98n }))),
  );
});

/** Blocks in a row: anything, or a loan and, when prices have changed, what liquidators make of it. */
const scene: fc.Arbitrary<readonly Block[]> = fc.oneof(
  anything.map((block) => [block]),
  smallLiquidation,
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
  for (let who = 0; who < EVERYBODY; who++) {
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

/** Whatever a scene can hold. */
const anyBlock = blockOf(several(anyStep), moments, fc.nat(EVERYBODY - 1));

/** A market of one version. */
export type Setting = {
  readonly evm: LocalEvm;
  readonly market: Market;
  readonly actors: readonly Actor[];
  readonly extras: Extras;
  /** The model of it, and what plans steps in both, as of the chain's time. */
  begin(now: number): Played;
};

export type Played = {
  readonly model: Model;
  readonly planner: Planner;
  /** Makes a category's collateral lose its LTV, or get it back; takes a block. */
  setZeroLtv?(category: number, bitmap: bigint): Promise<void>;
};

/** Plays the history and compares after each step. */
export async function playHistory(setting: Setting, options: ProofOptions): Promise<ProofResult> {
  const opened = await setting.evm.checkpoint();
  const play = async (blocks: readonly Block[], comparison: Comparison) => {
    await opened();
    const played = setting.begin(await setting.evm.now());
    for (const block of blocks) if (comparison.left > 0) await playBlock(setting, played, block, comparison);
  };
  const count = Math.ceil(options.cases / STEPS_A_BLOCK);
  const blocks = fc.sample(scene, { seed: options.seed, numRuns: count }).flat().slice(0, count);
  return tryHistories(fc.array(anyBlock), [blocks], play, options);
}

async function playBlock(
  { evm, market, actors, extras }: Setting,
  { model, planner, setZeroLtv }: Played,
  { actor: who, elapsed, prices, zeroLtv, steps }: Block,
  comparison: Comparison,
): Promise<void> {
  for (const [id, { price }] of LISTINGS.entries()) model.prices[id] = (price * (prices[id] ?? 100n)) / 100n;
  await setPrices(evm, market, model.prices);
  if (zeroLtv !== null && setZeroLtv !== undefined) {
    await setZeroLtv(zeroLtv.category, zeroLtv.bitmap);
    model.now += 1;
  }
  model.now += elapsed;
  await evm.request("evm_setNextBlockTimestamp", model.now);

  const actor = actors[who] as Actor;
  const expected = steps.map((step): ExpectedStep => {
    const { name, deed, refused } = planner.plan(who, step);
    return {
      input: `${name} ${deed.data} after ${elapsed} s`,
      deeds: [deed, ...looks(market, extras, actor.address)],
      state: `${refusalIn(refused)} ${lookAt(model, who)}`,
    };
  });
  const showStep = ([deed, ...rest]: readonly Answer[]) =>
    `${refusalOf(market, deed as Answer)} ${show(market, rest)}`;
  await takeSteps(actor, expected, showStep, comparison);
}
