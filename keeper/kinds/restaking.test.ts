import { afterAll, beforeAll, expect, test } from "vitest";
import { EPOCH, RestakingOnChain } from "../../test/worlds/restaking-on-chain.ts";
import { keepersOf } from "../../test/worlds/vault-keepers.ts";
import { rehearse } from "../rehearse.ts";

const STETH = 10n ** 18n;
const DAY = 86_400;

let world: RestakingOnChain;

beforeAll(async () => {
  world = await RestakingOnChain.open();
  await world.deposit("alice", 500n * STETH);
});

afterAll(() => world.close());

const keepers = () => keepersOf(world.provider, { vault: world.contracts.vault });

test("a restaked position is found, with nobody's prices to look at", async () => {
  const { watched } = await keepers();
  expect(watched).toEqual([
    { kind: "restaking", vault: world.contracts.vault, strategy: world.contracts.strategy },
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
