// Everything that a step can have changed, as the chain has it and as the model has it, in one order.

import { Interface } from "ethers";
import { normalizedIncome } from "../../../strategies/kernels/aave/reserve.ts";
import { normalizedDebt } from "../../../strategies/kernels/aave/v3.6/reserve.ts";
import type { Market } from "../../evm/aave-v3.6/market.ts";
import type { Answer, Deed } from "../../evm/actor.ts";
import type { Model } from "./model.ts";
import { encoded } from "./planner.ts";

const SCALED = new Interface([
  "function scaledTotalSupply() view returns (uint256)",
  "function scaledBalanceOf(address) view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
]);
const LOOKS_A_RESERVE = 12;

export const looks = ({ pool, poolAbi, treasury, reserves }: Market, who: string): Deed[] => {
  const token = (address: string, method: string, args: readonly unknown[] = []) =>
    encoded(SCALED, address, method, args);
  return [
    encoded(poolAbi, pool, "getUserAccountData", [who]),
    ...reserves.flatMap(({ asset, aToken, debtToken }) => [
      encoded(poolAbi, pool, "getReserveData", [asset]),
      encoded(poolAbi, pool, "getVirtualUnderlyingBalance", [asset]),
      encoded(poolAbi, pool, "getReserveDeficit", [asset]),
      encoded(poolAbi, pool, "getReserveNormalizedIncome", [asset]),
      encoded(poolAbi, pool, "getReserveNormalizedVariableDebt", [asset]),
      token(aToken, "scaledTotalSupply"),
      token(debtToken, "scaledTotalSupply"),
      token(aToken, "scaledBalanceOf", [treasury]),
      token(aToken, "scaledBalanceOf", [who]),
      token(debtToken, "scaledBalanceOf", [who]),
      token(aToken, "balanceOf", [who]),
      token(debtToken, "balanceOf", [who]),
    ]),
  ];
};

export const show = ({ poolAbi }: Market, [account, ...answers]: readonly Answer[]): string => {
  const words = [...poolAbi.decodeFunctionResult("getUserAccountData", account?.data ?? "0x")];
  for (const [index, { data }] of answers.entries()) {
    if (index % LOOKS_A_RESERVE !== 0) {
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
    words.push(reserve.virtualUnderlyingBalance, reserve.deficit);
    words.push(normalizedIncome(reserve, model.now), normalizedDebt(reserve, model.now));
    words.push(reserve.scaledSupply, reserve.scaledDebt, model.state.treasury[id]?.scaledSupply ?? 0n);
    words.push(account.scaledSupply, account.scaledDebt, model.supplied(who, id), model.owed(who, id));
  }
  return words.join(" ");
};
