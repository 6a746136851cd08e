// The kernels of Aave v3.6 against a genuine market of three reserves, over one long random history, see
// aave-market/history.ts.

import { encodeBytes32String } from "ethers";
import { openMarketV36 } from "../evm/aave/market-v3.6.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { hire, playHistory } from "./aave-market/history.ts";
import { ModelV36 } from "./aave-market/model-v3.6.ts";
import { encoded, PEOPLE, Planner, UMBRELLA } from "./aave-market/planner.ts";

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
      const model = new ModelV36(PEOPLE, await evm.now());
      return await playHistory(
        {
          evm,
          market,
          model,
          planner: new Planner(market, model, actors, model),
          actors,
          extras: (_, { asset }) =>
            ["getVirtualUnderlyingBalance", "getReserveDeficit"].map((view) =>
              encoded(poolAbi, pool, view, [asset]),
            ),
          setZeroLtv: async (category, bitmap) => {
            model.zeroLtv[category] = bitmap;
            const { data } = encoded(poolAbi, pool, "configureEModeCategoryLtvzeroBitmap", [
              category,
              bitmap,
            ]);
            await evm.send(pool, data);
          },
        },
        options,
      );
    } finally {
      await evm.close();
    }
  },
};
