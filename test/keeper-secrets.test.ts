import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { Wallet } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { accounts } from "../devnet/accounts.ts";
import { RpcNode } from "../devnet/rpc-node.ts";
import { Fleet } from "../keeper/fleet.ts";
import { Health } from "../keeper/health.ts";
import { Journal } from "../keeper/journal/journal.ts";
import { createLog } from "../keeper/log.ts";
import { Metrics } from "../keeper/metrics.ts";
import { DEFAULT_KEEPER_PARAMS } from "../keeper/params.ts";
import { ProviderPool } from "../keeper/providers/provider-pool.ts";
import { createVaultKeeper } from "../keeper/vault-keeper.ts";
import { takeTurn } from "../keeper/watch.ts";
import { nameOf } from "../keeper/watched.ts";
import { VirtualClock } from "./faults/virtual-clock.ts";
import { VaultOnChain } from "./worlds/vault-on-chain.ts";

const PLANTED = "c0ffee".padEnd(64, "5ec4e7");
const API_KEY = "planted-api-key";
const KEEPER_ROLE = 2;

let world: VaultOnChain;
beforeAll(async () => {
  world = await VaultOnChain.open();
});
afterAll(() => world.close());

test("KPR-07 a secret that is planted comes out in no log, journal, error or metric, through work and through failure", async () => {
  const signer = new Wallet(`0x${PLANTED}`);
  const { contracts } = world.deployment;
  await world.provider.send("hardhat_setBalance", [signer.address, "0xde0b6b3a7640000"]);
  const grant = interfaceOf("KeelVault").encodeFunctionData("grant", [KEEPER_ROLE, signer.address]);
  await world.provider
    .signerOf(accounts.owner)
    .sendUncheckedTransaction({ to: contracts.vault, data: grant });
  await world.deposit("alice", 10n * 10n ** 18n);

  const said: string[] = [];
  const log = createLog(
    "trace",
    new Writable({ write: (chunk, _, done) => done(void said.push(String(chunk))) }),
  );
  const clock = new VirtualClock(Number((await world.provider.getBlock("latest"))?.timestamp));
  const path = join(world.stateDirectory, "secrets.sqlite");
  const journal = await Journal.inFile(path);
  const down = new RpcNode(`https://user:${API_KEY}@node.invalid/${API_KEY}?key=${API_KEY}`, {
    fetch: () => Promise.reject(new TypeError(`connect to https://node.invalid/${API_KEY}`)),
  });
  const nodes = [
    { name: down.name, rpc: down },
    { name: "here", rpc: world.chain.provider },
  ];
  const identity = world.chain.identity ?? "";
  const source = new ProviderPool(nodes, { clock, log, identity });
  const metrics = new Metrics();
  const keeper = await createVaultKeeper({
    ...{ rpc: world.chain.provider, contracts, signer, journal, params: DEFAULT_KEEPER_PARAMS, clock, log },
  });
  const health = new Health([nameOf(contracts)], 180, clock.now());
  const fleet = new Fleet({
    ...{ source, keepers: [keeper], health, clock, log },
    onResult: (of, result) => metrics.looked(of, result),
  });
  const onFailure = (error: unknown) => {
    said.push(String((error as Error).stack), JSON.stringify(error));
    metrics.failed((error as { code?: unknown }).code);
  };
  for (let turn = 0; turn < 4; turn++) {
    await takeTurn(fleet, { log, onFailure });
    clock.advance(4);
  }
  log.error({ signer, key: signer.privateKey, wallet: { privateKey: signer.privateKey } }, "a careless line");

  const shown = await metrics.text(health, [contracts], source, clock.now());
  const written = [path, `${path}-wal`].map((file) => readFileSync(file, "latin1"));
  const everything = [...said, shown, ...written, JSON.stringify(health.report(clock.now()))]
    .join("\n")
    .toLowerCase();
  await journal.close();
  expect(everything).toContain("sent");
  expect(everything).not.toContain(PLANTED);
  expect(everything).not.toContain(API_KEY);
});
