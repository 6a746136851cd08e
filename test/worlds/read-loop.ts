/** A loop and everything around it as a chain holds it, as the model's data: all but what lies in Lido's queue, which no view tells. */
import { Contract, type InterfaceAbi } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { loopSettings, scenarioParameters } from "../../demo/scenario.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { readMarket } from "../../devnet/read-market.ts";
import type { WithdrawalQueue } from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import type { LoopExits } from "../../strategies/leveraged-loop/exits.ts";
import type { Loop } from "../../strategies/leveraged-loop/position.ts";
import type { VaultOnChain } from "./vault-on-chain.ts";

const TOKEN = ["function balanceOf(address) view returns (uint256)"];
const SCALED = ["function scaledBalanceOf(address) view returns (uint256)"];
const STETH = ["function sharesOf(address) view returns (uint256)"];

/** What lies in the queue, as the model has it. */
export interface Queued {
  readonly queue: WithdrawalQueue;
  readonly exits: LoopExits;
}

/** @param block `latest`, or `pending` for the state in which the next block's transaction will find it */
export async function readLoop(
  { chain, provider, deployment }: VaultOnChain,
  { queue, exits }: Queued,
  block: "latest" | "pending",
): Promise<Loop> {
  const view = (to: string, abi: InterfaceAbi) => {
    const contract = new Contract(to, abi, provider);
    return (name: string, ...args: unknown[]) => contract.getFunction(name)(...args, { blockTag: block });
  };
  const { strategy } = deployment.contracts;
  const own = view(strategy, interfaceOf("LeveragedLoopStrategy").format());
  const prices = view(deployment.contracts.prices, [
    "function market() view returns (uint96 average, uint96 spot, uint64 time)",
    ...["lastRate", "olderAnchor", "newerAnchor"].map(
      (name) => `function ${name}() view returns (uint128 rate, uint64 time)`,
    ),
    ...["olderDebt", "newerDebt"].map(
      (name) => `function ${name}() view returns (uint128 index, uint64 time)`,
    ),
  ]);
  const anchor = async (name: string) => {
    const { rate, time } = await prices(name);
    return { rate, time: Number(time) };
  };
  const debtAnchor = async (name: string) => {
    const { index, time } = await prices(name);
    return { index, time: Number(time) };
  };
  const seen = await prices("market");
  const { loop, prices: config } = scenarioParameters();
  const { aWstETH, stETH, variableDebtWETH, weth, wstETH } = addressBook;
  return {
    settings: loopSettings(loop),
    market: { ...(await readMarket(chain.provider, block)), withdrawalQueue: queue },
    prices: {
      config,
      average: seen.average,
      spot: seen.spot,
      time: Number(seen.time),
      lastRate: await anchor("lastRate"),
      olderAnchor: await anchor("olderAnchor"),
      newerAnchor: await anchor("newerAnchor"),
      olderDebt: await debtAnchor("olderDebt"),
      newerDebt: await debtAnchor("newerDebt"),
    },
    position: {
      wsteth: {
        scaledSupply: await view(aWstETH.address, SCALED)("scaledBalanceOf", strategy),
        scaledDebt: 0n,
      },
      weth: {
        scaledSupply: 0n,
        scaledDebt: await view(variableDebtWETH.address, SCALED)("scaledBalanceOf", strategy),
      },
      looseShares: await view(stETH.address, STETH)("sharesOf", strategy),
      looseWsteth: await view(wstETH.address, TOKEN)("balanceOf", strategy),
      looseWeth: await view(weth.address, TOKEN)("balanceOf", strategy),
      exits,
      level: Number(await own("level")),
      lastAction: Number(await own("lastAction")),
      lastSale: Number(await own("lastSale")),
      held: await own("held"),
    },
  };
}
