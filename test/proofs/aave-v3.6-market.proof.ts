// The kernels of Aave v3.6 against a genuine market of three reserves, over one long random history, see
// aave-market/history.ts.

import { encodeBytes32String } from "ethers";
import { openMarketV36 } from "../evm/aave/market-v3.6.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { hire, playHistory } from "./aave-market/history.ts";
import type { Extras } from "./aave-market/looks.ts";
import { ModelV36 } from "./aave-market/model-v3.6.ts";
import { EVERYBODY, encoded, Planner, UMBRELLA } from "./aave-market/planner.ts";

export const proof: Proof = {
  name: "KRN-22 Aave v3.6 reserves, accounts, e-mode, caps, flash loans, liquidation and deficit",
  holds: [
    {
      kernels: ["aave/mint-to-treasury.ts", "aave/reserve.ts", "aave/v3.6"],
      against: "a market of Aave v3.6, @aave-dao/aave-v3-origin 3.6.0",
      grade: "genuine",
    },
  ],
  cases: 10_000,
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const market = await openMarketV36(evm);
      const { pool, poolAbi, provider, providerAbi } = market;
      const actors = await hire(evm, market);
      const umbrella = [encodeBytes32String("UMBRELLA"), actors[UMBRELLA]?.address];
      await evm.send(provider, providerAbi.encodeFunctionData("setAddress", umbrella));
      const begin = (now: number) => {
        const model = new ModelV36(EVERYBODY, now);
        const setZeroLtv = async (category: number, bitmap: bigint) => {
          model.zeroLtv[category] = bitmap;
          const configure = "configureEModeCategoryLtvzeroBitmap";
          await evm.send(pool, poolAbi.encodeFunctionData(configure, [category, bitmap]));
        };
        return { model, planner: new Planner(market, model, actors, model), setZeroLtv };
      };
      const extras: Extras = (_, { asset }) =>
        ["getVirtualUnderlyingBalance", "getReserveDeficit"].map((view) =>
          encoded(poolAbi, pool, view, [asset]),
        );
      return await playHistory({ evm, market, actors, extras, begin }, options);
    } finally {
      await evm.close();
    }
  },
};
