// The market as the kernels have it, and what accounts do in it. Flags that say which supply counts as collateral
// are the pool's own bookkeeping, which no kernel holds: they are followed here.

import type { ReserveAccount } from "../../../strategies/kernels/aave/reserve.ts";
import {
  type AccountData,
  accountData,
  type Collateral,
  type Holding,
} from "../../../strategies/kernels/aave/v3.6/account-data.ts";
import { borrow } from "../../../strategies/kernels/aave/v3.6/borrow.ts";
import { coverDeficit, writeOffDebt } from "../../../strategies/kernels/aave/v3.6/deficit.ts";
import {
  borrowableIn,
  type CollateralTerms,
  collateralTerms,
  type EModeCategory,
  eModeRefusal,
} from "../../../strategies/kernels/aave/v3.6/e-mode.ts";
import { flashLoan } from "../../../strategies/kernels/aave/v3.6/flash-loan.ts";
import { liquidate } from "../../../strategies/kernels/aave/v3.6/liquidate.ts";
import { mintToTreasury } from "../../../strategies/kernels/aave/v3.6/mint-to-treasury.ts";
import { repay } from "../../../strategies/kernels/aave/v3.6/repay.ts";
import { debtBalance, type Reserve, supplyBalance } from "../../../strategies/kernels/aave/v3.6/reserve.ts";
import { borrowRefusal, withdrawRefusal } from "../../../strategies/kernels/aave/v3.6/risk.ts";
import { supply } from "../../../strategies/kernels/aave/v3.6/supply.ts";
import { transfer } from "../../../strategies/kernels/aave/v3.6/transfer.ts";
import { withdraw } from "../../../strategies/kernels/aave/v3.6/withdraw.ts";
import { RAY, WAD } from "../../../strategies/kernels/math/units.ts";
import { ProtocolRevert } from "../../../strategies/kernels/revert.ts";
import { CATEGORIES, curveOf, FLASH_LOAN_PREMIUM, LISTINGS, type Listing, unitOf } from "./terms.ts";

/** One account in every reserve. */
export type Person = {
  readonly accounts: readonly ReserveAccount[];
  readonly asCollateral: boolean[];
  category: number;
};

/** All that a step can change. */
export type State = {
  readonly reserves: readonly Reserve[];
  readonly treasury: readonly ReserveAccount[];
  readonly people: readonly Person[];
};

const nothing = (): ReserveAccount[] => LISTINGS.map(() => ({ scaledSupply: 0n, scaledDebt: 0n }));

const emptyState = (people: number): State => ({
  reserves: LISTINGS.map((listing) => ({
    liquidityIndex: RAY,
    variableBorrowIndex: RAY,
    liquidityRate: 0n,
    variableBorrowRate: 0n,
    lastUpdate: 0,
    scaledSupply: 0n,
    scaledDebt: 0n,
    accruedToTreasury: 0n,
    virtualUnderlyingBalance: 0n,
    deficit: 0n,
    reserveFactor: listing.reserveFactor,
    curve: curveOf(listing),
  })),
  treasury: nothing(),
  people: Array.from({ length: people }, () => ({
    accounts: nothing(),
    asCollateral: LISTINGS.map(() => false),
    category: 0,
  })),
});

export class Model {
  state: State;
  now: number;
  readonly prices: bigint[] = LISTINGS.map(({ price }) => price);
  /** By category: of which collateral the LTV is zero. */
  readonly zeroLtv: bigint[] = CATEGORIES.map(() => 0n);

  constructor(people: number, now: number) {
    this.state = emptyState(people);
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

  standing(who: number): AccountData {
    const { accounts, asCollateral } = this.#person(who);
    const collaterals: Collateral[] = [];
    const debts: Holding[] = [];
    for (const [id, account] of accounts.entries()) {
      if (asCollateral[id])
        collaterals.push({ ...this.holding(id, this.supplied(who, id)), ...this.#terms(who, id) });
      if (account.scaledDebt !== 0n) debts.push(this.holding(id, this.owed(who, id)));
    }
    return accountData(collaterals, debts);
  }

  supplied(who: number, id: number): bigint {
    return supplyBalance(this.reserve(id), this.account(who, id), this.now);
  }

  owed(who: number, id: number): bigint {
    return debtBalance(this.reserve(id), this.account(who, id), this.now);
  }

  supply(who: number, id: number, amount: bigint): void {
    const account = this.account(who, id);
    const isFirst = account.scaledSupply === 0n;
    supply(this.reserve(id), account, amount, this.now, this.#cap(id, "supplyCap"));
    if (isFirst && this.#terms(who, id).ltv !== 0n) this.#person(who).asCollateral[id] = true;
  }

  withdraw(who: number, id: number, amount: bigint): void {
    withdraw(this.reserve(id), this.account(who, id), amount, this.now);
    this.#collateralLeft(who, id);
  }

  transfer(who: number, to: number, id: number, amount: bigint): void {
    transfer(this.reserve(id), this.account(who, id), this.account(to, id), amount, this.now);
    if (amount !== 0n && who !== to) this.#collateralLeft(who, id);
  }

  borrow(who: number, id: number, amount: bigint): void {
    const { category } = this.#person(who);
    if (amount !== 0n && !borrowableIn(id, listing(id).borrowable, this.#category(category)))
      refuse(category === 0 ? "BorrowingNotEnabled" : "NotBorrowableInEMode");
    borrow(this.reserve(id), this.account(who, id), amount, this.now, this.#cap(id, "borrowCap"));
    refuse(borrowRefusal(this.standing(who)));
  }

  repay(who: number, id: number, amount: bigint): void {
    repay(this.reserve(id), this.account(who, id), amount, this.now);
  }

  flashLoan(id: number, amount: bigint): void {
    flashLoan(this.reserve(id), amount, FLASH_LOAN_PREMIUM, this.now);
  }

  mintToTreasury(id: number): void {
    mintToTreasury(this.reserve(id), at(this.state.treasury, id));
  }

  coverDeficit(who: number, id: number, amount: bigint): void {
    coverDeficit(this.reserve(id), this.account(who, id), amount, this.now);
    if (this.account(who, id).scaledSupply === 0n) this.#person(who).asCollateral[id] = false;
  }

  enterCategory(who: number, category: number): void {
    const person = this.#person(who);
    if (person.category === category) return;
    const uses = LISTINGS.map(({ terms, borrowable }, id) => ({
      id,
      terms,
      borrowable,
      usedAsCollateral: person.asCollateral[id] ?? false,
      borrowed: this.account(who, id).scaledDebt !== 0n,
    }));
    refuse(eModeRefusal(this.#category(category), uses));
    person.category = category;
    if (this.standing(who).healthFactor < WAD) refuse("HealthFactorLowerThanLiquidationThreshold");
  }

  /** @param inATokens whether the liquidator `who` takes aTokens */
  liquidate(
    who: number,
    whom: number,
    collateralId: number,
    debtId: number,
    debtToCover: bigint,
    inATokens: boolean,
  ): void {
    const person = this.#person(whom);
    const side = (id: number) => ({
      reserve: this.reserve(id),
      borrower: this.account(whom, id),
      price: at(this.prices, id),
      unit: unitOf(listing(id)),
    });
    const held = this.supplied(whom, collateralId);
    const collateral = {
      ...side(collateralId),
      liquidationBonus: this.#terms(whom, collateralId).liquidationBonus,
      liquidationProtocolFee: listing(collateralId).liquidationProtocolFee,
      treasury: at(this.state.treasury, collateralId),
    };
    // The kernel takes any supply for collateral; this one is not.
    if (!person.asCollateral[collateralId]) collateral.borrower = { scaledSupply: 0n, scaledDebt: 0n };
    const { badDebt, collateralTaken, protocolFee } = liquidate(
      side(debtId),
      inATokens ? { ...collateral, liquidator: this.account(who, collateralId) } : collateral,
      this.standing(whom),
      debtToCover,
      this.now,
    );
    if (collateralTaken + protocolFee === held) person.asCollateral[collateralId] = false;
    if (badDebt)
      for (const [id, account] of person.accounts.entries())
        if (account.scaledDebt !== 0n) writeOffDebt(this.reserve(id), account, this.now);
  }

  reserve(id: number): Reserve {
    return at(this.state.reserves, id);
  }

  account(who: number, id: number): ReserveAccount {
    return at(this.#person(who).accounts, id);
  }

  holding(id: number, balance: bigint): Holding {
    return { balance, price: at(this.prices, id), unit: unitOf(listing(id)) };
  }

  #collateralLeft(who: number, id: number): void {
    const { accounts, asCollateral } = this.#person(who);
    if (!asCollateral[id]) return;
    if (this.account(who, id).scaledSupply === 0n) asCollateral[id] = false;
    if (accounts.some(({ scaledDebt }) => scaledDebt !== 0n))
      refuse(withdrawRefusal(this.standing(who), this.#terms(who, id).ltv));
  }

  #terms(who: number, id: number): CollateralTerms {
    return collateralTerms(id, listing(id).terms, this.#category(this.#person(who).category));
  }

  #category(number: number): EModeCategory | undefined {
    const category = CATEGORIES[number];
    return category && { ...category, ltvzeroBitmap: at(this.zeroLtv, number) };
  }

  #cap(id: number, kind: "supplyCap" | "borrowCap"): bigint {
    return listing(id)[kind] * unitOf(listing(id));
  }

  #person(who: number): Person {
    return at(this.state.people, who);
  }
}

const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no number ${index}`);
  return item;
};

const listing = (id: number): Listing => at(LISTINGS, id);

const refuse = (reason: string | undefined): void => {
  if (reason !== undefined) throw new ProtocolRevert(reason);
};
