// The kernels of Aave v3.0 against a genuine market of three reserves, over one long random history, see
// aave-market/history.ts: e-mode, caps, flash loans and liquidation, which the offline mainnet's market lacks.

import { openMarketV30 } from "../evm/aave/market-v3.0.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { hire, playHistory } from "./aave-market/history.ts";
import { askToken } from "./aave-market/looks.ts";
import { ModelV30 } from "./aave-market/model-v3.0.ts";
import { EVERYBODY, Planner } from "./aave-market/planner.ts";

export const proof: Proof = {
  name: "KRN-23 Aave v3.0 accounts of many reserves, e-mode, caps, flash loans and liquidation",
  holds: [
    {
      kernels: [
        "aave/mint-to-treasury.ts",
        "aave/reserve.ts",
        "math/percent.ts",
        "aave/v3.0/accrue.ts",
        "aave/v3.0/borrow.ts",
        "aave/v3.0/caps.ts",
        "aave/v3.0/e-mode.ts",
        "aave/v3.0/flash-loan.ts",
        "aave/v3.0/liquidate.ts",
        "aave/v3.0/liquidation-amounts.ts",
        "aave/v3.0/portfolio-data.ts",
        "aave/v3.0/repay.ts",
        "aave/v3.0/reserve.ts",
        "aave/v3.0/risk.ts",
        "aave/v3.0/scaled.ts",
        "aave/v3.0/supply.ts",
        "aave/v3.0/transfer.ts",
        "aave/v3.0/update-rates.ts",
        "aave/v3.0/withdraw.ts",
      ],
      against: "a market of Aave v3.0, @aave/core-v3 1.19.3",
      grade: "genuine",
    },
  ],
  cases: 10_000,
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const market = await openMarketV30(evm);
      const actors = await hire(evm, market);
      const begin = (now: number) => {
        const model = new ModelV30(EVERYBODY, now);
        return { model, planner: new Planner(market, model, actors) };
      };
      const extras = (_: unknown, { asset, aToken }: { asset: string; aToken: string }) => [
        askToken(asset, "balanceOf", [aToken]),
      ];
      return await playHistory({ evm, market, actors, extras, begin }, options);
    } finally {
      await evm.close();
    }
  },
};
