/**
 * Both indices of an Aave reserve brought up to now, by the kernels and by Aave's own maths package, one after the other:
 * how many times as often the kernels do it. The package's answers differ from the contract's in the last digits.
 */
import {
  calculateCompoundedInterest,
  getReserveNormalizedIncome,
  rayMul,
  valueToBigNumber,
} from "@aave/math-utils";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { normalizedIncome } from "../strategies/kernels/aave/reserve.ts";
import { normalizedDebt } from "../strategies/kernels/aave/v3.0/reserve.ts";
import type { Bench } from "./bench.ts";
import { perSecond } from "./throughput.ts";

export const bench: Bench = {
  name: "aave-accrual-both, times @aave/math-utils",
  unit: "×",
  target: 10,
  async run() {
    const reserve = mainnetOfMay2022().lender.weth;
    const { lastUpdate } = reserve;
    const timeOf = (index: number) => lastUpdate + 1 + (index % 86_400);
    const kernels = perSecond((index) => {
      const now = timeOf(index);
      return normalizedIncome(reserve, now) + normalizedDebt(reserve, now);
    });

    const inTheirs = (value: bigint) => valueToBigNumber(value.toString());
    const supplied = { rate: inTheirs(reserve.liquidityRate), index: inTheirs(reserve.liquidityIndex) };
    const rate = inTheirs(reserve.variableBorrowRate);
    const borrowIndex = inTheirs(reserve.variableBorrowIndex);
    const theirs = perSecond((index) => {
      const times = { lastUpdateTimestamp: lastUpdate, currentTimestamp: timeOf(index) };
      const income = getReserveNormalizedIncome({ ...supplied, ...times });
      return income.plus(rayMul(calculateCompoundedInterest({ rate, ...times }), borrowIndex));
    });
    return kernels / theirs;
  },
};
