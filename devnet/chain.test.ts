import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Contract, JsonRpcProvider, WebSocketProvider } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeelError } from "../errors/keel-error.ts";
import { accounts } from "./accounts.ts";
import { addressBook } from "./addresses.ts";
import { type Chain, startChain } from "./chain.ts";
import { checkPlaces, requireCode } from "./code-check.ts";
import { DevnetProvider } from "./provider.ts";

const ETHER = 10n ** 18n;

let chain: Chain;
let url: string;

beforeAll(async () => {
  chain = await startChain({ port: 0 });
  url = chain.url ?? "";
}, 60_000);
afterAll(() => chain.close());

/** A transfer of 1 wei to the keeper, mined. */
async function pay(provider: DevnetProvider): Promise<string> {
  const transaction = await provider
    .signerOf(accounts.alice)
    .sendTransaction({ to: accounts.keeper, value: 1n });
  await transaction.wait();
  return transaction.hash;
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof KeelError)) throw error ?? new Error("the attempt succeeded");
  return error.code;
}

test("HTTP, WebSocket and the in-process provider see one chain", async () => {
  const hash = await pay(new DevnetProvider(chain.provider));
  const http = new JsonRpcProvider(url, 1, { staticNetwork: true });
  const socket = new WebSocketProvider(chain.wsUrl ?? "", 1, { staticNetwork: true });
  const block = await chain.provider.request({ method: "eth_getBlockByNumber", params: ["latest", false] });
  expect(block.transactions).toEqual([hash]);
  expect((await http.getTransactionReceipt(hash))?.blockHash).toBe(block.hash);
  expect((await socket.getTransactionReceipt(hash))?.blockHash).toBe(block.hash);
  http.destroy();
  await socket.destroy();
});

test("the chain listens on this machine alone", () => {
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test("the code at every address of the book is the genesis world's", () => {
  expect(chain.places.filter(({ code }) => code !== "present")).toEqual([]);
});

test("a port that is taken is an error with a code", async () => {
  const port = Number(new URL(url).port);
  expect(await codeOf(startChain({ port }))).toBe("KEEL_PORT_IN_USE");
});

test("a port that there cannot be is an error with a code", async () => {
  expect(await codeOf(startChain({ port: 70_000 }))).toBe("KEEL_BAD_PORT");
});

test("a restarted chain has the same genesis and does not answer for the deployments of the one before", async () => {
  const again = await startChain();
  expect(again.genesisHash).toBe(chain.genesisHash);
  expect(again.identity).not.toBe(chain.identity);
  await again.close();
});

test("a contract that is not there is missed before it is called", async () => {
  const vault = "0x0000000000000000000000000000000000010001";
  expect(await codeOf(requireCode(chain.provider, { vault }))).toBe("KEEL_NO_CODE");
  await requireCode(chain.provider, { weth: addressBook.weth.address });
});

test("code that is not the genesis world's is noticed", async () => {
  const other = await startChain();
  const { address } = addressBook.multicall3;
  await other.provider.request({ method: "hardhat_setCode", params: [address, "0x00"] });
  const { ensureGenesis } = await import("./genesis/genesis-file.ts");
  const places = await checkPlaces(other.provider, (await ensureGenesis()).world);
  expect(places.filter(({ code }) => code !== "present").map(({ name }) => name)).toEqual(["multicall3"]);
  await other.close();
});

describe("a fork of an offline mainnet", () => {
  test("has the same contracts, goes on from its block and leaves it alone", async () => {
    const before = await chain.provider.request({
      method: "eth_getBlockByNumber",
      params: ["latest", false],
    });
    const fork = await startChain({ fork: { url } });
    expect(fork.places.filter(({ code }) => code !== "present")).toEqual([]);
    expect(fork.identity).not.toBe(chain.identity);

    const provider = new DevnetProvider(fork.provider);
    const weth = new Contract(
      addressBook.weth.address,
      ["function balanceOf(address) view returns (uint256)"],
      provider,
    );
    expect(await weth.getFunction("balanceOf")(addressBook.balancerVault.address)).toBe(60_000n * ETHER);
    expect(await provider.getBalance(accounts.trader)).toBe(
      await new DevnetProvider(chain.provider).getBalance(accounts.trader),
    );
    await pay(provider);
    expect(await provider.getBlockNumber()).toBe(Number(before.number) + 1);
    expect(await chain.provider.request({ method: "eth_blockNumber" })).toBe(before.number);
    await fork.close();
  }, 20_000);

  test("can start from an earlier block", async () => {
    await pay(new DevnetProvider(chain.provider));
    const fork = await startChain({ fork: { url, block: 1 } });
    expect(await fork.provider.request({ method: "eth_blockNumber" })).toBe("0x1");
    await fork.close();
  }, 20_000);

  test("from a block that does not exist yet is an error with a code", async () => {
    expect(await codeOf(startChain({ fork: { url, block: 1_000_000 } }))).toBe("KEEL_NO_SUCH_BLOCK");
  });
});

describe("a fork of what is no mainnet node", () => {
  /** A server that answers each method with what is given for it, and anything else with `rest`. */
  async function serve(
    answers: Readonly<Record<string, string>>,
    rest = "",
  ): Promise<{ url: string; close(): void }> {
    const server = createServer(async (request, response) => {
      const { method } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      response.end(answers[method] ?? rest);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
  }

  const result = (value: unknown) => JSON.stringify({ jsonrpc: "2.0", id: 1, result: value });

  test.each([
    ["a URL that is none", "not a url", "KEEL_BAD_URL"],
    ["a URL of another protocol", "ftp://127.0.0.1", "KEEL_BAD_URL"],
    ["a host where nothing listens", "http://127.0.0.1:1", "KEEL_RPC_UNREACHABLE"],
  ])("%s", async (_name, forkUrl, code) => {
    expect(await codeOf(startChain({ fork: { url: forkUrl } }))).toBe(code);
  });

  const limit = '{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"limit exceeded"}}';
  const pruned = {
    eth_chainId: result("0x1"),
    eth_blockNumber: result("0x5"),
    eth_getBlockByNumber: result({ hash: `0x${"11".repeat(32)}` }),
  };
  test.each([
    ["a web page", {}, "<html></html>", "KEEL_RPC_UNREACHABLE"],
    ["another chain", { eth_chainId: result("0xa") }, "", "KEEL_WRONG_CHAIN"],
    ["a node that refuses", {}, limit, "KEEL_RPC_REFUSED"],
    ["a node without the blocks", pruned, limit, "KEEL_FORK_FAILED"],
  ])("%s", async (_name, answers, rest, code) => {
    const server = await serve(answers, rest);
    expect(await codeOf(startChain({ fork: { url: server.url } }))).toBe(code);
    server.close();
  });
});
