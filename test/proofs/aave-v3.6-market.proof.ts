// The kernels of Aave v3.6 against a genuine market of three reserves, over one long random history: accounts
// supply, withdraw, transfer, borrow, repay, change their e-mode, take flash loans, liquidate each other and cover
// deficits, at changing prices, several in one block or weeks apart. After each step every reserve, the actor's
// balances and its account data must be the same, and a refusal must have the same name.

import fc from "fast-check";
import { MAX_UINT256 } from "../../strategies/kernels/math/units.ts";
import { Market } from "../evm/aave-v3.6/market.ts";
import { Actor, type Answer, type Deed } from "../evm/actor.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { lookAt, looks, show } from "./aave-v3.6/looks.ts";
import { Model } from "./aave-v3.6/model.ts";
import {
  anyStep,
  deepInDebt,
  encoded,
  liquidation,
  PEOPLE,
  Planner,
  type Step,
  UMBRELLA,
} from "./aave-v3.6/planner.ts";
import { LISTINGS, unitOf } from "./aave-v3.6/terms.ts";
import { Comparison } from "./comparison.ts";

const STEPS_A_BLOCK = 4;
const PURSE_LOTS = 10n ** 9n;

const blockOf = (steps: fc.Arbitrary<readonly Step[]>, elapsed: fc.Arbitrary<number>) =>
  fc.record({
    actor: fc.nat(PEOPLE - 1),
    elapsed,
    /** In percent of each token's usual price. */
    prices: fc.tuple(...LISTINGS.map(() => fc.bigInt({ min: 50n, max: 150n }))),
    /** Now and then a category's collateral loses its LTV, or gets it back. */
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

/** Why the chain refused: the name of Aave's error, or that it did, where arithmetic underflows. */
const refusalOf = ({ errors }: Market, { success, data }: Answer): string => {
  if (success) return "passes";
  const error = data === "0x" ? undefined : errors.getError(data.slice(0, 10));
  return error && error.name !== "Panic" ? `refused with ${error.name}` : "refused";
};

const refusalIn = (refused: string | undefined): string => {
  if (refused === undefined) return "passes";
  return /^[A-Za-z]+$/.test(refused) ? `refused with ${refused}` : "refused";
};

/** Actors with a purse of every token, which the pool may take from. */
async function hire(evm: LocalEvm, market: Market): Promise<Actor[]> {
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

export const proof: Proof = {
  name: "KRN-22 Aave v3.6 reserves, accounts, e-mode, caps, flash loans, liquidation and deficit",
  cases: 10_000,
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const market = await Market.open(evm);
      const actors = await hire(evm, market);
      await market.appointUmbrella(actors[UMBRELLA]?.address ?? "");
      const latest = await evm.request<{ timestamp: string }>("eth_getBlockByNumber", "latest", false);
      const model = new Model(PEOPLE, Number(latest.timestamp));
      const planner = new Planner(market, model, actors);

      const comparison = new Comparison();
      const count = Math.ceil(cases / STEPS_A_BLOCK);
      const blocks = fc.sample(scene, { seed, numRuns: count }).flat().slice(0, count);
      for (const { actor: who, elapsed, prices, zeroLtv, steps } of blocks) {
        for (const [id, { price }] of LISTINGS.entries()) {
          model.prices[id] = (price * (prices[id] ?? 100n)) / 100n;
          await market.setPrice(id, model.prices[id]);
        }
        if (zeroLtv !== null) {
          model.zeroLtv[zeroLtv.category] = zeroLtv.bitmap;
          await market.setZeroLtv(zeroLtv.category, zeroLtv.bitmap);
          model.now += 1;
        }
        model.now += elapsed;
        await evm.request("evm_setNextBlockTimestamp", model.now);

        const actor = actors[who] as Actor;
        const deeds: Deed[] = [];
        const expected: { input: string; state: string }[] = [];
        for (const step of steps) {
          const { name, deed, refused } = planner.plan(who, step);
          deeds.push(deed, ...looks(market, actor.address));
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
    } finally {
      await evm.close();
    }
  },
};
