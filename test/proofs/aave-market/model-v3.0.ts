// The market as the kernels of Aave v3.0 have it.

import type { CollateralTerms } from "../../../strategies/kernels/aave/holding.ts";
import { borrow } from "../../../strategies/kernels/aave/v3.0/borrow.ts";
import { borrowCapRefusal } from "../../../strategies/kernels/aave/v3.0/caps.ts";
import {
  collateralTerms,
  type EModeCategory,
  eModeBorrowRefusal,
  eModeRefusal,
} from "../../../strategies/kernels/aave/v3.0/e-mode.ts";
import { flashLoan } from "../../../strategies/kernels/aave/v3.0/flash-loan.ts";
import { liquidate } from "../../../strategies/kernels/aave/v3.0/liquidate.ts";
import { holdingValue, portfolioData } from "../../../strategies/kernels/aave/v3.0/portfolio-data.ts";
import { repay } from "../../../strategies/kernels/aave/v3.0/repay.ts";
import {
  debtBalance,
  normalizedDebt,
  type Reserve,
  supplyBalance,
} from "../../../strategies/kernels/aave/v3.0/reserve.ts";
import { borrowRefusal, withdrawRefusal } from "../../../strategies/kernels/aave/v3.0/risk.ts";
import { supply } from "../../../strategies/kernels/aave/v3.0/supply.ts";
import { transfer } from "../../../strategies/kernels/aave/v3.0/transfer.ts";
import { withdraw } from "../../../strategies/kernels/aave/v3.0/withdraw.ts";
import { at, emptyReserve, listing, Model, refuse } from "./model.ts";
import { CATEGORIES, FLASH_LOAN_PREMIUM, LISTINGS } from "./terms.ts";

export class ModelV30 extends Model<Reserve> {
  constructor(people: number, now: number) {
    super(
      people,
      now,
      LISTINGS.map((listing) => ({ ...emptyReserve(listing), availableLiquidity: 0n })),
    );
  }

  standing(who: number) {
    const { collaterals, debts } = this.holdings(who);
    return portfolioData(collaterals, debts);
  }

  supplied(who: number, id: number): bigint {
    return supplyBalance(this.reserve(id), this.account(who, id), this.now);
  }

  owed(who: number, id: number): bigint {
    return debtBalance(this.reserve(id), this.account(who, id), this.now);
  }

  borrowIndex(id: number): bigint {
    return normalizedDebt(this.reserve(id), this.now);
  }

  extras(id: number): readonly bigint[] {
    return [this.liquidity(id)];
  }

  liquidity(id: number): bigint {
    return this.reserve(id).availableLiquidity;
  }

  give(id: number, amount: bigint): void {
    this.reserve(id).availableLiquidity += amount;
  }

  supply(who: number, id: number, amount: bigint): void {
    const account = this.account(who, id);
    const isFirst = account.scaledSupply === 0n;
    supply(this.reserve(id), account, amount, this.now, this.cap(id, "supplyCap"));
    if (isFirst) this.person(who).asCollateral[id] = true;
  }

  withdraw(who: number, id: number, amount: bigint): void {
    const held = this.supplied(who, id);
    const withdrawn = withdraw(this.reserve(id), this.account(who, id), amount, this.now);
    this.#collateralLeft(who, id, withdrawn === held);
  }

  transfer(who: number, to: number, id: number, amount: bigint): void {
    const isFirst = this.account(to, id).scaledSupply === 0n;
    const held = this.supplied(who, id);
    transfer(this.reserve(id), this.account(who, id), this.account(to, id), amount, this.now);
    if (amount === 0n || who === to) return;
    this.#collateralLeft(who, id, amount === held);
    if (isFirst) this.person(to).asCollateral[id] = true;
  }

  borrow(who: number, id: number, amount: bigint): void {
    const { borrowable, category } = listing(id);
    const cap = this.cap(id, "borrowCap");
    if (amount !== 0n) {
      if (!borrowable) refuse("30");
      refuse(borrowCapRefusal(this.reserve(id), cap, amount, this.now));
      refuse(eModeBorrowRefusal(category, this.#category(this.person(who).category)));
      refuse(borrowRefusal(this.standing(who), holdingValue(this.holding(id, amount))));
    }
    borrow(this.reserve(id), this.account(who, id), amount, this.now, cap);
  }

  repay(who: number, id: number, amount: bigint): void {
    repay(this.reserve(id), this.account(who, id), amount, this.now);
  }

  flashLoan(id: number, amount: bigint): void {
    flashLoan(this.reserve(id), amount, FLASH_LOAN_PREMIUM, this.now);
  }

  enterCategory(who: number, category: number): void {
    const person = this.person(who);
    const borrowed = LISTINGS.filter((_, id) => this.account(who, id).scaledDebt !== 0n);
    refuse(
      eModeRefusal(
        this.#category(category),
        borrowed.map(({ category }) => category),
      ),
    );
    const wasIn = person.category !== 0;
    person.category = category;
    if (wasIn) refuse(withdrawRefusal(this.standing(who)));
  }

  liquidate(
    who: number,
    whom: number,
    collateralId: number,
    debtId: number,
    debtToCover: bigint,
    inATokens: boolean,
  ): void {
    const held = this.supplied(whom, collateralId);
    const { liquidationBonus } = this.terms(whom, collateralId);
    const { debt, collateral } = this.sides(whom, collateralId, debtId);
    const isFirst = this.account(who, collateralId).scaledSupply === 0n;
    const { collateralTaken, protocolFee } = liquidate(
      debt,
      {
        ...collateral,
        liquidationBonus,
        ...(inATokens ? { liquidator: this.account(who, collateralId) } : {}),
      },
      this.standing(whom).healthFactor,
      debtToCover,
      this.now,
    );
    if (collateralTaken + protocolFee === held) this.person(whom).asCollateral[collateralId] = false;
    if (inATokens && isFirst) this.person(who).asCollateral[collateralId] = true;
  }

  /** @param all whether by amount; the scaled balance may round to nothing before */
  #collateralLeft(who: number, id: number, all: boolean): void {
    const { accounts, asCollateral } = this.person(who);
    if (!asCollateral[id]) return;
    if (all) asCollateral[id] = false;
    if (accounts.some(({ scaledDebt }) => scaledDebt !== 0n)) refuse(withdrawRefusal(this.standing(who)));
  }

  protected terms(who: number, id: number): CollateralTerms {
    const { category, terms } = listing(id);
    return collateralTerms(category, terms, this.#category(this.person(who).category));
  }

  #category(id: number): EModeCategory | undefined {
    return id === 0 ? undefined : { ...(at(CATEGORIES, id) as CollateralTerms), id };
  }
}
