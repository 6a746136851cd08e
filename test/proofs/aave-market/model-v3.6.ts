// The market as the kernels of Aave v3.6 have it.

import type { CollateralTerms } from "../../../strategies/kernels/aave/holding.ts";
import { type AccountData, accountData } from "../../../strategies/kernels/aave/v3.6/account-data.ts";
import { borrow } from "../../../strategies/kernels/aave/v3.6/borrow.ts";
import { coverDeficit, writeOffDebt } from "../../../strategies/kernels/aave/v3.6/deficit.ts";
import {
  borrowableIn,
  collateralTerms,
  type EModeCategory,
  eModeRefusal,
} from "../../../strategies/kernels/aave/v3.6/e-mode.ts";
import { flashLoan } from "../../../strategies/kernels/aave/v3.6/flash-loan.ts";
import { liquidate } from "../../../strategies/kernels/aave/v3.6/liquidate.ts";
import { repay } from "../../../strategies/kernels/aave/v3.6/repay.ts";
import {
  debtBalance,
  normalizedDebt,
  type Reserve,
  supplyBalance,
} from "../../../strategies/kernels/aave/v3.6/reserve.ts";
import { borrowRefusal, withdrawRefusal } from "../../../strategies/kernels/aave/v3.6/risk.ts";
import { supply } from "../../../strategies/kernels/aave/v3.6/supply.ts";
import { transfer } from "../../../strategies/kernels/aave/v3.6/transfer.ts";
import { withdraw } from "../../../strategies/kernels/aave/v3.6/withdraw.ts";
import { WAD } from "../../../strategies/kernels/math/units.ts";
import { at, emptyReserve, listing, Model, refuse } from "./model.ts";
import { CATEGORIES, FLASH_LOAN_PREMIUM, LISTINGS } from "./terms.ts";

export class ModelV36 extends Model<Reserve> {
  /** By category: of which collateral the LTV is zero. */
  readonly zeroLtv: bigint[] = CATEGORIES.map(() => 0n);

  constructor(people: number, now: number) {
    const reserves = LISTINGS.map((listing) => ({
      ...emptyReserve(listing),
      virtualUnderlyingBalance: 0n,
      deficit: 0n,
    }));
    super(people, now, reserves);
  }

  standing(who: number): AccountData {
    const { collaterals, debts } = this.holdings(who);
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
    supply(this.reserve(id), account, amount, this.now, this.cap(id, "supplyCap"));
    if (isFirst && this.terms(who, id).ltv !== 0n) this.person(who).asCollateral[id] = true;
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
    const { category } = this.person(who);
    if (amount !== 0n && !borrowableIn(id, listing(id).borrowable, this.#category(category)))
      refuse(category === 0 ? "BorrowingNotEnabled" : "NotBorrowableInEMode");
    borrow(this.reserve(id), this.account(who, id), amount, this.now, this.cap(id, "borrowCap"));
    refuse(borrowRefusal(this.standing(who)));
  }

  repay(who: number, id: number, amount: bigint): void {
    repay(this.reserve(id), this.account(who, id), amount, this.now);
  }

  flashLoan(id: number, amount: bigint): void {
    flashLoan(this.reserve(id), amount, FLASH_LOAN_PREMIUM.total, this.now);
  }

  borrowIndex(id: number): bigint {
    return normalizedDebt(this.reserve(id), this.now);
  }

  extras(id: number): readonly bigint[] {
    const { virtualUnderlyingBalance, deficit } = this.reserve(id);
    return [virtualUnderlyingBalance, deficit];
  }

  give(): void {
    // The pool keeps its own books.
  }

  liquidity(id: number): bigint {
    return this.reserve(id).virtualUnderlyingBalance;
  }

  coverDeficit(who: number, id: number, amount: bigint): void {
    coverDeficit(this.reserve(id), this.account(who, id), amount, this.now);
    if (this.account(who, id).scaledSupply === 0n) this.person(who).asCollateral[id] = false;
  }

  enterCategory(who: number, category: number): void {
    const person = this.person(who);
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

  liquidate(
    who: number,
    whom: number,
    collateralId: number,
    debtId: number,
    debtToCover: bigint,
    inATokens: boolean,
  ): void {
    const person = this.person(whom);
    const held = this.supplied(whom, collateralId);
    const { liquidationBonus } = this.terms(whom, collateralId);
    const { debt, collateral } = this.sides(whom, collateralId, debtId);
    const { badDebt, collateralTaken, protocolFee } = liquidate(
      debt,
      {
        ...collateral,
        liquidationBonus,
        ...(inATokens ? { liquidator: this.account(who, collateralId) } : {}),
      },
      this.standing(whom),
      debtToCover,
      this.now,
    );
    if (collateralTaken + protocolFee === held) person.asCollateral[collateralId] = false;
    if (badDebt)
      for (const [id, account] of person.accounts.entries())
        if (account.scaledDebt !== 0n) writeOffDebt(this.reserve(id), account, this.now);
  }

  #collateralLeft(who: number, id: number): void {
    const { accounts, asCollateral } = this.person(who);
    if (!asCollateral[id]) return;
    if (this.account(who, id).scaledSupply === 0n) asCollateral[id] = false;
    if (accounts.some(({ scaledDebt }) => scaledDebt !== 0n))
      refuse(withdrawRefusal(this.standing(who), this.terms(who, id).ltv));
  }

  protected terms(who: number, id: number): CollateralTerms {
    return collateralTerms(id, listing(id).terms, this.#category(this.person(who).category));
  }

  #category(number: number): EModeCategory | undefined {
    const category = CATEGORIES[number];
    return category && { ...category, ltvzeroBitmap: at(this.zeroLtv, number) };
  }
}
