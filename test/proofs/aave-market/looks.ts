// Everything that a step can have changed, as the chain has it and as the model has it, in one order.

import { Interface } from "ethers";
import { normalizedIncome } from "../../../strategies/kernels/aave/reserve.ts";
import { type Market, type MarketReserve, TREASURY } from "../../evm/aave/market.ts";
import type { Answer, Deed } from "../../evm/actor.ts";
import type { Model } from "./model.ts";
import { encoded } from "./planner.ts";

const TOKEN = new Interface([
  "function scaledTotalSupply() view returns (uint256)",
  "function scaledBalanceOf(address) view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
]);

/** What one version stores of a reserve beyond what all do: each answers one word. */
export type Extras = (market: Market, reserve: MarketReserve) => readonly Deed[];

/** How to ask a token for one word. */
export const askToken = (token: string, method: string, args: readonly unknown[] = []): Deed =>
  encoded(TOKEN, token, method, args);

export const looks = (market: Market, extras: Extras, who: string): Deed[] => {
  const { pool, poolAbi, reserves } = market;
  return [
    encoded(poolAbi, pool, "getUserAccountData", [who]),
    ...reserves.flatMap((reserve) => [
      encoded(poolAbi, pool, "getReserveData", [reserve.asset]),
      encoded(poolAbi, pool, "getReserveNormalizedIncome", [reserve.asset]),
      encoded(poolAbi, pool, "getReserveNormalizedVariableDebt", [reserve.asset]),
      askToken(reserve.aToken, "scaledTotalSupply"),
      askToken(reserve.debtToken, "scaledTotalSupply"),
      askToken(reserve.aToken, "scaledBalanceOf", [TREASURY]),
      askToken(reserve.aToken, "scaledBalanceOf", [who]),
      askToken(reserve.debtToken, "scaledBalanceOf", [who]),
      askToken(reserve.aToken, "balanceOf", [who]),
      askToken(reserve.debtToken, "balanceOf", [who]),
      ...extras(market, reserve),
    ]),
  ];
};

export const show = ({ poolAbi, reserves }: Market, [account, ...answers]: readonly Answer[]): string => {
  const words = [...poolAbi.decodeFunctionResult("getUserAccountData", account?.data ?? "0x")];
  for (const [index, { data }] of answers.entries()) {
    if (index % (answers.length / reserves.length) !== 0) {
      words.push(BigInt(data));
      continue;
    }
    const [reserve] = poolAbi.decodeFunctionResult("getReserveData", data);
    words.push(reserve.liquidityIndex, reserve.currentLiquidityRate, reserve.variableBorrowIndex);
    words.push(reserve.currentVariableBorrowRate, reserve.lastUpdateTimestamp, reserve.accruedToTreasury);
  }
  return words.join(" ");
};

export const lookAt = (model: Model, who: number): string => {
  const data = model.standing(who);
  const words = [
    data.totalCollateralBase,
    data.totalDebtBase,
    data.availableBorrowsBase,
    data.currentLiquidationThreshold,
    data.ltv,
    data.healthFactor,
  ];
  for (const [id, reserve] of model.state.reserves.entries()) {
    const account = model.account(who, id);
    words.push(reserve.liquidityIndex, reserve.liquidityRate, reserve.variableBorrowIndex);
    words.push(reserve.variableBorrowRate, BigInt(reserve.lastUpdate), reserve.accruedToTreasury);
    words.push(normalizedIncome(reserve, model.now), model.borrowIndex(id));
    words.push(reserve.scaledSupply, reserve.scaledDebt, model.state.treasury[id]?.scaledSupply ?? 0n);
    words.push(account.scaledSupply, account.scaledDebt, model.supplied(who, id), model.owed(who, id));
    words.push(...model.extras(id));
  }
  return words.join(" ");
};
