/** Liquidity in Curve's classic pool, as `keel deploy --beside` deploys it: the pool that the tape itself moves. */
import { PlayedCurveLp } from "../../../backtest/engine/kinds/curve-lp.ts";
import { mainnetOfMay2022 } from "../../../backtest/worlds/mainnet-2022-05-01.ts";
import { interfaceOf } from "../../../contracts/artifacts.ts";
import { deployCurveLp } from "../../../deploy/curve-lp.ts";
import { accounts, walletOf } from "../../../devnet/accounts.ts";
import { addressBook } from "../../../devnet/addresses.ts";
import { parseCurveLpSetting } from "../../../strategies/curve-lp/params.ts";
import { entryUnits, exitUnits } from "../../../strategies/curve-lp/position.ts";
import { risk } from "../../../strategies/curve-lp/risk.ts";
import { Action } from "../../../strategies/decision.ts";
import { inPlaceOfTheLoop } from "./in-place-of-the-loop.ts";
import type { PlayedKind } from "./kind-on-both-sides.ts";
import { numbersOf, viewsOf } from "./views.ts";

const STETH = ["function sharesOf(address) view returns (uint256)"];
const ADVISOR = ["function lpBalance() view returns (uint256)"];

export const curveLp: PlayedKind = {
  name: "curve-lp",
  asks: [Action.enter, Action.mark],
  async open(world) {
    const { chain, deployment, stateDirectory } = world;
    const { vault, prices, exitQueue } = deployment.contracts;
    const owner = walletOf("owner");
    const beside = { chain: chain.provider, vault: deployment, owner, stateDirectory };
    const { strategy } = await deployCurveLp({ setting: {} }, beside);
    await inPlaceOfTheLoop(world, strategy);
    const abi = interfaceOf("StethCurveLp");
    const view = viewsOf(world, strategy, abi);
    const advisor = viewsOf(world, await view("advisor"), ADVISOR);
    const steth = viewsOf(world, addressBook.stETH.address, STETH);
    const observe = { from: accounts.transmitter, to: strategy, data: abi.encodeFunctionData("observe") };
    return {
      watched: { kind: "curve-lp", vault, strategy, prices, exitQueue },
      choice: { kind: "curve-lp", params: parseCurveLpSetting({}) },
      world: mainnetOfMay2022(),
      follow: async () => [observe],
      async onChain() {
        const { level, lastAction, lastHarvest, lastObservation, highest } = await view("past");
        return {
          values: [await view("entryUnits"), await view("exitUnits")],
          risk: numbersOf(await view("risk")),
          position: {
            lp: await advisor("lpBalance"),
            looseShares: await steth("sharesOf", strategy),
            level: Number(level),
            lastAction: Number(lastAction),
            lastHarvest: Number(lastHarvest),
            lastObservation: Number(lastObservation),
            highest,
          },
        };
      },
      inEngine({ played }) {
        if (!(played instanceof PlayedCurveLp)) throw new Error("the run plays another kind");
        const { lp } = played;
        return { values: [entryUnits(lp), exitUnits(lp)], risk: risk(lp), position: { ...lp.position } };
      },
    };
  },
};
