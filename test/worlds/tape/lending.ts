/**
 * wstETH lent out, dollars borrowed against it and placed in a venue, as `keel deploy --beside` deploys it, in the market that backtests
 * assume around it. The pair with WETH follows ETH's price in dollars by its liquidity provider, who leaves and comes back at each row's.
 */
import { Interface } from "ethers";
import { PlayedLending } from "../../../backtest/engine/kinds/lending.ts";
import { STANDARD_LENDING } from "../../../backtest/engine/kinds/standard.ts";
import type { TapeRow } from "../../../backtest/tape/tape.ts";
import { mainnetOfMay2022 } from "../../../backtest/worlds/mainnet-2022-05-01.ts";
import { ASSUMED, pairAt } from "../../../backtest/worlds/stable-market.ts";
import { interfaceOf } from "../../../contracts/artifacts.ts";
import { deployLending } from "../../../deploy/lending.ts";
import { accounts, walletOf } from "../../../devnet/accounts.ts";
import { addressBook } from "../../../devnet/addresses.ts";
import type { Sent } from "../../../devnet/player/step-transactions.ts";
import { Action } from "../../../strategies/decision.ts";
import { entryUnits, exitUnits, type Lending } from "../../../strategies/lending/books.ts";
import { risk } from "../../../strategies/lending/risk.ts";
import { readLending } from "../read-lending.ts";
import { type Opening, openStableMarket, type StableMarket } from "../stable-market.ts";
import type { VaultOnChain } from "../vault-on-chain.ts";
import { inPlaceOfTheLoop } from "./in-place-of-the-loop.ts";
import type { PlayedKind } from "./kind-on-both-sides.ts";
import { numbersOf, viewsOf } from "./views.ts";

const ETHER = 10n ** 18n;
/** Dollars an ETH when the market opens; the first row says otherwise. */
const ETHER_PRICE = 2_800n;
/** What the pair's liquidity provider has beside it: more than it ever asks for. */
const PURSE = { weth: 200_000n * ETHER, stable: 10_000_000_000_000n };

const OPENING: Opening = {
  ...ASSUMED,
  etherPrice: ETHER_PRICE,
  pairEther: ASSUMED.pairSide / ETHER_PRICE,
  // The other large borrower owes as much WETH as its collateral bears.
  borrower: "lenderWhale",
};

const ACTS = new Interface([
  "function transfer(address to, uint256 amount)",
  "function burn(address to)",
  "function mint(address to)",
  "function transmit()",
  "function observe()",
]);
const PAIR = [
  "function token0() view returns (address)",
  "function getReserves() view returns (uint112, uint112, uint32)",
  "function totalSupply() view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
];

export const lending: PlayedKind = {
  name: "lending",
  asks: [Action.borrow, Action.repay],
  async open(world) {
    const { chain, deployment, stateDirectory } = world;
    const { vault, prices, exitQueue } = deployment.contracts;
    const market = await openStableMarket(world.provider, OPENING);
    const { strategy } = await deployLending(
      { venues: market, setting: STANDARD_LENDING, assumedVenueApr: ASSUMED.venueApr },
      { chain: chain.provider, vault: deployment, owner: walletOf("owner"), stateDirectory },
    );
    await inPlaceOfTheLoop(world, strategy);
    const provider = accounts.liquidityProvider;
    const purse = { to: addressBook.weth.address, value: PURSE.weth };
    await world.provider.signerOf(provider).sendTransaction(purse);
    await world.send("lenderWhale", market.stable, ACTS, "transfer", [provider, PURSE.stable]);

    const place = { world, market, address: strategy, setting: STANDARD_LENDING };
    const view = viewsOf(world, strategy, interfaceOf("LendingStrategy"));
    const venueYield: string = await view("yield");
    const { around, settings } = await readLending(place, "latest");
    const { stable: reserve, venue, venueYield: seen } = around;
    const since = Number(
      await viewsOf(world, market.venue, ["function since() view returns (uint64)"])("since"),
    );
    const lent = await viewsOf(world, market.venue, ["function lent() view returns (uint256)"])("lent");
    const { cash, totalShares } = venue;
    return {
      watched: { kind: "lending", vault, strategy, prices, exitQueue, venueYield },
      choice: {
        kind: "lending",
        settings,
        ethUsd: ETHER_PRICE * ETHER,
        stable: { reserve, venue: { cash, totalShares, lent, since }, venueYield: seen },
      },
      world: mainnetOfMay2022(),
      async follow(row) {
        const transmit = { from: accounts.transmitter, data: ACTS.encodeFunctionData("transmit") };
        const observe = { from: accounts.transmitter, data: ACTS.encodeFunctionData("observe") };
        return [
          ...(await comeBackAt(world, market, row)),
          { ...transmit, to: market.feed },
          { ...observe, to: venueYield },
        ];
      },
      async onChain() {
        return {
          values: [await view("entryUnits"), await view("exitUnits")],
          risk: numbersOf(await view("risk")),
          ...told(await readLending(place, "latest")),
        };
      },
      inEngine({ played }) {
        if (!(played instanceof PlayedLending)) throw new Error("the run plays another kind");
        const { lending } = played;
        return {
          values: [entryUnits(lending), exitUnits(lending)],
          risk: risk(lending),
          ...told(lending),
        };
      },
    };
  },
};

function told({ around, position }: Lending) {
  const { stable, pair, venue, venueYield, stableRate, stableUpdatedAt, lenderRate } = around;
  const { cash, owed, totalShares, shares } = venue;
  return {
    around: {
      ...{ stable, pair, venueYield, stableRate, stableUpdatedAt, lenderRate },
      venue: { cash, owed, totalShares, shares },
    },
    position,
  };
}

/** The pair's liquidity provider takes everything out, and puts in what the pair is to hold at the row's price. */
async function comeBackAt(world: VaultOnChain, market: StableMarket, { ethUsd }: TapeRow): Promise<Sent[]> {
  if (ethUsd === undefined) throw new Error("a row without ETH's price in dollars");
  const from = accounts.liquidityProvider;
  const pair = viewsOf(world, market.pair, PAIR);
  const [first, second] = await pair("getReserves");
  const supply: bigint = await pair("totalSupply");
  const own: bigint = await pair("balanceOf", from);
  const stays = (reserve: bigint) => reserve - (own * reserve) / supply;
  const weth = addressBook.weth.address;
  const wethFirst = (await pair("token0")) === weth;
  const wanted = pairAt(ethUsd.value);
  const call = (to: string, name: string, ...args: unknown[]): Sent => ({
    from,
    to,
    data: ACTS.encodeFunctionData(name, args),
  });
  return [
    call(market.pair, "transfer", market.pair, own),
    call(market.pair, "burn", from),
    call(market.stable, "transfer", market.pair, wanted.stable - stays(wethFirst ? second : first)),
    call(weth, "transfer", market.pair, wanted.weth - stays(wethFirst ? first : second)),
    call(market.pair, "mint", from),
  ];
}
