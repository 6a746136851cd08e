import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts } from "../accounts.ts";
import { addressBook } from "../addresses.ts";
import { type Chain, startChain } from "../chain.ts";
import { DevnetProvider } from "../provider.ts";
import { GENESIS_TIMESTAMP } from "./genesis-time.ts";

const ETHER = 10n ** 18n;

let chain: Chain;
let provider: DevnetProvider;

beforeAll(async () => {
  chain = await startChain();
  provider = new DevnetProvider(chain.provider);
}, 60_000);

afterAll(() => chain.close());

async function read(name: keyof typeof addressBook, signature: string, ...args: unknown[]): Promise<bigint> {
  const contract = new Contract(
    addressBook[name].address,
    [`function ${signature} view returns (uint256)`],
    provider,
  );
  return contract.getFunction(signature)(...args);
}

test("the latest block is the midnight before 1 May 2022 (UTC)", async () => {
  const block = await provider.getBlock("latest");
  expect(new Date((block?.timestamp ?? 0) * 1000).toISOString()).toBe("2022-05-01T00:00:00.000Z");
  expect(block?.timestamp).toBe(GENESIS_TIMESTAMP);
});

test("the Curve pool holds the recorded 814,723 ETH and 832,594 stETH, less stETH's rounding of 2 wei", async () => {
  expect(await read("curvePool", "balances(uint256)", 0)).toBe(814_723n * ETHER);
  const steth = await read("curvePool", "balances(uint256)", 1);
  expect(832_594n * ETHER - steth).toBeGreaterThanOrEqual(0n);
  expect(832_594n * ETHER - steth).toBeLessThanOrEqual(2n);
});

test("one stETH sells for 0.9992 ETH, as recorded, and the lender's feed says just that", async () => {
  const price = await read("curvePool", "get_dy(int128,int128,uint256)", 1, 0, ETHER);
  expect(Math.round(Number(price) / 1e14) / 1e4).toBe(0.9992);
  expect(await read("stethEthFeed", "latestAnswer()")).toBe(price);
});

test("the lender values wstETH at the feed's price of the stETH in it, rounded down", async () => {
  const price = await read("stethEthFeed", "latestAnswer()");
  const rate = await read("wstETH", "stEthPerToken()");
  expect(await read("aaveOracle", "getAssetPrice(address)", addressBook.wstETH.address)).toBe(
    (price * rate) / ETHER,
  );
  expect(await read("aaveOracle", "getAssetPrice(address)", addressBook.weth.address)).toBe(ETHER);
});

test("a share of Lido is worth 1.0710354 stETH", async () => {
  expect((await read("stETH", "getPooledEthByShares(uint256)", ETHER)) / 10n ** 11n).toBe(10_710_354n);
});

test("41.39% of the supplied WETH is borrowed", async () => {
  const supplied = await read("aWETH", "totalSupply()");
  const borrowed = await read("variableDebtWETH", "totalSupply()");
  expect([supplied, borrowed]).toEqual([1_000_000n * ETHER, 413_900n * ETHER]);
});

test("Balancer's vault can lend 60,000 WETH", async () => {
  expect(await read("weth", "balanceOf(address)", addressBook.balancerVault.address)).toBe(60_000n * ETHER);
});

test.each(["alice", "bob", "carol"] as const)("%s holds 1,000 stETH", async (role) => {
  const held = await read("stETH", "balanceOf(address)", accounts[role]);
  expect(held - 1_000n * ETHER).toBeGreaterThanOrEqual(0n);
  expect(held - 1_000n * ETHER).toBeLessThanOrEqual(1n);
});

test("the trader and the liquidity provider hold enough of both tokens to move the pool", async () => {
  for (const role of ["trader", "liquidityProvider"] as const) {
    expect(await read("stETH", "balanceOf(address)", accounts[role])).toBeGreaterThan(450_000n * ETHER);
    expect(await provider.getBalance(accounts[role])).toBeGreaterThan(1_000_000n * ETHER);
  }
});
