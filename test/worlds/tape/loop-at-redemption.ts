/** A loop whose lender prices stETH by what Lido redeems it for, as Aave v3 does, and not by its market. */
import { ZeroAddress } from "ethers";
import { PlayedLoop } from "../../../backtest/engine/kinds/loop.ts";
import { mainnetOfMay2022 } from "../../../backtest/worlds/mainnet-2022-05-01.ts";
import { interfaceOf, readArtifact } from "../../../contracts/artifacts.ts";
import { loopSettings, scenarioParameters } from "../../../demo/scenario.ts";
import { addressBook } from "../../../devnet/addresses.ts";
import { Action } from "../../../strategies/decision.ts";
import { entryUnits, exitUnits } from "../../../strategies/leveraged-loop/position.ts";
import { risk } from "../../../strategies/leveraged-loop/risk.ts";
import type { VaultOnChain } from "../vault-on-chain.ts";
import { compiledAt, deployed } from "./deployed.ts";
import { inPlaceOfTheLoop } from "./in-place-of-the-loop.ts";
import type { PlayedKind } from "./kind-on-both-sides.ts";
import { numbersOf, viewsOf } from "./views.ts";

const PAR = 10n ** 18n;
const ORACLE = ["function setAssetSources(address[] assets, address[] sources)"];
const SCALED = ["function scaledBalanceOf(address) view returns (uint256)"];
const TOKEN = ["function balanceOf(address) view returns (uint256)"];
const STETH = ["function sharesOf(address) view returns (uint256)"];

/** The lender takes a stETH for an ether from now on, whatever the market pays. */
async function priceAtRedemption(world: VaultOnChain): Promise<void> {
  const { wstETH, aaveOracle } = addressBook;
  const par = await deployed(world, compiledAt("test/solidity/utils/PostedFeed"));
  await world.send("builder", par, ["function post(int256)"], "post", [PAR]);
  const source = await deployed(world, compiledAt("contracts/devnet/WstethEthSource"), [par, wstETH.address]);
  await world.send("builder", aaveOracle.address, ORACLE, "setAssetSources", [[wstETH.address], [source]]);
}

async function deployLoop(world: VaultOnChain): Promise<string> {
  const { vault, prices, route, flash } = world.deployment.contracts;
  const { params, maxChunk, maxLever, toleranceBps, queueWait } = loopSettings(scenarioParameters().loop);
  const wiring = {
    advisors: await deployed(world, readArtifact("LoopAdvisors")),
    lender: addressBook.aavePoolAddressesProvider.address,
    steth: addressBook.stETH.address,
    collateral: addressBook.wstETH.address,
    weth: addressBook.weth.address,
    prices,
    route,
    flash,
    // The lender looks at no market.
    lenderFeed: ZeroAddress,
    queue: ZeroAddress,
    eMode: 0,
  };
  const limits = { maxChunk, maxLever, toleranceBps, queueWait };
  return deployed(world, readArtifact("LeveragedLoopStrategy"), [vault, wiring, params, limits]);
}

export const loopAtRedemption: PlayedKind = {
  name: "leveraged-loop at a lender that prices by the exchange rate",
  asks: [Action.lever],
  async open(world) {
    const { vault, prices, exitQueue } = world.deployment.contracts;
    await priceAtRedemption(world);
    const strategy = await deployLoop(world);
    await inPlaceOfTheLoop(world, strategy);
    const view = viewsOf(world, strategy, interfaceOf("LeveragedLoopStrategy"));
    const { aWstETH, variableDebtWETH, stETH, wstETH, weth } = addressBook;
    const of = (token: { readonly address: string }, abi: string[], name: string) =>
      viewsOf(world, token.address, abi)(name, strategy);
    const market = mainnetOfMay2022();
    const collateral = { ...market.lender.collateral, atMarket: false };
    return {
      watched: { kind: "leveraged-loop", vault, strategy, prices, exitQueue },
      choice: { kind: "leveraged-loop", settings: loopSettings(scenarioParameters().loop) },
      world: { ...market, lender: { ...market.lender, collateral } },
      follow: async () => [],
      async onChain() {
        return {
          values: [await view("entryUnits"), await view("exitUnits")],
          risk: numbersOf(await view("risk")),
          position: {
            wsteth: await of(aWstETH, SCALED, "scaledBalanceOf"),
            weth: await of(variableDebtWETH, SCALED, "scaledBalanceOf"),
            looseShares: await of(stETH, STETH, "sharesOf"),
            looseWsteth: await of(wstETH, TOKEN, "balanceOf"),
            looseWeth: await of(weth, TOKEN, "balanceOf"),
            level: Number(await view("level")),
            lastAction: Number(await view("lastAction")),
            lastSale: Number(await view("lastSale")),
            held: await view("held"),
          },
        };
      },
      inEngine({ played }) {
        if (!(played instanceof PlayedLoop)) throw new Error("the run plays another kind");
        const { loop } = played;
        const { wsteth, weth, exits: _, ...rest } = loop.position;
        return {
          values: [entryUnits(loop), exitUnits(loop)],
          risk: risk(loop),
          position: { ...rest, wsteth: wsteth.scaledSupply, weth: weth.scaledDebt },
        };
      },
    };
  },
};
