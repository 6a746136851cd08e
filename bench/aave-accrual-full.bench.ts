/** One interaction's bookkeeping of an Aave reserve: both indices, the treasury's part, and the rate curve. */
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { accrue } from "../strategies/kernels/aave/v3.0/accrue.ts";
import { updateRates } from "../strategies/kernels/aave/v3.0/update-rates.ts";
import type { Bench } from "./bench.ts";
import { perSecond } from "./throughput.ts";

const RESTART_EVERY = 1_000;

export const bench: Bench = {
  name: "aave-accrual-full",
  unit: "M/s",
  target: 0.45,
  async run() {
    let reserve = mainnetOfMay2022().lender.weth;
    const full = (index: number) => {
      // Indices that grow for ever would be measured at sizes that no reserve reaches.
      if (index % RESTART_EVERY === 0) reserve = mainnetOfMay2022().lender.weth;
      accrue(reserve, reserve.lastUpdate + 3_600);
      updateRates(reserve);
      return reserve.variableBorrowIndex;
    };
    return perSecond(full) / 1e6;
  },
};
