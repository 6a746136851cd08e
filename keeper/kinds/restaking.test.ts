import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { accounts } from "../../devnet/accounts.ts";
import { RestakingOnChain } from "../../test/worlds/restaking-on-chain.ts";
import { EPOCH } from "../../test/worlds/symbiotic-vault.ts";
import { keepersOf } from "../../test/worlds/vault-keepers.ts";
import { rehearse } from "../rehearse.ts";

const STETH = 10n ** 18n;
const HOUR = 3_600;
const DAY = 24 * HOUR;

let world: RestakingOnChain;

beforeAll(async () => {
  world = await RestakingOnChain.open({ maxWait: DAY });
  await world.deposit("alice", 500n * STETH);
});

afterAll(() => world.close());

const keepers = () => keepersOf(world.provider, { vault: world.contracts.vault });

test("a restaked position is found, with nobody's prices to look at", async () => {
  const { watched } = await keepers();
  const { vault, strategy, exitQueue } = world.contracts;
  expect(watched).toMatchObject([
    { kind: "restaking", vault, strategy, prices: undefined },
    { kind: "exit-queue", vault, exitQueue, strategies: [{ address: strategy, slow: true }] },
  ]);
});

test("leaving a restaked position is rehearsed to its end, which costs a wait of epochs and nothing else", async () => {
  const before = await world.provider.send("evm_snapshot", []);
  await (await keepers()).untilQuiet("restaking");
  const { strategies } = await rehearse(world.chain.provider, world.contracts.vault);
  await world.provider.send("evm_revert", [before]);
  const [left = expect.unreachable()] = strategies;
  expect(left.stuckOn).toBeUndefined();
  expect(left.leftUnits).toBeLessThan(10n ** 9n);
  expect(left.slowUnits).toBeGreaterThan(400n * STETH);
  expect(left.cost).toBeLessThan(10);
  expect(left.seconds).toBeGreaterThan(EPOCH);
  expect(left.seconds).toBeLessThanOrEqual(2 * EPOCH + 2 * DAY);
});

test("RSK-02 idle funds are staked, and an exit is claimed once its epochs are over and not before", async () => {
  const { untilQuiet, tick } = await keepers();
  expect(await untilQuiet("restaking")).toEqual(["allocate"]);
  expect(await world.strategy.getFunction("stakedUnits")()).toBeGreaterThan(400n * STETH);

  await world.onVault("keeper", "startExit", [world.contracts.strategy, 100n * STETH]);
  expect(await tick("restaking")).toMatchObject({ outcome: "nothing" });
  await world.wait(2 * EPOCH + DAY);
  const before = await world.vault.getFunction("idleUnits")();
  expect(await tick("restaking")).toMatchObject({
    outcome: "sent",
    choice: { asked: { action: "claim", reason: "exitMatured" } },
  });
  expect(await world.vault.getFunction("idleUnits")()).toBeGreaterThan(before + 99n * STETH);
});

test("VLT-19 for overdue requests that no strategy pays at once a slow exit is started, once, and they are settled from it", async () => {
  const { untilQuiet } = await keepers();
  const { exitQueue = "" } = world.contracts;
  const queue = new Contract(exitQueue, interfaceOf("ExitQueue"), world.provider);
  const idle: bigint = await world.vault.getFunction("idleUnits")();
  const shares = idle + 200n * STETH;
  await world.send("alice", exitQueue, interfaceOf("ExitQueue"), "requestRedeem", [
    ...[shares, accounts.alice, accounts.alice],
  ]);
  await world.wait(DAY - HOUR);
  expect(await untilQuiet("exit-queue")).toEqual(["observe"]);
  await world.wait(HOUR);
  const sent = await untilQuiet("exit-queue");
  expect(sent.filter((each) => each === "start-exit")).toHaveLength(1);

  await world.wait(2 * EPOCH);
  expect(await untilQuiet("restaking")).toEqual(["claim"]);
  expect(await untilQuiet("exit-queue")).toEqual(["observe"]);
  await world.wait(HOUR);
  expect(await untilQuiet("exit-queue")).toContain("settle");
  expect(await queue.getFunction("pendingShares")()).toBeLessThan(STETH);
});
