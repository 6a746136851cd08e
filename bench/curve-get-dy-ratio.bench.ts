/**
 * A quote of Curve's stETH pool by the kernel and by a published maths package, one after the other: how many times as
 * often the kernel makes it. The package is WebAssembly that takes text, and its answers differ in the last digits.
 */
import { calculate_out_given_in } from "@galacticcouncil/math-stableswap";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { getDy } from "../strategies/kernels/curve/get-dy.ts";
import { etherBalance, STETH, stethBalance } from "../strategies/kernels/curve/steth-pool.ts";
import type { Bench } from "./bench.ts";
import { perSecond } from "./throughput.ts";

const ETHER = 10n ** 18n;
const SIZES = Array.from({ length: 256 }, (_, index) => BigInt(index + 1) * ETHER);

export const bench: Bench = {
  name: "curve-get-dy, times @galacticcouncil/math-stableswap",
  unit: "×",
  target: 10,
  async run() {
    const { pool, lido } = mainnetOfMay2022();
    const kernel = perSecond((index) => getDy(pool, lido, STETH, SIZES[index % SIZES.length] ?? ETHER));

    const balances = [etherBalance(pool), stethBalance(pool, lido)];
    const reserves = JSON.stringify(
      balances.map((amount, id) => ({ asset_id: id, amount: String(amount), decimals: 18 })),
    );
    const pegs = JSON.stringify(balances.map(() => ["1", "1"]));
    const sizes = SIZES.map(String);
    const theirs = perSecond((index) =>
      calculate_out_given_in(reserves, 1, 0, sizes[index % sizes.length] ?? "", "50", "0.0004", pegs),
    );
    return kernel / theirs;
  },
};
