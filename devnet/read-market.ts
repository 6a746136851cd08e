/**
 * The market around a vault as a chain holds it at one block, as data: what a step of the tape is planned
 * from, and what the exact engine begins with. Two calls of Multicall3, so that all of it is of one block.
 */
import { Interface } from "ethers";
import type { RateCurve } from "../strategies/kernels/aave/rate-curve.ts";
import type { Reserve } from "../strategies/kernels/aave/v3.0/reserve.ts";
import type { Market } from "../strategies/market/market.ts";
import { accounts } from "./accounts.ts";
import { type Address, addressBook } from "./addresses.ts";
import type { Eip1193 } from "./eip1193.ts";
import { readAll } from "./multicall.ts";

const RESERVE_DATA = `(uint256 configuration, uint128 liquidityIndex, uint128 liquidityRate, uint128 variableBorrowIndex,
    uint128 variableBorrowRate, uint128 stableBorrowRate, uint40 lastUpdate, uint16 id, address aToken,
    address stableDebtToken, address variableDebtToken, address rateStrategy, uint128 accruedToTreasury,
    uint128 unbacked, uint128 isolationModeTotalDebt)`;

const VIEWS = new Interface([
  "function getCurrentBlockTimestamp() view returns (uint256)",
  "function getEthBalance(address) view returns (uint256)",
  "function getTotalShares() view returns (uint256)",
  "function getTotalPooledEther() view returns (uint256)",
  "function sharesOf(address) view returns (uint256)",
  "function admin_balances(uint256) view returns (uint256)",
  "function A() view returns (uint256)",
  "function fee() view returns (uint256)",
  "function admin_fee() view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
  `function getReserveData(address) view returns (${RESERVE_DATA})`,
  "function scaledTotalSupply() view returns (uint256)",
  "function scaledBalanceOf(address) view returns (uint256)",
  "function latestRoundData() view returns (uint80, int256 answer, uint256, uint256 updatedAt, uint80)",
  "function OPTIMAL_USAGE_RATIO() view returns (uint256)",
  "function getBaseVariableBorrowRate() view returns (uint256)",
  "function getVariableRateSlope1() view returns (uint256)",
  "function getVariableRateSlope2() view returns (uint256)",
]);

/**
 * The kernels' amplification is the pool's A with two more decimals: its `A_precise()`, which not every pool
 * tells.
 */
const A_PRECISION = 100n;

type Read = readonly [target: Address, name: string, ...args: unknown[]];

/** What a Curve trade depends on. */
type Pool = Pick<Market, "lido" | "pool">;

const { curvePool, curveToken, multicall3, stETH } = addressBook;

const POOL_READS: readonly Read[] = [
  [stETH.address, "getTotalShares"],
  [stETH.address, "getTotalPooledEther"],
  [multicall3.address, "getEthBalance", curvePool.address],
  [stETH.address, "sharesOf", curvePool.address],
  [curvePool.address, "admin_balances", 0],
  [curvePool.address, "admin_balances", 1],
  [curveToken.address, "totalSupply"],
  [curvePool.address, "A"],
  [curvePool.address, "fee"],
  [curvePool.address, "admin_fee"],
];

/** The Curve pool and Lido alone. @param block number in hex, or a tag such as `latest` or `pending` */
export async function readPool(chain: Eip1193, block = "latest"): Promise<Pool> {
  return poolOf(await answersOf(chain, block, POOL_READS));
}

/** @param block number in hex, or a tag such as `latest` or `pending` */
export async function readMarket(chain: Eip1193, block = "latest"): Promise<Market> {
  const { aavePool, balancerVault, stethEthFeed } = addressBook;
  const { aWETH, aWstETH, variableDebtWETH, variableDebtWstETH, weth, wstETH } = addressBook;
  const answers = await answersOf(chain, block, [
    ...POOL_READS,
    [multicall3.address, "getCurrentBlockTimestamp"],
    [weth.address, "balanceOf", balancerVault.address],
    [aWETH.address, "scaledTotalSupply"],
    [variableDebtWETH.address, "scaledTotalSupply"],
    [weth.address, "balanceOf", aWETH.address],
    [aWstETH.address, "scaledTotalSupply"],
    [variableDebtWstETH.address, "scaledTotalSupply"],
    [wstETH.address, "balanceOf", aWstETH.address],
    [aWETH.address, "scaledBalanceOf", accounts.lenderWhale],
    [variableDebtWETH.address, "scaledBalanceOf", accounts.lenderWhale],
    [aWETH.address, "scaledBalanceOf", accounts.borrowerWhale],
    [variableDebtWETH.address, "scaledBalanceOf", accounts.borrowerWhale],
    [stethEthFeed.address, "latestRoundData"],
    [aavePool.address, "getReserveData", weth.address],
    [aavePool.address, "getReserveData", wstETH.address],
  ]);
  const [
    time,
    flashLiquidity,
    wethSupply,
    wethDebt,
    wethLiquidity,
    wstethSupply,
    wstethDebt,
    wstethLiquidity,
    lenderSupply,
    lenderDebt,
    borrowerSupply,
    borrowerDebt,
    round,
    wethData,
    wstethData,
  ] = answers.slice(POOL_READS.length);
  const [wethCurve, wstethCurve] = await readCurves(chain, block, [
    wethData.rateStrategy,
    wstethData.rateStrategy,
  ]);
  return {
    time: Number(time),
    ...poolOf(answers),
    lender: {
      weth: reserve(wethData, wethSupply, wethDebt, wethLiquidity, wethCurve),
      wsteth: reserve(wstethData, wstethSupply, wstethDebt, wstethLiquidity, wstethCurve),
      collateral: {
        ltv: bits(wstethData.configuration, 0),
        liquidationThreshold: bits(wstethData.configuration, 16),
        liquidationBonus: bits(wstethData.configuration, 32),
        // The book's wstETH source reads the stETH/ETH feed.
        atMarket: true,
      },
    },
    whales: {
      lender: { scaledSupply: lenderSupply, scaledDebt: lenderDebt },
      borrower: { scaledSupply: borrowerSupply, scaledDebt: borrowerDebt },
    },
    feed: { answer: round.answer, updatedAt: Number(round.updatedAt) },
    flashLiquidity,
  };
}

/** @param answers that begin with those to {@link POOL_READS} */
function poolOf(answers: readonly Answer[]): Pool {
  const [
    totalShares,
    totalPooledEther,
    ether,
    stethShares,
    adminEther,
    adminSteth,
    lpSupply,
    a,
    fee,
    adminFee,
  ] = answers;
  return {
    lido: { totalShares, totalPooledEther },
    pool: {
      ether,
      stethShares,
      adminEther,
      adminSteth,
      lpSupply,
      amplification: a * A_PRECISION,
      fee,
      adminFee,
    },
  };
}

async function readCurves(chain: Eip1193, block: string, strategies: readonly Address[]) {
  const values = await answersOf(
    chain,
    block,
    strategies.flatMap((strategy): Read[] => [
      [strategy, "OPTIMAL_USAGE_RATIO"],
      [strategy, "getBaseVariableBorrowRate"],
      [strategy, "getVariableRateSlope1"],
      [strategy, "getVariableRateSlope2"],
    ]),
  );
  return strategies.map((_, index): RateCurve => {
    const [optimalUsageRatio, baseRate, slope1, slope2] = values.slice(4 * index);
    return { optimalUsageRatio, baseRate, slope1, slope2 };
  });
}

// biome-ignore lint/suspicious/noExplicitAny: what a view answers is known by its signature alone
type Answer = any;

function reserve(
  data: Answer,
  scaledSupply: bigint,
  scaledDebt: bigint,
  availableLiquidity: bigint,
  curve: RateCurve | undefined,
): Reserve {
  if (curve === undefined) throw new Error("a reserve without a rate curve");
  return {
    liquidityIndex: data.liquidityIndex,
    variableBorrowIndex: data.variableBorrowIndex,
    liquidityRate: data.liquidityRate,
    variableBorrowRate: data.variableBorrowRate,
    lastUpdate: Number(data.lastUpdate),
    scaledSupply,
    scaledDebt,
    accruedToTreasury: data.accruedToTreasury,
    availableLiquidity,
    reserveFactor: bits(data.configuration, 64),
    curve,
  };
}

/** Sixteen bits of Aave's reserve configuration. */
const bits = (configuration: bigint, from: number): bigint => (configuration >> BigInt(from)) & 0xffffn;

/** One answer a read: the value where the view returns one, else the tuple. */
const answersOf = (chain: Eip1193, block: string, reads: readonly Read[]): Promise<Answer[]> =>
  readAll(
    chain,
    reads.map(([to, name, ...args]) => ({ to, abi: VIEWS, name, args })),
    block,
  );
