// A market as kernels have it, whatever its version: reserves, accounts and prices. Flags that say which supply
// counts as collateral are the pool's own bookkeeping, which no kernel holds: they are followed here.

import type { Collateral, CollateralTerms, Holding } from "../../../strategies/kernels/aave/holding.ts";
import { mintToTreasury } from "../../../strategies/kernels/aave/mint-to-treasury.ts";
import type { ReserveAccount, ReserveState } from "../../../strategies/kernels/aave/reserve.ts";
import { RAY } from "../../../strategies/kernels/math/units.ts";
import { ProtocolRevert } from "../../../strategies/kernels/revert.ts";
import { curveOf, LISTINGS, type Listing, unitOf } from "./terms.ts";

/** One account in every reserve. */
export type Person = {
  readonly accounts: readonly ReserveAccount[];
  readonly asCollateral: boolean[];
  category: number;
};

/** All that a step can change. */
export type State<Reserve> = {
  readonly reserves: readonly Reserve[];
  readonly treasury: readonly ReserveAccount[];
  readonly people: readonly Person[];
};

/** What `getUserAccountData` answers, as both versions' kernels have it. */
export type Standing = {
  readonly totalCollateralBase: bigint;
  readonly totalDebtBase: bigint;
  readonly availableBorrowsBase: bigint;
  readonly currentLiquidationThreshold: bigint;
  readonly ltv: bigint;
  readonly healthFactor: bigint;
};

const nothing = (): ReserveAccount[] => LISTINGS.map(() => ({ scaledSupply: 0n, scaledDebt: 0n }));

export const emptyReserve = (listing: Listing): ReserveState => ({
  liquidityIndex: RAY,
  variableBorrowIndex: RAY,
  liquidityRate: 0n,
  variableBorrowRate: 0n,
  lastUpdate: 0,
  scaledSupply: 0n,
  scaledDebt: 0n,
  accruedToTreasury: 0n,
  reserveFactor: listing.reserveFactor,
  curve: curveOf(listing),
});

export abstract class Model<Reserve extends ReserveState = ReserveState> {
  state: State<Reserve>;
  now: number;
  readonly prices: bigint[] = LISTINGS.map(({ price }) => price);

  constructor(people: number, now: number, reserves: readonly Reserve[]) {
    this.state = {
      reserves,
      treasury: nothing(),
      people: Array.from({ length: people }, () => ({
        accounts: nothing(),
        asCollateral: LISTINGS.map(() => false),
        category: 0,
      })),
    };
    this.now = now;
  }

  /** Takes a step; says why it was refused, or nothing where it was not. A refused step changes nothing. */
  try(step: () => void): string | undefined {
    const before = structuredClone(this.state);
    try {
      step();
      return undefined;
    } catch (error) {
      this.state = before;
      if (error instanceof ProtocolRevert) return error.reason;
      throw error;
    }
  }

  abstract standing(who: number): Standing;
  abstract supplied(who: number, id: number): bigint;
  abstract owed(who: number, id: number): bigint;
  /** The borrow index as of now. */
  abstract borrowIndex(id: number): bigint;
  /** What the version stores of a reserve beyond what all do. */
  abstract extras(id: number): readonly bigint[];
  /** What can be taken out of a reserve. */
  abstract liquidity(id: number): bigint;
  abstract supply(who: number, id: number, amount: bigint): void;
  abstract withdraw(who: number, id: number, amount: bigint): void;
  abstract transfer(who: number, to: number, id: number, amount: bigint): void;
  /** A plain transfer of the token to the aToken contract. */
  abstract give(id: number, amount: bigint): void;
  abstract borrow(who: number, id: number, amount: bigint): void;
  abstract repay(who: number, id: number, amount: bigint): void;
  abstract flashLoan(id: number, amount: bigint): void;
  abstract enterCategory(who: number, category: number): void;
  /** @param inATokens whether the liquidator `who` takes aTokens */
  abstract liquidate(
    who: number,
    whom: number,
    collateralId: number,
    debtId: number,
    debtToCover: bigint,
    inATokens: boolean,
  ): void;

  mintToTreasury(id: number): void {
    mintToTreasury(this.reserve(id), at(this.state.treasury, id));
  }

  reserve(id: number): Reserve {
    return at(this.state.reserves, id);
  }

  account(who: number, id: number): ReserveAccount {
    return at(this.person(who).accounts, id);
  }

  person(who: number): Person {
    return at(this.state.people, who);
  }

  holding(id: number, balance: bigint): Holding {
    return { balance, price: at(this.prices, id), unit: unitOf(listing(id)) };
  }

  /** The terms that count for an account's collateral in a reserve. */
  protected abstract terms(who: number, id: number): CollateralTerms;

  /** What an account uses as collateral, and what it owes. */
  protected holdings(who: number): { readonly collaterals: Collateral[]; readonly debts: Holding[] } {
    const { accounts, asCollateral } = this.person(who);
    const collaterals: Collateral[] = [];
    const debts: Holding[] = [];
    for (const [id, account] of accounts.entries()) {
      if (asCollateral[id])
        collaterals.push({ ...this.holding(id, this.supplied(who, id)), ...this.terms(who, id) });
      if (account.scaledDebt !== 0n) debts.push(this.holding(id, this.owed(who, id)));
    }
    return { collaterals, debts };
  }

  cap(id: number, kind: "supplyCap" | "borrowCap"): bigint {
    return listing(id)[kind] * unitOf(listing(id));
  }

  /** The two sides of a liquidation of `whom`, as the kernels take them. */
  protected sides(whom: number, collateralId: number, debtId: number) {
    const side = (id: number) => ({
      reserve: this.reserve(id),
      borrower: this.account(whom, id),
      price: at(this.prices, id),
      unit: unitOf(listing(id)),
    });
    const collateral = {
      ...side(collateralId),
      usedAsCollateral: this.person(whom).asCollateral[collateralId] ?? false,
      liquidationProtocolFee: listing(collateralId).liquidationProtocolFee,
      treasury: at(this.state.treasury, collateralId),
    };
    return { debt: side(debtId), collateral };
  }
}

export const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no number ${index}`);
  return item;
};

export const listing = (id: number): Listing => at(LISTINGS, id);

export const refuse = (reason: string | undefined): void => {
  if (reason !== undefined) throw new ProtocolRevert(reason);
};
