import { join } from "node:path";
import { Contract, id, toQuantity } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { accounts, walletOf } from "../devnet/accounts.ts";
import { addressBook } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { Action, Reason } from "../strategies/decision.ts";
import { loadLoopRules } from "../strategies/leveraged-loop/rules.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import type { Clock } from "./clock.ts";
import { choose } from "./decide.ts";
import { discoverVault } from "./discover.ts";
import { Fleet } from "./fleet.ts";
import { Health } from "./health.ts";
import type { Look } from "./journal/entries.ts";
import { Journal } from "./journal/journal.ts";
import { createKeeper, type Keeper } from "./keeper.ts";
import { createLog } from "./log.ts";
import { freeNonce } from "./nonce.ts";
import { DEFAULT_KEEPER_PARAMS } from "./params.ts";
import { ProviderPool } from "./providers/provider-pool.ts";
import { readSnapshot, type StrategySnapshot } from "./snapshot.ts";
import { createVaultKeeper, type VaultKeeper, type VaultKeeperOptions } from "./vault-keeper.ts";
import { kindOf, nameOf } from "./watched.ts";

type LoopSnapshot = StrategySnapshot<"leveraged-loop">;

const STETH = 10n ** 18n;
/** As `Role` in `contracts/vault/Roles.sol` numbers it. */
const KEEPER_ROLE = 2;

let world: VaultOnChain;
/** The journal of the position's first hours, for replay. */
let firstHours: Journal;

/** Time that stands still until a test moves it. */
class TestClock implements Clock {
  time = 1_651_400_000;
  now = () => this.time;
  sleep = async (seconds: number) => {
    this.time += seconds;
  };
  timeout = () => AbortSignal.any([]);
}

const keeperWith = async (options: Partial<VaultKeeperOptions> = {}): Promise<Keeper> =>
  createKeeper({
    rpc: world.chain.provider,
    contracts: world.deployment.contracts,
    signer: walletOf("keeper"),
    journal: await Journal.inFile(":memory:"),
    params: DEFAULT_KEEPER_PARAMS,
    clock: new TestClock(),
    log: createLog("silent"),
    ...options,
  });

const setAutomine = (on: boolean) => world.provider.send("evm_setAutomine", [on]);
const mine = () => world.provider.send("evm_mine", []);
const nonce = (tag = "latest") => world.provider.getTransactionCount(accounts.keeper, tag);
const ltv = async () => Number((await world.strategy.getFunction("risk")()).ltv);

/** A depeg that carries the loop above its band: the market falls, and is seen to have fallen. */
async function depeg(): Promise<void> {
  await world.sellIntoPool(500_000n * STETH);
  for (let round = 0; round < 4; round++) await world.observe(3600);
}

beforeAll(async () => {
  world = await VaultOnChain.open();
  firstHours = await Journal.inFile(":memory:");
  await world.deposit("alice", 100n * STETH);
});

afterAll(async () => {
  await firstHours.close();
  await world.close();
});

test("a deposit is first put to work, then levered to the target; then there is nothing to do", async () => {
  const keeper = await keeperWith({ journal: firstHours });

  expect(await keeper.tick()).toMatchObject({ outcome: "sent", action: { kind: "allocate" } });
  expect(await keeper.confirm()).toMatchObject({ kind: "allocate", ending: "mined" });
  expect(await world.vault.getFunction("idleUnits")()).toBe(0n);

  expect(await keeper.tick()).toMatchObject({
    outcome: "sent",
    choice: { decision: { action: Action.lever, reason: Reason.belowMin } },
  });
  expect(await keeper.confirm()).toMatchObject({ kind: "execute", ending: "mined" });
  expect(await ltv()).toBeGreaterThan(659_000_000);
  expect(await ltv()).toBeLessThanOrEqual(660_000_000);

  expect(await keeper.tick()).toMatchObject({ outcome: "nothing" });
  expect(await keeper.confirm()).toBeUndefined();
});

test("KPR-02 every decision can be made again from the journal alone", async () => {
  const looks = await Array.fromAsync(firstHours.looks(world.deployment.contracts.strategy));
  expect(looks.map(({ outcome }) => outcome)).toEqual(["sent", "sent", "nothing"]);
  for (const look of looks) await replay(look);
});

test("KPR-02 a decision under the strategist's rules too, and a restarted keeper's windows see what the first one saw", () =>
  world.isolated(async () => {
    const day = { name: "lower than for an hour", when: "peg < min(peg, '1h')", ask: "mark" } as const;
    const rules = await loadLoopRules([day]);
    const path = join(world.stateDirectory, "ruled.sqlite");
    const clock = new TestClock();
    const lookOnce = async () => {
      clock.time = Number((await world.provider.getBlock("latest"))?.timestamp);
      const journal = await Journal.inFile(path);
      const keeper = await keeperWith({ journal, rules, clock, dryRun: true });
      const { choice } = await keeper.tick();
      const looks = await Array.fromAsync(journal.looks(world.deployment.contracts.strategy));
      for (const look of looks) await replay(look);
      await journal.close();
      return { inForce: "inForce" in choice && choice.inForce, windows: looks.at(-1)?.windows };
    };
    expect(await lookOnce()).toEqual({ inForce: [], windows: [undefined] });
    const peg = Number((await world.strategy.getFunction("risk")()).peg);
    await depeg();
    expect(await lookOnce()).toEqual({ inForce: [day.name], windows: [peg] });
  }));

async function replay({ snapshot, settings, rules, windows, choice }: Look): Promise<void> {
  expect(choose(snapshot, settings, { rules: await loadLoopRules(rules), windows })).toEqual(choice);
}

test("a depeg past the band is answered by a delever, at no less than the floor that it names", () =>
  world.isolated(async () => {
    await depeg();
    const before = await ltv();
    const keeper = await keeperWith();
    expect(await keeper.tick()).toMatchObject({
      outcome: "sent",
      choice: { decision: { action: Action.delever } },
    });
    expect(await keeper.confirm()).toMatchObject({ kind: "execute", ending: "mined" });
    expect(before).toBeGreaterThan(690_000_000);
    expect(await ltv()).toBeLessThan(before);
  }));

test("KPR-04 a level that comes and goes is remembered once a while, not each time", () =>
  world.isolated(async () => {
    const clock = new TestClock();
    const keeper = await keeperWith({ clock });
    const look = async () => {
      clock.time = Number((await world.provider.getBlock("latest"))?.timestamp);
      const { outcome, choice } = await keeper.tick();
      await keeper.confirm();
      return `${choice.asked.action} ${outcome}`;
    };
    // What the market is at counts from one look to the next.
    await world.sellIntoPool(430_000n * STETH);
    await world.observe(12);
    await world.observe(1_800);
    expect(await look()).toBe("mark sent");
    await buyBack(400_000n * STETH);
    await world.observe(12);
    await world.observe(1_800);
    expect(await look()).toBe("mark cooling-down");
    await world.observe(1_800);
    expect(await look()).toBe("mark sent");
    expect(await look()).toBe("hold nothing");
  }));

/** The trader buys in Curve's pool. */
async function buyBack(ether: bigint): Promise<void> {
  const pool = new Contract(
    addressBook.curvePool.address,
    ["function exchange(int128 i, int128 j, uint256 dx, uint256 minDy) payable"],
    world.provider.signerOf(accounts.trader),
  );
  await pool.getFunction("exchange").send(0, 1, ether, 0, { value: ether });
}

test("a price that nobody looked at for long is poked", () =>
  world.isolated(async () => {
    await world.provider.send("evm_increaseTime", [DEFAULT_KEEPER_PARAMS.allocation.pokeEvery]);
    await mine();
    const keeper = await keeperWith();
    expect(await keeper.tick()).toMatchObject({ outcome: "sent", action: { kind: "poke" } });
    expect(await keeper.confirm()).toMatchObject({ ending: "mined" });
    expect(await keeper.tick()).toMatchObject({ outcome: "nothing" });
  }));

test("a dry run says what it would do, and signs nothing", () =>
  world.isolated(async () => {
    await world.deposit("bob", 10n * STETH);
    const before = await nonce("pending");
    const keeper = await keeperWith({ dryRun: true });
    expect(await keeper.tick()).toMatchObject({ outcome: "would-send", action: { kind: "allocate" } });
    expect(await nonce("pending")).toBe(before);
  }));

describe("with a second node", () => {
  /** Sees what was so before the latest block, whichever block it is asked for. */
  const leftBehind: Eip1193 = {
    async request({ method, params }) {
      const { provider } = world.chain;
      const block = await world.provider.getBlockNumber();
      const [call] = params as unknown[];
      return provider.request({ method, params: [call, toQuantity(block - 1)] });
    },
  };
  const silent: Eip1193 = { request: () => Promise.reject(new Error("it does not answer")) };

  test("nothing is sent on a state that the other does not see", () =>
    world.isolated(async () => {
      await world.deposit("bob", 10n * STETH);
      const before = await nonce("pending");
      const keeper = await keeperWith({ witness: leftBehind });
      expect(await keeper.tick()).toMatchObject({ outcome: "disagreed", action: { kind: "allocate" } });
      await depeg();
      expect(await keeper.tick()).toMatchObject({ outcome: "disagreed", action: { kind: "execute" } });
      expect(await nonce("pending")).toBe(before);
    }));

  test("what can wait waits a while for one that does not answer, and then goes ahead", () =>
    world.isolated(async () => {
      await world.deposit("bob", 10n * STETH);
      const clock = new TestClock();
      const keeper = await keeperWith({ witness: silent, clock });
      expect(await keeper.tick()).toMatchObject({ outcome: "alone" });
      clock.time += DEFAULT_KEEPER_PARAMS.aloneSeconds - 1;
      expect(await keeper.tick()).toMatchObject({ outcome: "alone" });
      clock.time += 1;
      expect(await keeper.tick()).toMatchObject({ outcome: "sent", action: { kind: "allocate" } });
    }));

  test("INC-07 what protects does not wait for it", () =>
    world.isolated(async () => {
      await depeg();
      const keeper = await keeperWith({ witness: silent });
      expect(await keeper.tick()).toMatchObject({ outcome: "sent", action: { kind: "execute" } });
    }));
});

test("KPR-06 what would revert is not sent: a stranger's key is refused by name", () =>
  world.isolated(async () => {
    await world.deposit("bob", 10n * STETH);
    const before = await world.provider.getTransactionCount(accounts.carol, "pending");
    const keeper = await keeperWith({ signer: walletOf("carol") });
    expect(await keeper.tick()).toMatchObject({
      outcome: "refused",
      revert: { name: "OnlyAllocator", text: `OnlyAllocator(${accounts.carol})` },
    });
    expect(await world.provider.getTransactionCount(accounts.carol, "pending")).toBe(before);
  }));

describe("a look that", () => {
  /** A keeper of the loop that is shown a state, not the chain's. */
  async function shown(alter: (snapshot: LoopSnapshot) => LoopSnapshot) {
    const { contracts } = world.deployment;
    const journal = await Journal.inFile(":memory:");
    const keeper = await createVaultKeeper({
      ...{ rpc: world.chain.provider, contracts, signer: walletOf("keeper"), journal },
      ...{ params: DEFAULT_KEEPER_PARAMS, clock: new TestClock(), log: createLog("silent") },
    });
    const look = async (change = alter) => {
      const snapshot = change(await readSnapshot(world.chain.provider, contracts, "latest"));
      return keeper.look({ snapshot, tag: "latest", opinion: async () => "same" });
    };
    return { look, keeper, journal };
  }

  test("the contract decides otherwise on sends nothing, and is written down", () =>
    world.isolated(async () => {
      await world.deposit("bob", 10n * STETH);
      const before = await nonce("pending");
      const { look, journal } = await shown((seen) => ({
        ...seen,
        check: { ...seen.check, reason: Reason.depeg },
      }));
      await expect(look()).rejects.toThrow(expect.objectContaining({ code: "KEEL_BRAINS_DISAGREE" }));
      expect(await nonce("pending")).toBe(before);
      const looks = await Array.fromAsync(journal.looks(world.deployment.contracts.strategy));
      expect(looks.map(({ outcome }) => outcome)).toEqual(["disagreed"]);
    }));

  test("is older than what was seen mined sends nothing: the node lags, and would have it done twice", () =>
    world.isolated(async () => {
      await world.deposit("bob", 10n * STETH);
      const { look, keeper } = await shown((seen) => seen);
      expect(await look()).toMatchObject({ outcome: "sent", action: { kind: "allocate" } });
      const { inclusion } = (await keeper.confirm()) ?? expect.unreachable();
      await world.deposit("bob", 10n * STETH);
      const number = (inclusion?.block ?? 0) - 1;
      const old = (seen: LoopSnapshot) => ({ ...seen, block: { ...seen.block, number } });
      expect(await look(old)).toMatchObject({ outcome: "behind" });
      expect(await look()).toMatchObject({ outcome: "sent" });
    }));
});

test("a day's gas that is spent holds back what can wait, and nothing that protects", () =>
  world.isolated(async () => {
    const params = { ...DEFAULT_KEEPER_PARAMS, budget: { idle: 0n, rebalance: 0n, protect: 0n } };
    await world.deposit("bob", 10n * STETH);
    const keeper = await keeperWith({ params });
    expect(await keeper.tick()).toMatchObject({ outcome: "over-budget", action: { kind: "allocate" } });
    await depeg();
    expect(await keeper.tick()).toMatchObject({ outcome: "sent", action: { kind: "execute" } });
  }));

test("KPR-03 gas that costs more than putting idle funds to work earns is waited out", () =>
  world.isolated(async () => {
    await world.deposit("bob", 10n * STETH);
    const before = await nonce("pending");
    await world.provider.send("hardhat_setNextBlockBaseFeePerGas", ["0x3a35294400"]);
    await mine();
    const keeper = await keeperWith();
    expect(await keeper.tick()).toMatchObject({ outcome: "too-dear", action: { kind: "allocate" } });
    expect(await nonce("pending")).toBe(before);
  }));

describe("with a transaction under way", () => {
  /** A keeper that has just sent an allocation which no block has taken. */
  async function sending(options: Partial<VaultKeeperOptions> = {}) {
    await world.deposit("bob", 10n * STETH);
    await setAutomine(false);
    const clock = new TestClock();
    const journal = await Journal.inFile(":memory:");
    const keeper = await keeperWith({ clock, journal, ...options });
    const sent = await keeper.tick();
    if (sent.outcome !== "sent") throw new Error(`the keeper did not send: ${sent.outcome}`);
    return { keeper, clock, journal, hash: sent.hash, first: await nonce("latest") };
  }

  test("KPR-01 nothing else is sent until it is settled", () =>
    world.isolated(async () => {
      const { keeper, hash, first } = await sending();
      expect(await keeper.tick()).toMatchObject({ outcome: "waiting" });
      expect(await nonce("pending")).toBe(first + 1);
      await mine();
      expect(await keeper.confirm()).toMatchObject({ ending: "mined", inclusion: { hash } });
    }));

  test("KPR-01 the journal itself refuses a second action", () =>
    world.isolated(async () => {
      const { journal } = await sending();
      const { vault } = world.deployment.contracts;
      const { attempts, nonce, dearest, ...action } =
        (await journal.openAction(vault)) ?? expect.unreachable();
      const [attempt] = attempts;
      const second = {
        ...{ vault, time: 0, signer: accounts.keeper, action, nonce: nonce + 1, dearest },
        attempt: { ...(attempt ?? expect.unreachable()), hash: "0x02" },
      };
      await expect(journal.begin(1, second)).rejects.toThrow(/UNIQUE/);
    }));

  test("a node that dropped it gets the same bytes again", () =>
    world.isolated(async () => {
      const { keeper, hash } = await sending();
      await world.provider.send("hardhat_dropTransaction", [hash]);
      expect(await keeper.confirm()).toMatchObject({ ending: "waiting" });
      await mine();
      expect(await keeper.confirm()).toMatchObject({ ending: "mined", inclusion: { hash } });
    }));

  test("past its deadline more is offered for the same nonce, and one of the two is mined", () =>
    world.isolated(async () => {
      const { keeper, clock, hash, first } = await sending();
      clock.time += DEFAULT_KEEPER_PARAMS.deadlineSeconds + 1;
      expect(await keeper.confirm()).toMatchObject({ ending: "waiting" });
      await mine();
      const confirmation = await keeper.confirm();
      expect(confirmation).toMatchObject({ kind: "allocate", ending: "mined" });
      expect(confirmation?.inclusion?.hash).not.toBe(hash);
      expect(await nonce("latest")).toBe(first + 1);
      expect(await world.vault.getFunction("idleUnits")()).toBe(0n);
    }));

  test("past its deadline what no longer passes is cancelled", () =>
    world.isolated(async () => {
      const { keeper, clock, first } = await sending();
      const idle = await world.vault.getFunction("idleUnits")();
      const data = world.vault.interface.encodeFunctionData("dismiss", [KEEPER_ROLE, accounts.keeper]);
      const to = world.deployment.contracts.vault;
      // The owner dismisses the keeper in a block that leaves the keeper's transaction out.
      await world.provider.send("hardhat_dropTransaction", [await pendingHash()]);
      await world.provider.signerOf(accounts.owner).sendUncheckedTransaction({ to, data });
      await mine();
      clock.time += DEFAULT_KEEPER_PARAMS.deadlineSeconds + 1;
      expect(await keeper.confirm()).toMatchObject({ ending: "waiting" });
      await mine();
      expect(await keeper.confirm()).toMatchObject({ ending: "cancelled" });
      expect(await nonce("latest")).toBe(first + 1);
      expect(await world.vault.getFunction("idleUnits")()).toBe(idle);
    }));

  test("an action whose nonce another transaction of the same key took is lost, and decided anew", () =>
    world.isolated(async () => {
      const { keeper, hash } = await sending();
      await world.provider.send("hardhat_dropTransaction", [hash]);
      const keeperItself = world.provider.signerOf(accounts.keeper);
      await keeperItself.sendUncheckedTransaction({ to: accounts.keeper, gasLimit: 21_000n });
      await mine();
      expect(await keeper.confirm()).toMatchObject({ ending: "lost" });
      expect(await keeper.tick()).toMatchObject({ outcome: "sent", action: { kind: "allocate" } });
    }));

  test("an action of another vault gets the next nonce, and neither waits for the other", () =>
    world.isolated(async () => {
      const { journal, first } = await sending();
      const open = await journal.openActionsOf(accounts.keeper);
      const free = await freeNonce(world.chain.provider, accounts.keeper, open, undefined);
      expect(free).toEqual({ next: first + 1, foreign: false });
    }));

  test("what another program sent with the key is let through first, unless a position is in danger", () =>
    world.isolated(async () => {
      await world.deposit("bob", 10n * STETH);
      await setAutomine(false);
      const itself = world.provider.signerOf(accounts.keeper);
      const foreign = await itself.sendUncheckedTransaction({ to: accounts.keeper, gasLimit: 21_000n });
      const keeper = await keeperWith();
      expect(await keeper.tick()).toMatchObject({ outcome: "waiting" });
      await mine();
      expect(await world.provider.getTransactionReceipt(foreign)).toMatchObject({ status: 1 });
      expect(await keeper.tick()).toMatchObject({ outcome: "sent", action: { kind: "allocate" } });
    }));

  test("INC-07 what can wait gives its nonce to a rescue, and one of the two is mined", () =>
    world.isolated(async () => {
      await world.sellIntoPool(500_000n * STETH);
      const { keeper, first } = await sending();
      for (let round = 0; round < 4; round++) await observeAtDearGas();
      const before = await ltv();
      expect(await nonce("latest")).toBe(first);

      expect(await keeper.tick()).toMatchObject({
        outcome: "sent",
        choice: { decision: { action: Action.delever } },
      });
      await mineAtDearGas();
      expect(await keeper.confirm()).toMatchObject({ kind: "execute", ending: "mined" });
      expect(await nonce("latest")).toBe(first + 1);
      expect(await ltv()).toBeLessThan(before);
    }));

  test("INC-07 of a vault's contracts the one in danger goes first, whatever their order", () =>
    world.isolated(async () => {
      const { contracts } = world.deployment;
      const { rpc, params, clock, log } = {
        ...{ rpc: world.chain.provider, params: DEFAULT_KEEPER_PARAMS },
        ...{ clock: new TestClock(), log: createLog("silent") },
      };
      await world.send("alice", contracts.exitQueue, interfaceOf("ExitQueue"), "requestRedeem", [
        ...[STETH, accounts.alice, accounts.alice],
      ]);
      await depeg();
      const journal = await Journal.inFile(":memory:");
      const { watched } = await discoverVault(rpc, contracts);
      const keepers: VaultKeeper[] = [];
      for (const each of watched.toReversed())
        keepers.push(
          await createVaultKeeper({
            ...{ rpc, contracts: each, signer: walletOf("keeper"), journal, params, clock, log },
          }),
        );
      const outcomes: string[] = [];
      const fleet = new Fleet({
        source: new ProviderPool([{ name: "here", rpc }], {
          clock,
          log,
          identity: world.chain.identity ?? "",
        }),
        ...{ keepers, clock, log, health: new Health(watched.map(nameOf), 180, clock.now()) },
        onResult: (of, { outcome }) => outcomes.push(`${kindOf(of)} ${outcome}`),
      });
      await setAutomine(false);
      await fleet.turn();
      expect(outcomes).toEqual(["leveraged-loop sent", "exit-queue waiting"]);
      await mine();
      await fleet.turn();
      expect(outcomes.slice(2)).toContain("exit-queue sent");
    }));

  /** A block at 10 gwei, which leaves out what was sent while gas cost nothing. */
  async function mineAtDearGas(): Promise<void> {
    await world.provider.send("hardhat_setNextBlockBaseFeePerGas", ["0x2540be400"]);
    await mine();
  }

  /** An hour passes, and everybody sees what the pool is at. */
  async function observeAtDearGas(): Promise<void> {
    const transmitter = world.provider.signerOf(accounts.transmitter);
    const maxFeePerGas = 100n * 10n ** 9n;
    const looks = [
      { to: addressBook.stethEthFeed.address, data: id("transmit()").slice(0, 10), maxFeePerGas },
      { to: world.deployment.contracts.prices, data: id("poke()").slice(0, 10), maxFeePerGas },
    ];
    for (const look of looks) await transmitter.sendUncheckedTransaction(look);
    await world.provider.send("evm_increaseTime", [3600]);
    await mineAtDearGas();
  }

  async function pendingHash(): Promise<string> {
    const block = await world.provider.send("eth_getBlockByNumber", ["pending", false]);
    return (block as { transactions: string[] }).transactions[0] ?? expect.unreachable();
  }
});

describe("a keeper that dies", () => {
  /** A chain on which the keeper dies at a call of `method`: before the node has it, or just after. */
  function dyingAt(method: string, moment: "before" | "after"): Eip1193 {
    const { provider } = world.chain;
    return {
      async request(call) {
        if (call.method !== method) return provider.request(call);
        if (moment === "after") await provider.request(call);
        throw new Error("died");
      },
    };
  }

  test.each(["before", "after"] as const)("%s its transaction reached the node acts once", (moment) =>
    world.isolated(async () => {
      await world.deposit("bob", 10n * STETH);
      await setAutomine(false);
      const path = join(world.stateDirectory, `${moment}.sqlite`);
      const first = await nonce("latest");

      const died = await Journal.inFile(path);
      const keeper = await keeperWith({ journal: died, rpc: dyingAt("eth_sendRawTransaction", moment) });
      await expect(keeper.tick()).rejects.toThrow("died");
      await died.close();

      const journal = await Journal.inFile(path);
      const restarted = await keeperWith({ journal });
      expect(await restarted.tick()).toMatchObject({ outcome: "waiting" });
      await mine();
      expect(await restarted.confirm()).toMatchObject({ kind: "allocate", ending: "mined" });
      expect(await restarted.confirm()).toBeUndefined();
      expect(await nonce("pending")).toBe(first + 1);
      await journal.close();
    }),
  );

  test("before it signed anything has done nothing, and decides anew", () =>
    world.isolated(async () => {
      await world.deposit("bob", 10n * STETH);
      const path = join(world.stateDirectory, "unsigned.sqlite");
      const died = await Journal.inFile(path);
      const keeper = await keeperWith({ journal: died, rpc: dyingAt("eth_getTransactionCount", "before") });
      await expect(keeper.tick()).rejects.toThrow("died");
      await died.close();

      const journal = await Journal.inFile(path);
      const restarted = await keeperWith({ journal });
      expect(await restarted.confirm()).toBeUndefined();
      expect(await restarted.tick()).toMatchObject({ outcome: "sent", action: { kind: "allocate" } });
      await journal.close();
    }));
});
