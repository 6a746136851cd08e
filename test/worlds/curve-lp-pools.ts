/** Curve's two generations of ETH/stETH pools, on the offline mainnet and in kernels. */
import { Contract } from "ethers";
import { accounts } from "../../devnet/accounts.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { ngRates, ngVenue } from "../../strategies/curve-lp/ng-venue.ts";
import { stethVenue } from "../../strategies/curve-lp/steth-venue.ts";
import { exchange } from "../../strategies/kernels/curve/exchange.ts";
import { removeLiquidity } from "../../strategies/kernels/curve/remove-liquidity.ts";
import { etherBalance, stethBalance } from "../../strategies/kernels/curve/steth-pool.ts";
import { addLiquidity as addToNg } from "../../strategies/kernels/curve-ng/add-liquidity.ts";
import { withdrawAdminFees } from "../../strategies/kernels/curve-ng/admin-fees.ts";
import { exchange as tradeNg } from "../../strategies/kernels/curve-ng/exchange.ts";
import { averageAt, newOracle } from "../../strategies/kernels/curve-ng/oracle.ts";
import { balancesOf, type NgPool } from "../../strategies/kernels/curve-ng/pool.ts";
import { removeLiquidity as removeFromNg } from "../../strategies/kernels/curve-ng/remove-liquidity.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import {
  type CurveLpOnChain,
  devnetArtifact,
  type PoolKind,
  type PoolOnBothSides,
} from "./curve-lp-on-chain.ts";

const BILLION = 1_000_000_000n;
const EVERYTHING = (1n << 256n) - 1n;
const NOBODY = "0x0000000000000000000000000000000000000000";
const { stETH, wstETH, weth, curvePool, curveToken } = addressBook;

const TOKEN = [
  "function approve(address, uint256)",
  "function balanceOf(address) view returns (uint256)",
  "function deposit() payable",
  "function wrap(uint256)",
];
const STETH_POOL = [
  "function exchange(int128, int128, uint256, uint256) payable",
  "function remove_liquidity(uint256, uint256[2])",
];

const partOf = (amount: bigint, part: number): bigint => (amount * BigInt(part)) / BILLION;

/** The classic pool, of which others leave all but a fiftieth, so that a position matters in it. */
export const classicPool: PoolKind = {
  strategy: "StethCurveLp",
  args: [],
  async open(world) {
    const { market } = world;
    const { pool, lido } = market;
    const token = new Contract(curveToken.address, TOKEN, world.provider);
    await world.both(
      "trader",
      [stETH.address, TOKEN, "approve", [curvePool.address, EVERYTHING]],
      () => undefined,
    );
    const side: PoolOnBothSides = {
      address: curvePool.address,
      venue: stethVenue(market),
      trade(coin, part) {
        const amount = partOf(coin === 0 ? etherBalance(pool) : stethBalance(pool, lido), part);
        const args = [coin, 1 - coin, amount, 0n];
        const value = coin === 0 ? amount : 0n;
        return world.both("trader", [curvePool.address, STETH_POOL, "exchange", args, value], () =>
          exchange(pool, lido, coin, amount),
        );
      },
      async leave(part) {
        const held = await token.getFunction("balanceOf")(accounts.liquidityProvider);
        const amount = partOf(held, part);
        const args = [amount, [0n, 0n]];
        return world.both(
          "liquidityProvider",
          [curvePool.address, STETH_POOL, "remove_liquidity", args],
          () => removeLiquidity(pool, lido, amount),
        );
      },
      // The market holds it.
      onChain: async () => undefined,
      inModel: () => undefined,
      remember: () => () => undefined,
    };
    await side.leave(980_000_000);
    return side;
  },
};

/** An NG pool of WETH and wstETH, 40,000 ETH of each. */
export const ngPool: PoolKind = {
  strategy: "NgCurveLp",
  args: [weth.address, wstETH.address],
  async open(world) {
    const { market } = world;
    const { abi, bytecode } = devnetArtifact("StableSwapNG");
    const settings = { A: 500n, fee: 1_000_000n, offpegFeeMultiplier: 20_000_000_000n, maExpTime: 866n };
    const address = await world.deploy(abi, bytecode, [
      "WETH/wstETH",
      "wethwsteth",
      {
        ...settings,
        coins: [weth.address, wstETH.address],
        rateMultipliers: [WAD, WAD],
        oracles: [NOBODY, wstETH.address],
        methodIds: ["0x00000000", "0x035faf82"],
        feeReceiver: accounts.owner,
      },
    ]);
    const pool: NgPool = {
      held: [0n, 0n],
      adminBalances: [0n, 0n],
      lpSupply: 0n,
      amplification: settings.A * 100n,
      fee: settings.fee,
      offpegFeeMultiplier: settings.offpegFeeMultiplier,
      adminFee: 5_000_000_000n,
      oracle: newOracle(market.time, settings.maExpTime),
    };
    const contract = new Contract(address, abi, world.provider);
    const read = (name: string, ...args: unknown[]) => contract.getFunction(name)(...args);
    const side: PoolOnBothSides = {
      address,
      venue: ngVenue(market, pool),
      trade(coin, part) {
        const amount = partOf(balancesOf(pool)[coin], part);
        return world.both("trader", [address, abi, "exchange", [coin, 1 - coin, amount, 0n]], () =>
          tradeNg(pool, ngRates(market.lido), coin, amount, market.time),
        );
      },
      async leave(part) {
        const amount = partOf(await read("balanceOf", accounts.liquidityProvider), part);
        return world.both("liquidityProvider", [address, abi, "remove_liquidity", [amount, [0n, 0n]]], () => {
          removeFromNg(pool, amount, market.time);
          withdrawAdminFees(pool);
        });
      },
      onChain: async () => [
        [await read("balances", 0), await read("balances", 1)],
        [await read("admin_balances", 0), await read("admin_balances", 1)],
        await read("totalSupply"),
        [await read("price_oracle", 0), await read("D_oracle")],
      ],
      inModel: () => [
        balancesOf(pool),
        pool.adminBalances,
        pool.lpSupply,
        [averageAt(pool.oracle.price, market.time), averageAt(pool.oracle.invariant, market.time)],
      ],
      remember() {
        const kept = { ...pool };
        return () => Object.assign(pool, kept);
      },
    };
    await fund(world, "liquidityProvider", address);
    await fund(world, "trader", address);
    const units = (40_000n * WAD * market.lido.totalShares) / market.lido.totalPooledEther;
    const amounts = [40_000n * WAD, units] as const;
    await world.both("liquidityProvider", [address, abi, "add_liquidity", [[...amounts], 0n]], () =>
      addToNg(pool, ngRates(market.lido), amounts, market.time),
    );
    return side;
  },
};

/** Wraps what `who` needs of both coins and lets the pool take it. */
async function fund(world: CurveLpOnChain, who: "liquidityProvider" | "trader", pool: string): Promise<void> {
  const nothing = () => undefined;
  const amount = 100_000n * WAD;
  await world.both(who, [weth.address, TOKEN, "deposit", [], amount], nothing);
  await world.both(who, [stETH.address, TOKEN, "approve", [wstETH.address, amount]], nothing);
  await world.both(who, [wstETH.address, TOKEN, "wrap", [amount]], nothing);
  for (const token of [weth, wstETH]) {
    await world.both(who, [token.address, TOKEN, "approve", [pool, EVERYTHING]], nothing);
  }
}
