/** Both indices of an Aave reserve brought up to now: a supplier's and a borrower's. */
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { normalizedIncome } from "../strategies/kernels/aave/reserve.ts";
import { normalizedDebt } from "../strategies/kernels/aave/v3.0/reserve.ts";
import type { Bench } from "./bench.ts";
import { perSecond } from "./throughput.ts";

export const bench: Bench = {
  name: "aave-accrual-both",
  unit: "M/s",
  target: 1,
  async run() {
    const reserve = mainnetOfMay2022().lender.weth;
    const both = (index: number) => {
      const now = reserve.lastUpdate + 1 + (index % 86_400);
      return normalizedIncome(reserve, now) + normalizedDebt(reserve, now);
    };
    return perSecond(both) / 1e6;
  },
};
