// One random step of an account, in the model and on the chain alike.

import type { Interface } from "ethers";
import fc from "fast-check";
import { MAX_UINT256, WAD } from "../../../strategies/kernels/math/units.ts";
import type { Market } from "../../evm/aave/market.ts";
import type { Actor, Deed } from "../../evm/actor.ts";
import { magnitude } from "../amounts.ts";
import type { Model } from "./model.ts";
import type { ModelV36 } from "./model-v3.6.ts";
import { BTC, CATEGORIES, ETH, LISTINGS, USD, unitOf } from "./terms.ts";

/** Those who do anything. */
export const PEOPLE = 8;
/** With those who come for a small loan and do nothing else. */
export const EVERYBODY = PEOPLE + 2;
/** Covers deficits, and so must never owe anything. */
export const UMBRELLA = 0;
const SIZE_SCALE = 40n;
const VARIABLE_RATE = 2;

const DEEDS = [
  ...["supply", "supply", "withdraw", "withdraw all", "transfer", "give"],
  ...["borrow", "borrow", "repay", "repay all"],
  ...["liquidate", "liquidate for aTokens"],
  ...["flash loan", "mint to treasury", "enter e-mode", "cover deficit"],
] as const;
type DeedName = (typeof DEEDS)[number];

const fraction = (from: bigint, to: bigint) =>
  fc.bigInt({ min: (from << SIZE_SCALE) / 100n, max: (to << SIZE_SCALE) / 100n });

const anyReserve = fc.nat(LISTINGS.length - 1);

const stepOf = (
  deeds: readonly DeedName[],
  size: fc.Arbitrary<bigint>,
  reserve: fc.Arbitrary<number> = anyReserve,
) =>
  fc.record({
    deed: fc.constantFrom(...deeds),
    reserve,
    other: anyReserve,
    whom: fc.nat(EVERYBODY - 1),
    category: fc.nat(CATEGORIES.length - 1),
    /** A fraction of what there is. */
    size,
  });

/** Anything: a fraction of any magnitude, or up to a tenth more than all. */
export const anyStep = stepOf(DEEDS, fc.oneof(magnitude(Number(SIZE_SCALE)), fraction(0n, 110n)));

export type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** Steps that leave an account deep in debt, unless it is refused, and steps that make use of it. */
export const deepInDebt = fc.tuple(
  stepOf(["supply"], fraction(5n, 110n)),
  stepOf(["supply", "enter e-mode"], fraction(5n, 110n)),
  stepOf(["borrow"], fraction(60n, 100n)),
  stepOf(["borrow"], fraction(60n, 101n)),
);
export const liquidation = stepOf(
  ["liquidate", "liquidate for aTokens"],
  fc.oneof(magnitude(Number(SIZE_SCALE)), fraction(30n, 100n)),
);

const NOTHING = fc.constant(0n);
const inReserve = fc.constant<number>;

/** Steps that leave an account with nothing, then with a loan of dollars near the $2,000 below which it may be repaid whole. */
export const leaving = fc.tuple(
  stepOf(["repay all"], NOTHING, inReserve(USD)),
  stepOf(["withdraw all"], NOTHING, inReserve(ETH)),
  stepOf(["withdraw all"], NOTHING, inReserve(BTC)),
  stepOf(["mint to treasury"], NOTHING),
);
export const smallLoan = fc.tuple(
  stepOf(["supply"], fraction(5n, 13n), inReserve(ETH)),
  stepOf(["supply"], fc.oneof(NOTHING, fraction(4n, 6n)), inReserve(BTC)),
  stepOf(["borrow"], fraction(97n, 100n), inReserve(USD)),
  stepOf(["borrow"], fraction(90n, 100n), inReserve(USD)),
);
/** As much of anybody's debt as the pool lets be repaid. */
export const liquidationInFull = stepOf(["liquidate", "liquidate for aTokens"], NOTHING);

export type Planned = { readonly name: string; readonly deed: Deed; readonly refused: string | undefined };

/** Plans steps of actors in the model and on the chain alike. */
export class Planner {
  readonly #market: Market;
  readonly #model: Model;
  readonly #actors: readonly Actor[];
  readonly #deficits: ModelV36 | undefined;

  /** @param deficits the model once more, where the version keeps account of bad debt */
  constructor(market: Market, model: Model, actors: readonly Actor[], deficits?: ModelV36) {
    this.#market = market;
    this.#model = model;
    this.#actors = actors;
    this.#deficits = deficits;
  }

  /** Takes the step in the model, and says how to take it on the chain. */
  plan(who: number, { deed, reserve, other, whom, category, size }: Step): Planned {
    const model = this.#model;
    const name = deed;
    const { asset, aToken } = this.#reserve(reserve);
    const me = this.#address(who);
    const lot = LISTINGS[reserve] ? LISTINGS[reserve].lot * unitOf(LISTINGS[reserve]) : 0n;
    const share = (whole: bigint) => (whole * size) >> SIZE_SCALE;
    const ask = (method: string, args: readonly unknown[], inModel: () => void): Planned => ({
      name,
      deed: encoded(this.#market.poolAbi, this.#market.pool, method, args),
      refused: model.try(inModel),
    });
    switch (name) {
      case "supply": {
        const amount = share(lot);
        return ask("supply", [asset, amount, me, 0], () => model.supply(who, reserve, amount));
      }
      case "withdraw":
      case "withdraw all": {
        const amount = name === "withdraw" ? share(model.supplied(who, reserve)) : MAX_UINT256;
        return ask("withdraw", [asset, amount, me], () => model.withdraw(who, reserve, amount));
      }
      case "transfer": {
        const amount = share(model.supplied(who, reserve));
        return {
          name,
          deed: encoded(this.#market.tokenAbi, aToken, "transfer", [this.#address(whom), amount]),
          refused: model.try(() => model.transfer(who, whom, reserve, amount)),
        };
      }
      case "borrow":
      case "repay":
      case "repay all":
        return who === UMBRELLA ? this.#give(reserve, share(lot)) : this.#owe(who, name, reserve, share);
      case "liquidate":
      case "liquidate for aTokens": {
        const victim = this.#victim(who, whom);
        const collateral = nextFrom(reserve, (id) => model.state.people[victim]?.asCollateral[id]);
        const debt = nextFrom(other, (id) => model.account(victim, id).scaledDebt !== 0n);
        const debtToCover = size % 3n === 0n ? MAX_UINT256 : share(model.owed(victim, debt));
        const inATokens = name === "liquidate for aTokens";
        const assets = [collateral, debt].map((id) => this.#reserve(id).asset);
        const args = [...assets, this.#address(victim), debtToCover, inATokens];
        return ask("liquidationCall", args, () =>
          model.liquidate(who, victim, collateral, debt, debtToCover, inATokens),
        );
      }
      case "flash loan": {
        const amount = share(model.liquidity(reserve));
        const args = [this.#market.flashBorrower, asset, amount, "0x", 0];
        return ask("flashLoanSimple", args, () => model.flashLoan(reserve, amount));
      }
      case "mint to treasury":
        return ask("mintToTreasury", [[asset]], () => model.mintToTreasury(reserve));
      case "enter e-mode":
        return ask("setUserEMode", [category], () => model.enterCategory(who, category));
      case "cover deficit": {
        const deficits = this.#deficits;
        if (who !== UMBRELLA || deficits === undefined) return this.#give(reserve, share(lot));
        const amount = size % 2n === 0n ? MAX_UINT256 >> 128n : share(deficits.reserve(reserve).deficit);
        return ask("eliminateReserveDeficit", [asset, amount], () =>
          deficits.coverDeficit(who, reserve, amount),
        );
      }
      default:
        return this.#give(reserve, share(lot));
    }
  }

  /** A plain transfer to the aToken contract. */
  #give(id: number, amount: bigint): Planned {
    const { asset, aToken } = this.#reserve(id);
    return {
      name: "give",
      deed: encoded(this.#market.tokenAbi, asset, "transfer", [aToken, amount]),
      refused: this.#model.try(() => this.#model.give(id, amount)),
    };
  }

  #owe(
    who: number,
    name: "borrow" | "repay" | "repay all",
    id: number,
    share: (whole: bigint) => bigint,
  ): Planned {
    const model = this.#model;
    const { asset } = this.#reserve(id);
    const me = this.#address(who);
    if (name === "borrow") {
      const { price, unit } = model.holding(id, 0n);
      const amount = share((model.standing(who).availableBorrowsBase * unit) / price);
      const args = [asset, amount, VARIABLE_RATE, 0, me];
      return {
        name,
        deed: encoded(this.#market.poolAbi, this.#market.pool, "borrow", args),
        refused: model.try(() => model.borrow(who, id, amount)),
      };
    }
    const amount = name === "repay" ? share(model.owed(who, id)) : MAX_UINT256;
    return {
      name,
      deed: encoded(this.#market.poolAbi, this.#market.pool, "repay", [asset, amount, VARIABLE_RATE, me]),
      refused: model.try(() => model.repay(who, id, amount)),
    };
  }

  /** Somebody who can be liquidated, from `whom` on; `whom` where nobody can; never oneself. */
  #victim(who: number, whom: number): number {
    const inTurn = Array.from({ length: EVERYBODY }, (_, turn) => (whom + turn) % EVERYBODY);
    const others = inTurn.filter((person) => person !== who);
    return others.find((person) => this.#model.standing(person).healthFactor < WAD) ?? others[0] ?? 0;
  }

  #reserve(id: number) {
    const reserve = this.#market.reserves[id];
    if (reserve === undefined) throw new Error(`there is no reserve ${id}`);
    return reserve;
  }

  #address(who: number): string {
    return this.#actors[who]?.address ?? "";
  }
}

/** The first reserve from `id` on that will do; `id` where none does. */
const nextFrom = (id: number, willDo: (id: number) => boolean | undefined): number =>
  LISTINGS.map((_, turn) => (id + turn) % LISTINGS.length).find(willDo) ?? id;

/** A call by its contract's interface. */
export const encoded = (abi: Interface, to: string, method: string, args: readonly unknown[] = []): Deed => ({
  to,
  data: abi.encodeFunctionData(method, args),
});
