import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Wallet } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_PARAMETERS } from "../deploy/parameters.ts";
import { accounts } from "../devnet/accounts.ts";
import { addressBook } from "../devnet/addresses.ts";
import { RpcNode } from "../devnet/rpc-node.ts";
import { disguisedNode, NO_DEVELOPMENT_NODE } from "../test/worlds/disguised-node.ts";
import { freePort, Keel } from "../test/worlds/keel-process.ts";
import { shortPayingPool } from "../test/worlds/short-paying-pool.ts";

const stateDirectory = mkdtempSync(join(tmpdir(), "keel-cli-"));
const config = join(stateDirectory, "keel.config.ts");
let port: number;
let keel: Keel;
let node: RpcNode;

beforeAll(async () => {
  port = await freePort();
  writeFileSync(
    config,
    `export default { parameters: "${DEFAULT_PARAMETERS}", keeper: { pollSeconds: 0.05 } };`,
  );
  keel = keelOn(port);
  node = new RpcNode(`http://127.0.0.1:${port}`);
});

afterAll(async () => {
  await keel.run("down");
  rmSync(stateDirectory, { recursive: true });
});

function keelOn(port: number): Keel {
  return new Keel({ KEEL_STATE_DIRECTORY: stateDirectory, KEEL_CONFIG: config, KEEL_PORT: String(port) });
}

/** The line that a command must refuse with, and nothing else on either stream. */
async function lineOf(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await keel.run(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  return stderr.trimEnd();
}

const status = async () => JSON.parse(await keel.succeed("status", "--json"));

describe("before a chain is up", () => {
  test("a command says so, and how to start one", async () => {
    expect(await lineOf("status")).toBe(
      `KEEL_CHAIN_NOT_UP: no chain is up at http://127.0.0.1:${port}. ` +
        "Start it with `keel up`, or name another node with --rpc-url.",
    );
    expect(await lineOf("down")).toBe(
      `KEEL_CHAIN_NOT_UP: no chain of \`keel up\` is on port ${port}. Name its port with --port, if it has another.`,
    );
  });

  test("what is wrong with the command line itself is one line", async () => {
    expect(await lineOf("deposit", "1", "--form", "bob")).toBe(
      "KEEL_UNKNOWN_FLAG: unknown option '--form'. Write --from, if that was meant.",
    );
    expect(await lineOf("depositt", "1")).toBe(
      "KEEL_UNKNOWN_COMMAND: unknown command 'depositt'. Write deposit, if that was meant.",
    );
    expect(await lineOf("deposit")).toBe(
      "KEEL_BAD_ARGUMENT: missing required argument 'amount'. Look at `keel --help`, or `keel <command> --help`.",
    );
    expect(await lineOf("up", "--port", "http")).toBe(
      'KEEL_BAD_ARGUMENT: "http" is not a whole number. Give a number such as 8545.',
    );
    expect(await lineOf("up", "--block", "7")).toBe(
      "KEEL_BAD_ARGUMENT: --block says where to fork, and --fork is missing. Add --fork <url>.",
    );
  });

  test.each([
    ["0", '"0" is zero'],
    ["-1", '"-1" is negative'],
    ["lots", '"lots" is not a number'],
  ])("an amount of %s is refused before anybody is asked", async (amount, what) => {
    const line = `KEEL_BAD_AMOUNT: ${what}. Give an amount of stETH such as 10 or 0.5.`;
    expect(await lineOf("deposit", amount)).toBe(line);
    expect(await lineOf("withdraw", amount)).toBe(line);
    expect(await lineOf("quote", amount)).toBe(line);
  });

  test("a wrong RPC URL is one line, whether it is none or nobody answers", async () => {
    const dead = `http://127.0.0.1:${await freePort()}`;
    expect(await lineOf("status", "--rpc-url", "localhost")).toMatch(
      /^KEEL_BAD_URL: "localhost" is not an http/,
    );
    expect(await lineOf("status", "--rpc-url", dead)).toBe(
      `KEEL_RPC_UNREACHABLE: no JSON-RPC node answers at ${dead}. Check the URL and that the node runs.`,
    );
    expect(await lineOf("up", "--fork", dead)).toMatch(/^KEEL_RPC_UNREACHABLE: /);
  });
});

describe("offline", () => {
  test("a tape is run with the keeper, without it, and beside stETH that was held", async () => {
    const { managed, unmanaged, held } = JSON.parse(await keel.succeed("backtest", "run", "--json"));
    expect(managed.actions).toBeGreaterThan(unmanaged.actions);
    expect(unmanaged.maxLtv).toBeGreaterThan(managed.maxLtv);
    expect(BigInt(held.finalExitAssets)).toBeGreaterThan(100n * 10n ** 18n);
  });

  test("a vault too large for its sale limit is first liquidated at a shallower depeg", async () => {
    const run = ["backtest", "run", "--setting", "aggressive", "--break", "--json"];
    const { managed, unmanaged, held } = JSON.parse(await keel.succeed(...run, "--deposit", "30000"));
    expect([managed.breakSeverity, unmanaged.breakSeverity, held.breakSeverity]).toEqual([9.66, 2.72, null]);
  }, 60_000);

  test("what a study rests on by default is in its help", async () => {
    expect(await keel.succeed("backtest", "run", "--help")).toMatch(/--deposit[^-]+\(default: 100\)/);
  });

  test("a study that contradicts itself, or a deposit that the vault would not take, is refused", async () => {
    expect(await lineOf("backtest", "run", "--break", "--severity", "2")).toBe(
      "KEEL_BAD_ARGUMENT: --break tries severities of its own, and --severity names one. Leave one of the two away.",
    );
    expect(await lineOf("backtest", "run", "--deposit", "200000")).toBe(
      "KEEL_REFUSED: the vault would refuse a deposit of 200,000.000000 stETH: ERC4626ExceededMaxDeposit. Deposit less.",
    );
  });

  test("a tape, a setting or a severity that does not exist is refused with what there is", async () => {
    expect(await lineOf("backtest", "run", "--tape", "1929")).toBe(
      'KEEL_UNKNOWN_TAPE: there is no tape "1929". Use 2022-depeg or 2025-2026, or name a .csv or .parquet file.',
    );
    expect(await lineOf("backtest", "run", "--setting", "brave")).toBe(
      'KEEL_UNKNOWN_PRESET: there is no preset "brave". Use one of strategist2022, careful, aggressive, eMode.',
    );
    expect(await lineOf("backtest", "run", "--severity", "-1")).toBe(
      'KEEL_BAD_ARGUMENT: "-1" is no multiple. Give a number above 0, such as 1.5.',
    );
  });
});

describe("on the offline mainnet", () => {
  beforeAll(async () => {
    const said = await keel.succeed("up", "--detach");
    expect(said).toContain(
      "a signature made here with a key that holds anything on Ethereum is valid there too",
    );
    expect(said).toContain(`chain is up at http://127.0.0.1:${port}`);
  });

  test("a port that is taken is refused, in the background too", async () => {
    expect(await lineOf("up")).toBe(
      `KEEL_PORT_IN_USE: something listens on port ${port} of 127.0.0.1 already. ` +
        "Stop it (a chain that still runs?) or choose another port.",
    );
    expect(await lineOf("up", "--detach")).toMatch(/^KEEL_PORT_IN_USE: /);
  });

  test("a sale is quoted by Curve's library, the pool and the kernel, to the same wei", async () => {
    const said = await keel.succeed("quote", "1000");
    expect(said.match(/fetches, by .* 999\.150932 /g)).toHaveLength(3);
    expect(said).toContain("selling gives up 0.849067 of them");
    const { ether, byPool, byCurveApi, agree } = JSON.parse(await keel.succeed("quote", "1000", "--json"));
    expect({ byPool, byCurveApi, agree }).toEqual({ byPool: ether, byCurveApi: ether, agree: true });
  });

  test("quotes that disagree are shown, and the command fails", async () => {
    const mend = await shortPayingPool(node);
    const { code, stdout, stderr } = await keel.run("quote", "1000", "--json");
    await mend();
    expect(code).toBe(1);
    expect(JSON.parse(stdout).agree).toBe(false);
    expect(stderr).toMatch(
      /^KEEL_QUOTES_DISAGREE: at block 1 the sale fetches 999150932702562213190 wei by Keel's kernel, \d+189 by the pool, /,
    );
  });

  test("before a deployment there is nothing to deposit into", async () => {
    expect(await lineOf("deposit", "1")).toBe(
      "KEEL_NO_DEPLOYMENT: no vault is deployed on this chain; a chain that was restarted has none of its earlier ones. " +
        "Run `keel deploy`.",
    );
  });

  test("a parameter file that names an unknown strategy, or lacks a key, deploys nothing", async () => {
    const file = join(stateDirectory, "vault.json");
    writeFileSync(file, '{ "strategy": "yolo" }');
    expect(await lineOf("deploy", "--parameters", file)).toBe(
      `KEEL_UNKNOWN_STRATEGY: ${file} names the strategy "yolo", which does not exist. Use one of leveraged-loop.`,
    );
    writeFileSync(file, '{ "strategy": "leveraged-loop" }');
    expect(await lineOf("deploy", "--parameters", file)).toBe(
      `KEEL_BAD_PARAMETERS: ${file} lacks the key name. Add name.`,
    );
  });

  test("a vault is deployed, entered, levered by the keeper, and left again", async () => {
    expect(await keel.succeed("deploy")).toContain(`Keel stETH is deployed; owner ${accounts.owner}`);
    expect(await keel.succeed("deposit", "10")).toMatch(
      /^deposited 10\.000000 stETH .*\nreceived {2}9\.3\d+ shares in 0x/,
    );

    expect(await keel.succeed("keeper", "--once", "--dry-run")).toMatch(
      /would put 9\.3\d+ idle units to work\n.*exit-queue, nobody waits: nothing to do/,
    );
    expect(await keel.succeed("keeper", "--once")).toMatch(
      /put 9\.3\d+ idle units to work, sent as .*\nmined in block/,
    );
    expect(await keel.succeed("keeper", "--once")).toMatch(
      /lever to 66\.00% because LTV is below its band.*\nmined/,
    );
    expect(await keel.succeed("keeper", "--once")).toMatch(/nothing to do, because LTV is inside its band\n/);

    const levered = await status();
    const [loop] = levered.strategies;
    expect(loop).toMatchObject({ kind: "leveraged loop", rules: { check: { action: 0, reason: 0 } } });
    expect(loop.rules.state.ltv).toBeGreaterThan(659_000_000);
    expect(BigInt(loop.exitUnits)).toBeLessThan(BigInt(loop.entryUnits));
    expect(levered.vault.holders).toMatchObject([{ role: "alice" }]);
    expect(BigInt(levered.vault.exitAssets)).toBeLessThan(BigInt(levered.vault.entryAssets));

    const words = await keel.succeed("status");
    expect(words).toContain("rules: hold because LTV is inside its band; depeg level calm");
    expect(words).toMatch(/delevers above .*69\.00% .*\+3\.0\d%/);
    expect(words).toMatch(/lender \(oracle\) .*0\.9\d{4} .*(s|min|h) /);
    expect(words).toMatch(/leaving costs 0\.0\d+ now; takes deposits; pays out all of it at once/);
    expect(words).toContain(`${accounts.alice} (alice)`);

    expect(await keel.succeed("withdraw", "1")).toMatch(/unwound .*\nreceived {2}(0\.99|1\.00)\d+ stETH/);
    expect(await keel.succeed("withdraw", "all")).toMatch(/unwound .*\nreceived {2}8\.9\d+ stETH/);
    expect((await status()).vault).toMatchObject({ supply: "0", holders: [] });
  }, 60_000);

  test("who asks to leave is settled once the price was seen for an hour, and claims", async () => {
    await keel.succeed("deposit", "10", "--from", "carol");
    expect(await keel.succeed("claim", "--from", "carol")).toContain("nothing is set aside");
    expect(await keel.succeed("request", "4", "--from", "carol")).toContain("requested 4.000000 shares");
    expect(await lineOf("settle")).toMatch(/^KEEL_PRICE_NOT_SEEN: /);
    await node.request({ method: "evm_increaseTime", params: [3600] });
    const settled = await keel.succeed("settle");
    expect(settled).toContain("settled   4.000000 shares");
    expect(settled).toContain("waiting   0.000000 shares");
    expect(await keel.succeed("claim", "--from", "carol")).toMatch(
      /claimed {3}\d+\.\d+ stETH for 4\.000000 shares/,
    );
    expect(await keel.succeed("settle")).toContain("nobody waits");
    await keel.succeed("withdraw", "all", "--from", "carol");
  });

  test("more than the balance is refused, coming and going", async () => {
    expect(await lineOf("deposit", "5000")).toMatch(
      /^KEEL_INSUFFICIENT_BALANCE: 0x3C44\S+ has 999\.9\d+ stETH, and 5,000\.000000 stETH were to be deposited\. /,
    );
    expect(await lineOf("withdraw", "1", "--from", "bob")).toMatch(
      /^KEEL_INSUFFICIENT_BALANCE: 0x90F7\S+ holds shares worth 0\.000000 stETH, and 1\.000000 stETH were to be/,
    );
    expect(await lineOf("deposit", "1", "--from", "mallory")).toMatch(
      /^KEEL_UNKNOWN_ACCOUNT: "mallory" is no development account\. Use one of owner, keeper, alice/,
    );
  });

  test("an account without stETH stakes with Lido first, and is told so", async () => {
    expect(await keel.succeed("deposit", "3", "--from", "owner")).toMatch(
      /^staked {4}3\.000000 ETH with Lido first: .*\ndeposited 3\.000000 stETH/,
    );
  });

  test("a least amount that leaving cannot fetch is refused, and nothing is sent", async () => {
    expect(await lineOf("withdraw", "all", "--from", "owner", "--min-assets", "4")).toMatch(
      /^KEEL_REFUSED: redeem.* would revert: BelowMinAssets\(/,
    );
    expect((await status()).vault.holders).toMatchObject([{ role: "owner" }]);
  });

  test("a keeper killed between sending and mining goes on where it stopped, and acts once", async () => {
    const nonce = () =>
      node.request({ method: "eth_getTransactionCount", params: [accounts.keeper, "pending"] });
    const before = Number(await nonce());
    await node.request({ method: "evm_setAutomine", params: [false] });
    const child = keel.start("keeper", "--once");
    while (Number(await nonce()) === before) await sleep(20);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    await node.request({ method: "evm_mine" });
    await node.request({ method: "evm_setAutomine", params: [true] });

    expect(await keel.succeed("keeper", "--once")).toMatch(/nothing to do/);
    expect(Number(await nonce())).toBe(before + 1);
    expect((await status()).vault.idleAssets).toBe("0");
  });

  test("a keeper that watches acts on what it finds, and ends when it is told to", async () => {
    await keel.succeed("deposit", "200", "--from", "carol");
    const child = keel.start("keeper");
    const log: string[] = [];
    child.stdout?.on("data", (chunk) => log.push(String(chunk)));
    while (!log.join("").includes("transaction mined")) await sleep(20);
    child.kill("SIGTERM");
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
    expect(log.join("")).toContain('"kind":"allocate"');
  });

  test("what the keeper did is explained from its journal, and made again", async () => {
    const { transactions } = await node.request({
      method: "eth_getBlockByNumber",
      params: ["latest", false],
    });
    const said = await keel.succeed("explain", transactions[0]);
    expect(said).toContain('the keeper\'s move: allocate; it came to "sent"');
    expect(said).toMatch(/recomputed from the journal: the same\n$/);
    expect(await lineOf("explain", "999999999")).toMatch(/^KEEL_NOT_IN_JOURNAL: /);
  });

  test("what leaving would cost is rehearsed on a fork, and this chain is left as it is", async () => {
    const before = await node.request({ method: "eth_blockNumber" });
    const said = await keel.succeed("keeper", "--rehearse");
    expect(said).toMatch(/unwound at block \d+\n/);
    expect(await node.request({ method: "eth_blockNumber" })).toBe(before);
    const [{ strategies }] = JSON.parse(
      readFileSync(join(stateDirectory, "keeper", "rehearsal.json"), "utf8"),
    );
    expect(strategies).toMatchObject([{ blocks: 1, seconds: 12 }]);
  });

  test("a strategy is put beside the vault: announced first, and used once the notice has passed", async () => {
    const file = join(stateDirectory, "beside.json");
    writeFileSync(file, '{ "strategy": "curve-lp", "cap": 1000 }');
    const put = () => keel.succeed("deploy", "--beside", file);
    expect(await put()).toMatch(/addStrategy is announced; run this again from 20\d\d-\S+Z on\n$/);
    await node.request({ method: "evm_increaseTime", params: [8 * 86_400] });
    const transmit = { from: accounts.transmitter, to: addressBook.stethEthFeed.address, data: "0x1200f248" };
    await node.request({ method: "eth_sendTransaction", params: [transmit] });
    expect(await put()).toContain("the vault uses it: the keeper puts idle funds there");
    const kinds = (await status()).strategies.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(["leveraged loop", "liquidity in a Curve pool"]);
  }, 60_000);

  test("--live is refused on a development node, where a signature would count on Ethereum all the same", async () => {
    expect(await lineOf("keeper", "--once", "--live")).toMatch(/^KEEL_LIVE_ON_DEVELOPMENT: /);
  });

  test("a fork of this chain answers the same commands, and not for this chain's vault", async () => {
    const fork = keelOn(await freePort());
    await fork.succeed("up", "--detach", "--fork", `http://127.0.0.1:${port}`);
    try {
      expect((await fork.run("status")).stderr).toMatch(/^KEEL_NO_DEPLOYMENT: /);
      expect(JSON.parse(await fork.succeed("quote", "1000", "--json")).agree).toBe(true);
      await fork.succeed("deploy");
      expect(await fork.succeed("deposit", "2", "--from", "bob")).toMatch(/^deposited 2\.000000 stETH/);
      expect(await fork.succeed("keeper", "--once")).toMatch(/mined in block/);
      expect(await fork.succeed("withdraw", "all", "--from", "bob")).toMatch(/received {2}(1\.99|2\.00)/);
    } finally {
      await fork.succeed("down");
    }
  }, 60_000);

  describe("behind a node that does not say that it is a development node", () => {
    test("nothing is signed with a development key, with or without --live", async () => {
      const real = await disguisedNode(node, NO_DEVELOPMENT_NODE);
      try {
        for (const command of [["deploy"], ["deploy", "--live"]]) {
          expect(await lineOf(...command, "--rpc-url", real.url)).toBe(
            `KEEL_DEVELOPMENT_KEY: the node at ${real.url} does not say that it is a development node, and everybody ` +
              "knows the development keys. Name another key in keel.config.ts, or use the chain of `keel up`.",
          );
        }
      } finally {
        await real.close();
      }
    });

    test("another key signs with --live alone", async () => {
      const real = await disguisedNode(node, NO_DEVELOPMENT_NODE);
      const ownKey = join(stateDirectory, "own-key.config.ts");
      const key = '{ from: "environment", variable: "OWN_KEY" }';
      const settings = `{ parameters: "${DEFAULT_PARAMETERS}", key: ${key}, keeper: { key: ${key} } }`;
      writeFileSync(ownKey, `export default ${settings};`);
      const wallet = Wallet.createRandom();
      const params = [wallet.address, "0xde0b6b3a7640000"];
      await node.request({ method: "hardhat_setBalance", params });
      const own = new Keel({
        KEEL_STATE_DIRECTORY: stateDirectory,
        KEEL_RPC_URL: real.url,
        KEEL_CONFIG: ownKey,
        OWN_KEY: wallet.privateKey,
      });
      try {
        expect((await own.run("deploy")).stderr).toMatch(
          /^KEEL_NOT_LIVE: .*Add --live if that is what you want\.\n$/,
        );
        expect(await own.succeed("deploy", "--live")).toContain(`owner ${wallet.address}`);
        const nonce = () =>
          node.request({ method: "eth_getTransactionCount", params: [wallet.address, "pending"] });
        const before = await nonce();
        expect(await own.succeed("keeper", "--once")).toMatch(/would|nothing to do/);
        expect(await nonce()).toBe(before);
      } finally {
        await real.close();
      }
    }, 60_000);

    test("a node of another chain is refused", async () => {
      const other = await disguisedNode(node, { eth_chainId: { result: "0x64" } });
      try {
        expect(await lineOf("status", "--rpc-url", other.url)).toMatch(
          /^KEEL_WRONG_CHAIN: the node at \S+ is on chain 100, and Keel's contracts are on chain 1\. /,
        );
        expect(await lineOf("up", "--fork", other.url, "--port", "0")).toMatch(/^KEEL_WRONG_CHAIN: /);
      } finally {
        await other.close();
      }
    });
  });

  test("a chain that was restarted does not answer for the deployments of the one before", async () => {
    expect(await status()).toHaveProperty("vault.address");
    const keeper = keel.start("keeper");
    const said: string[] = [];
    for (const stream of [keeper.stdout, keeper.stderr])
      stream?.on("data", (chunk) => said.push(String(chunk)));
    const ended = new Promise((resolve) => keeper.once("close", resolve));
    while (!said.join("").includes("watching")) await sleep(20);
    await keel.succeed("down");
    await keel.succeed("up", "--detach");
    expect(await lineOf("status")).toMatch(/^KEEL_NO_DEPLOYMENT: /);
    expect(await lineOf("withdraw", "all")).toMatch(/^KEEL_NO_DEPLOYMENT: /);
    expect(await ended).toBe(1);
    expect(said.join("")).toMatch(/^KEEL_CHAIN_CHANGED: .* Start the keeper again\.$/m);
  });
});
