/** A lending position and everything around it as a chain holds it, as the model's data. */
import { Contract, type Interface, type InterfaceAbi } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { readMarket } from "../../devnet/read-market.ts";
import type { Lending } from "../../strategies/lending/books.ts";
import { type LendingSetting, parseLendingSetting } from "../../strategies/lending/params.ts";
import { type LendingOnChain, SETTING } from "./lending-on-chain.ts";

const LIQUIDATION_LTV = 810_000_000;
const UNIT = 1_000_000n;
const TOKEN = ["function balanceOf(address) view returns (uint256)"];
const SCALED = [
  "function scaledTotalSupply() view returns (uint256)",
  "function scaledBalanceOf(address) view returns (uint256)",
];
const STETH = ["function sharesOf(address) view returns (uint256)"];
const VENUE = [
  "function owed() view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
  "function paused() view returns (bool)",
];
const POOL = [
  "function getReserveData(address asset) view returns ((uint256 configuration, uint128 liquidityIndex, uint128 liquidityRate, uint128 variableBorrowIndex, uint128 variableBorrowRate, uint128 stableBorrowRate, uint40 lastUpdate, uint16 id, address aToken, address stableDebtToken, address variableDebtToken, address rateStrategy, uint128 accruedToTreasury, uint128 unbacked, uint128 isolationModeTotalDebt))",
];
const PAIR = [
  "function token0() view returns (address)",
  "function getReserves() view returns (uint112, uint112, uint32)",
];
const FEED = ["function latestRoundData() view returns (uint80, int256, uint256, uint256 updatedAt, uint80)"];

export interface LendingPlace extends Pick<LendingOnChain, "world" | "market" | "address"> {
  readonly setting?: LendingSetting;
}

/** @param block `latest`, or `pending` for the state in which the next block's transaction will find it */
export async function readLending(
  { world, market: at, address, setting = SETTING }: LendingPlace,
  block: "latest" | "pending",
): Promise<Lending> {
  const view = (to: string, abi: Interface | InterfaceAbi) => {
    const contract = new Contract(to, abi, world.provider);
    return (name: string, ...args: unknown[]) => contract.getFunction(name)(...args, { blockTag: block });
  };
  const chain = {
    request: ({ method, params }: { method: string; params?: unknown }) =>
      world.provider.send(method, (params ?? []) as unknown[]),
  };
  const market = await readMarket(chain as Parameters<typeof readMarket>[0], block);
  const own = view(address, interfaceOf("LendingStrategy"));
  const stable = view(at.stable, TOKEN);
  const venue = view(at.venue, VENUE);
  const pair = view(at.pair, PAIR);
  const advisor = view(await own("advisor"), [
    "function stableRate() view returns (uint256)",
    "function lenderRate() view returns (uint256)",
  ]);
  const venueYield = view(await own("yield"), interfaceOf("VenueYield"));
  const prices = view(world.deployment.contracts.prices, interfaceOf("StethPrices"));
  const data = await view(addressBook.aavePool.address, POOL)("getReserveData", at.stable);
  const [aToken, debtToken] = [view(data.aToken, SCALED), view(data.variableDebtToken, SCALED)];
  const aWsteth = view(addressBook.aWstETH.address, SCALED);
  const [first, second] = await pair("getReserves");
  const wethFirst = (await pair("token0")) === addressBook.weth.address;
  const observation = async (name: string) => {
    const { rate, time } = await venueYield(name);
    return { rate, time: Number(time) };
  };
  const reading = await prices("read");
  return {
    settings: parseLendingSetting(setting, LIQUIDATION_LTV),
    around: {
      market,
      stable: {
        liquidityIndex: data.liquidityIndex,
        variableBorrowIndex: data.variableBorrowIndex,
        liquidityRate: data.liquidityRate,
        variableBorrowRate: data.variableBorrowRate,
        lastUpdate: Number(data.lastUpdate),
        scaledSupply: await aToken("scaledTotalSupply"),
        scaledDebt: await debtToken("scaledTotalSupply"),
        accruedToTreasury: data.accruedToTreasury,
        availableLiquidity: await stable("balanceOf", data.aToken),
        reserveFactor: (data.configuration >> 64n) & 0xffffn,
        curve: at.curve ?? market.lender.weth.curve,
      },
      stableUnit: UNIT,
      stableRate: await advisor("stableRate"),
      lenderRate: await advisor("lenderRate"),
      stableUpdatedAt: Number((await view(at.feed, FEED)("latestRoundData")).updatedAt),
      pair: wethFirst ? { weth: first, stable: second } : { weth: second, stable: first },
      venue: {
        cash: await stable("balanceOf", at.venue),
        owed: await venue("owed"),
        totalShares: await venue("totalSupply"),
        shares: await venue("balanceOf", address),
        paused: await venue("paused"),
      },
      venueYield: {
        assumedApr: await venueYield("assumedApr"),
        best: await venueYield("best"),
        last: await observation("last"),
        older: await observation("older"),
        newer: await observation("newer"),
      },
      prices: {
        redemptionRate: reading.redemptionRate,
        peg: reading.peg,
        marketAge: Number(reading.marketAge),
        flags: Number(reading.flags),
        stakingApr: reading.stakingApr,
      },
    },
    position: {
      wsteth: { scaledSupply: await aWsteth("scaledBalanceOf", address), scaledDebt: 0n },
      stable: { scaledSupply: 0n, scaledDebt: await debtToken("scaledBalanceOf", address) },
      looseShares: await view(addressBook.stETH.address, STETH)("sharesOf", address),
      looseWsteth: await view(addressBook.wstETH.address, TOKEN)("balanceOf", address),
      looseWeth: await view(addressBook.weth.address, TOKEN)("balanceOf", address),
      looseStable: await stable("balanceOf", address),
      level: Number(await own("level")),
      lastAction: Number(await own("lastAction")),
      lastSale: Number(await own("lastSale")),
    },
  };
}
