/**
 * The market on the morning of 1 May 2022: who holds what, what lies in the Curve pool, what is lent and borrowed.
 * The pool's balances and the utilisation are recorded; every other amount is assumed, large enough for its holder to
 * move the market as it moved that summer.
 */
import { accounts, type Role } from "../accounts.ts";
import { type Address, addressBook } from "../addresses.ts";
import type { WorldBuilder } from "./world-builder.ts";

const ETHER = 10n ** 18n;
const { aavePool, curvePool, stETH, stethEthFeed, weth, wstETH } = addressBook;

/** Ether, before the market is set up. */
const ETHER_HELD: Readonly<Record<Role, bigint>> = {
  owner: 10_000n * ETHER,
  keeper: 10_000n * ETHER,
  alice: 10_000n * ETHER,
  bob: 10_000n * ETHER,
  carol: 10_000n * ETHER,
  trader: 3_000_000n * ETHER,
  liquidityProvider: 3_000_000n * ETHER,
  lenderWhale: 5_000_000n * ETHER,
  borrowerWhale: 1_000_000n * ETHER,
  transmitter: 10_000n * ETHER,
  builder: 0n,
};

/** stETH, before the market is set up. */
const STETH_HELD: Partial<Readonly<Record<Role, bigint>>> = {
  alice: 1_000n * ETHER,
  bob: 1_000n * ETHER,
  carol: 1_000n * ETHER,
  trader: 600_000n * ETHER,
  liquidityProvider: 1_300_000n * ETHER,
  borrowerWhale: 1_650_000n * ETHER,
};

/** The Curve pool's balances on 2022-05-01. */
const POOL_ETHER = 814_723n * ETHER;
const POOL_STETH = 832_594n * ETHER;

/** WETH supplied to the lender, and borrowed from it: Aave v2's utilisation of 2022-05-01, 41.39%. */
const WETH_SUPPLIED = 1_000_000n * ETHER;
const WETH_BORROWED = 413_900n * ETHER;
/** What secures the loan. */
const WSTETH_COLLATERAL = 1_500_000n * ETHER;

const VARIABLE_RATE = 2;

export async function fundAccounts(world: WorldBuilder): Promise<void> {
  for (const [role, wei] of Object.entries(ETHER_HELD)) await world.setBalance(accounts[role as Role], wei);
}

export async function openMarket(world: WorldBuilder): Promise<void> {
  for (const [role, wei] of Object.entries(STETH_HELD)) await giveSteth(world, accounts[role as Role], wei);
  await fillCurvePool(world);
  await world.send(accounts.transmitter, stethEthFeed.address, "transmit()");
  await lend(world);
  await borrow(world);
}

/** At least `wei` of stETH, and at most one wei more: shares rounded up. */
async function giveSteth(world: WorldBuilder, to: Address, wei: bigint): Promise<void> {
  const shares = await sharesFor(world, wei);
  await world.send(accounts.builder, stETH.address, "transferShares(address,uint256)", [to, shares]);
}

async function fillCurvePool(world: WorldBuilder): Promise<void> {
  const provider = accounts.liquidityProvider;
  await world.send(provider, stETH.address, "approve(address,uint256)", [curvePool.address, POOL_STETH]);
  await world.send(
    provider,
    curvePool.address,
    "add_liquidity(uint256[2],uint256)",
    [[POOL_ETHER, POOL_STETH], 0n],
    POOL_ETHER,
  );
}

async function lend(world: WorldBuilder): Promise<void> {
  const lender = accounts.lenderWhale;
  await world.send(lender, weth.address, "deposit()", [], WETH_SUPPLIED);
  await supply(world, lender, weth.address, WETH_SUPPLIED);
}

async function borrow(world: WorldBuilder): Promise<void> {
  const borrower = accounts.borrowerWhale;
  const toWrap = await world.read(stETH.address, "getPooledEthByShares(uint256) view returns (uint256)", [
    WSTETH_COLLATERAL + 1n,
  ]);
  await world.send(borrower, stETH.address, "approve(address,uint256)", [wstETH.address, toWrap]);
  await world.send(borrower, wstETH.address, "wrap(uint256)", [toWrap]);
  await supply(world, borrower, wstETH.address, WSTETH_COLLATERAL);
  await world.send(borrower, aavePool.address, "borrow(address,uint256,uint256,uint16,address)", [
    weth.address,
    WETH_BORROWED,
    VARIABLE_RATE,
    0,
    borrower,
  ]);
}

async function supply(world: WorldBuilder, from: Address, asset: Address, amount: bigint): Promise<void> {
  await world.send(from, asset, "approve(address,uint256)", [aavePool.address, amount]);
  await world.send(from, aavePool.address, "supply(address,uint256,address,uint16)", [
    asset,
    amount,
    from,
    0,
  ]);
}

/** The fewest shares whose stETH is at least `wei`. */
async function sharesFor(world: WorldBuilder, wei: bigint): Promise<bigint> {
  const totalShares = await world.read(stETH.address, "getTotalShares() view returns (uint256)");
  const pooledEther = await world.read(stETH.address, "getTotalPooledEther() view returns (uint256)");
  return (wei * totalShares + pooledEther - 1n) / pooledEther;
}
