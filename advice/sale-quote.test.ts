/** A sale's three quotes, on the offline mainnet. */
import net from "node:net";
import { toQuantity } from "ethers";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { accounts } from "../devnet/accounts.ts";
import { addressBook } from "../devnet/addresses.ts";
import { type Chain, startChain } from "../devnet/chain.ts";
import { DevnetProvider } from "../devnet/provider.ts";
import { readPool } from "../devnet/read-market.ts";
import { RpcNode } from "../devnet/rpc-node.ts";
import { etherBalance, stethBalance } from "../strategies/kernels/curve/steth-pool.ts";
import { shortPayingPool } from "../test/worlds/short-paying-pool.ts";
import { curveApiPool } from "./curve-api.ts";
import { quoteSale } from "./sale-quote.ts";

const ETHER = 10n ** 18n;
const { curveFactory, curvePool, stETH } = addressBook;

let chain: Chain;
let provider: DevnetProvider;
let snapshot: unknown;

beforeAll(async () => {
  chain = await startChain({ port: 0 });
  provider = new DevnetProvider(chain.provider);
}, 60_000);
afterAll(() => chain.close());

beforeEach(async () => {
  snapshot = await provider.send("evm_snapshot", []);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await provider.send("evm_revert", [snapshot]);
});

async function sellIntoPool(steth: bigint): Promise<void> {
  const trader = provider.signerOf(accounts.trader);
  const word = (value: bigint | string) => BigInt(value).toString(16).padStart(64, "0");
  const approve = `0x095ea7b3${word(curvePool.address)}${word(steth)}`;
  const exchange = `0x3df02124${word(1n)}${word(0n)}${word(steth)}${word(0n)}`;
  for (const [to, data] of [
    [stETH.address, approve],
    [curvePool.address, exchange],
  ] as const)
    await (await trader.sendTransaction({ to, data })).wait();
}

test.each([1n, 10n ** 15n, 123_456_789_012_345_678n, 1_000n * ETHER, 400_000n * ETHER])(
  "Curve's library, the pool and the kernel give the same wei for a sale of %d wei",
  async (steth) => {
    const { ether, byPool, byCurveApi, agree } = await quoteSale(chain.provider, steth);
    expect([byPool, byCurveApi]).toEqual([ether, ether]);
    expect(agree).toBe(true);
  },
);

test("they still agree in a pool out of balance, where a sale is further below redemption", async () => {
  const calm = await quoteSale(chain.provider, 1_000n * ETHER);
  await sellIntoPool(500_000n * ETHER);
  const strained = await quoteSale(chain.provider, 1_000n * ETHER);
  expect(strained.agree).toBe(true);
  expect(strained.block).toBeGreaterThan(calm.block);
  expect(strained.belowRedemption).toBeGreaterThan(10 * calm.belowRedemption);
  expect(strained.priceImpact).toBeGreaterThan(calm.priceImpact);
});

test("a larger sale fetches a lower price; one that moves nothing has no impact", async () => {
  const small = await quoteSale(chain.provider, ETHER / 1_000n);
  const large = await quoteSale(chain.provider, 50_000n * ETHER);
  expect(small.priceImpact).toBe(0);
  expect(large.smallPrice).toBe(small.price);
  expect(large.price).toBe(large.ether / 50_000n);
  expect(large.priceImpact).toBeCloseTo(1 - Number(large.price) / Number(small.price), 9);
  expect(large.belowRedemption).toBeCloseTo(1 - Number(large.price) / 1e18, 9);
});

test("Curve's library sees the balances that the chain holds, at the block that it is asked about", async () => {
  const block = "0x1";
  const { pool, lido } = await readPool(chain.provider, block);
  await sellIntoPool(1_000n * ETHER);
  const api = await curveApiPool(chain.provider, block);
  expect(await api.balances()).toEqual({ ether: etherBalance(pool), steth: stethBalance(pool, lido) });
});

test("a pool that pays a wei less than its formula is noticed", async () => {
  await shortPayingPool(chain.provider);
  const { ether, byPool, byCurveApi, agree } = await quoteSale(chain.provider, 1_000n * ETHER);
  expect([byPool, byCurveApi]).toEqual([ether - 1n, ether - 1n]);
  expect(agree).toBe(false);
});

test("nobody is spoken to but the node, and nothing is printed", async () => {
  const connect = vi.spyOn(net.Socket.prototype, "connect");
  const write = vi.spyOn(process.stdout, "write");
  const log = vi.spyOn(console, "log");
  const asked = new RpcNode(chain.url ?? "");
  await quoteSale(asked, ETHER);
  const ports = connect.mock.calls.flat(2).flatMap((part) => (part as { port?: unknown } | null)?.port ?? []);
  expect(new Set(ports.map(Number))).toEqual(new Set([Number(new URL(asked.url).port)]));
  expect(write).not.toHaveBeenCalled();
  expect(log).not.toHaveBeenCalled();
});

test("nothing is asked of the node but to read", async () => {
  const asked = new Set<string>();
  await quoteSale(
    {
      request(call) {
        asked.add(call.method);
        return chain.provider.request(call);
      },
    },
    ETHER,
  );
  expect([...asked].filter((method) => /send|sign|account|raw/i.test(method))).toEqual([]);
  expect(asked).toContain("eth_call");
});

test("more stETH than there is has no quote", async () => {
  const { totalPooledEther } = (await readPool(chain.provider)).lido;
  await expect(quoteSale(chain.provider, totalPooledEther + 1n)).rejects.toMatchObject({
    code: "KEEL_BAD_AMOUNT",
    message: expect.stringContaining("is more stETH than there is"),
  });
});

test("a wei has no quote where a pool drained of ether would keep it", async () => {
  await provider.send("hardhat_setBalance", [curvePool.address, toQuantity(1_000n * ETHER)]);
  await expect(quoteSale(chain.provider, 1n)).rejects.toMatchObject({
    code: "KEEL_BAD_AMOUNT",
    message: '"0.000000000000000001" is too little for the pool to pay for',
  });
});

test("where Curve's library would ask an empty address, the address is named instead", async () => {
  await provider.send("hardhat_setCode", [curveFactory.address, "0x"]);
  await expect(quoteSale(chain.provider, ETHER)).rejects.toMatchObject({
    code: "KEEL_NO_CODE",
    message: expect.stringContaining(`${curveFactory.address}, where Curve's factory should be`),
  });
});
