/**
 * Every kind of strategy, put beside one vault as `keel deploy --beside` does it, used once, and told as `keel status` tells it. Blocks
 * come at fixed times, so that what is told can be read here as a strategist reads it.
 */

import { Contract } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { deployBeside, parseBeside } from "../deploy/beside.ts";
import { withFixedTimes } from "../deploy/fixed-times.ts";
import { tellVault } from "../deploy/vault-calls.ts";
import { walletOf } from "../devnet/accounts.ts";
import { addressBook } from "../devnet/addresses.ts";
import { startChain } from "../devnet/chain.ts";
import { GENESIS_TIMESTAMP } from "../devnet/genesis/genesis-time.ts";
import { openNgPool, openSalePool } from "../test/worlds/ng-pool.ts";
import {
  type LiquidProtocol,
  openEigenLayer,
  openEtherfi,
  openKelp,
  openRenzo,
} from "../test/worlds/restaking-venues.ts";
import { letDelegate, openSymbioticVault, type SymbioticVault } from "../test/worlds/symbiotic-vault.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import { strategyPage } from "./status-page.ts";
import { readView } from "./vault-view.ts";

const STETH = 10n ** 18n;
const DAY = 86_400;
const NOTICE = 15 * DAY;
const SETTING = { cap: 1_000 };
const KEEL_VAULT = interfaceOf("KeelVault");

const KINDS = ["classic", "ng", "symbiotic", "eigenlayer", "ezETH", "weETH", "rsETH"] as const;
type Kind = (typeof KINDS)[number];
/** The vault had its loop before. */
type Told = Kind | "loop";
/** Whose stake the vault must let stand for somebody. */
const DELEGATES: ReadonlySet<Kind> = new Set(["symbiotic", "eigenlayer"]);

let world: VaultOnChain;
let symbiotic: SymbioticVault;
const files = {} as Record<Kind, unknown>;
const strategies = {} as Record<Told, string>;
const protocols: LiquidProtocol[] = [];

const beside = () => ({
  chain: world.chain.provider,
  vault: world.deployment,
  owner: walletOf("owner"),
  stateDirectory: world.stateDirectory,
});

/** As the command line does it: deploys, or goes on, and tells the vault what it may be told by now. */
async function putBeside(kind: Kind) {
  const { contracts, calls } = await deployBeside(parseBeside(files[kind], `${kind}.json`), beside());
  const { vault } = world.deployment.contracts;
  const waiting = await tellVault(world.chain.provider, vault, calls, (name, args) =>
    world.send("owner", vault, KEEL_VAULT, name, args),
  );
  return { strategy: contracts.strategy, waiting: waiting.map(({ name }) => name) };
}

/** The kind's part of what `keel status` prints. */
async function pageOf(kind: Told): Promise<string> {
  const view = await readView(world.chain.provider, world.deployment);
  const strategy = view.strategies.find(({ address }) => address === strategies[kind]);
  if (strategy === undefined) throw new Error(`the vault has no ${kind}`);
  return strategyPage(strategy, view.redemptionRate).replaceAll(strategy.address, "0x…");
}

async function openVenues(): Promise<void> {
  const { provider } = world;
  symbiotic = await openSymbioticVault(provider);
  for (const open of [openRenzo, openEtherfi, openKelp]) protocols.push(await open(provider));
  const [ezETH = expect.unreachable(), weETH, rsETH] = protocols.map(({ token }) => ({
    ...{ strategy: "liquid-restaking", setting: SETTING, token },
    market: addressBook.stethEthFeed.address,
  }));
  const { vault, network, operator } = symbiotic;
  Object.assign(files, {
    classic: { strategy: "curve-lp", cap: 1_000 },
    ng: { strategy: "curve-lp", pool: await openNgPool(provider), cap: 1_000 },
    symbiotic: {
      ...{ strategy: "symbiotic", setting: SETTING, vault, network, operator },
      delegate: { limit: 1_000 },
    },
    eigenlayer: { strategy: "eigenlayer", setting: SETTING, ...(await openEigenLayer(provider)) },
    // One may be sold where its market is, once that has anything to pay with.
    ezETH: { ...ezETH, sale: { pool: await openSalePool(provider, ezETH.token.address), max: 50 } },
    ...{ weETH, rsETH },
  });
}

beforeAll(async () => {
  const chain = await startChain();
  const provider = withFixedTimes(chain.provider, GENESIS_TIMESTAMP + DAY);
  world = await VaultOnChain.deployedOn({ provider, close: () => chain.close() }, { longestExit: NOTICE });
  await openVenues();
}, 60_000);

afterAll(() => world.close());

test.each(KINDS)(
  "%s is deployed, and announced to the vault, which does not use it yet",
  async (kind) => {
    const { strategy, waiting } = await putBeside(kind);
    strategies[kind] = strategy;
    expect(waiting).toEqual(DELEGATES.has(kind) ? ["addStrategy", "configure"] : ["addStrategy"]);
    expect(await world.vault.getFunction("strategies")()).not.toContain(strategy);
  },
  30_000,
);

test("before the notice has passed the same file again changes nothing", async () => {
  const before = await world.provider.getBlockNumber();
  expect(await putBeside("ng")).toEqual({ strategy: strategies.ng, waiting: ["addStrategy"] });
  expect(await world.provider.getBlockNumber()).toBe(before);
});

test("a way out that takes longer than the vault gives notice is refused before anything is sent", async () => {
  const slow = await openEigenLayer(world.provider, 20);
  const before = await world.provider.getBlockNumber();
  const file = parseBeside({ strategy: "eigenlayer", setting: SETTING, ...slow }, "slow.json");
  await expect(deployBeside(file, beside())).rejects.toMatchObject({ code: "KEEL_SLOW_EXIT" });
  expect(await world.provider.getBlockNumber()).toBe(before);
});

test("once it has passed, the same files again have the vault use all of them", async () => {
  await letDelegate(world.provider, symbiotic, strategies.symbiotic);
  await world.observe(NOTICE);
  for (const kind of KINDS)
    expect(await putBeside(kind)).toEqual({ strategy: strategies[kind], waiting: [] });
  const used = await world.vault.getFunction("strategies")();
  expect([...used]).toEqual([world.deployment.contracts.strategy, ...Object.values(strategies)]);
}, 30_000);

describe("with 100 units in each", () => {
  beforeAll(async () => {
    for (const { grow } of protocols) await grow();
    await world.deposit("alice", 900n * STETH);
    await world.observe(60);
    strategies.loop = world.deployment.contracts.strategy;
    const { vault } = world.deployment.contracts;
    for (const kind of [...KINDS, "loop"] as const) {
      await world.send("keeper", vault, KEEL_VAULT, "allocate", [strategies[kind], 100n * STETH]);
    }
    for (const kind of ["classic", "ng"] as const) {
      await enter(kind);
    }
  }, 60_000);

  test.each([...KINDS, "loop"] as const)("%s is shown as a strategist reads it", async (kind) => {
    await expect(await pageOf(kind)).toMatchFileSnapshot(`pages/${kind}.txt`);
  });
});

/** Puts what lies beside a pool into it, which only the keeper's next look asks for; other kinds take their funds at once. */
async function enter(kind: Kind): Promise<void> {
  const [abi, strategy] = [interfaceOf("StethCurveLp"), strategies[kind]];
  await world.send("keeper", strategy, abi, "observe");
  const { action, target } = await new Contract(strategy, abi, world.provider).getFunction("check")();
  await world.send("keeper", strategy, abi, "execute", [action, target, 0n]);
}
