/** A quote of Curve's stETH pool from its balances alone, invariant included. */
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { getDy } from "../strategies/kernels/curve/get-dy.ts";
import { STETH } from "../strategies/kernels/curve/steth-pool.ts";
import type { Bench } from "./bench.ts";
import { perSecond } from "./throughput.ts";

const ETHER = 10n ** 18n;

export const bench: Bench = {
  name: "curve-get-dy",
  unit: "k/s",
  target: 200,
  async run() {
    const { pool, lido } = mainnetOfMay2022();
    const sizes = Array.from({ length: 256 }, (_, index) => BigInt(index + 1) * ETHER);
    return perSecond((index) => getDy(pool, lido, STETH, sizes[index % 256] ?? ETHER)) / 1e3;
  },
};
