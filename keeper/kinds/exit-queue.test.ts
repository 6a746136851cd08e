import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { accounts, type Role } from "../../devnet/accounts.ts";
import { settledVault } from "../../test/faults/jobs.ts";
import { keepersOf } from "../../test/worlds/vault-keepers.ts";
import { VaultOnChain } from "../../test/worlds/vault-on-chain.ts";

const STETH = 10n ** 18n;
const HOUR = 3_600;
const DAY = 24 * HOUR;

let world: VaultOnChain;

beforeAll(async () => {
  world = await VaultOnChain.open();
  await settledVault(world);
});

afterAll(() => world.close());

const keepers = () => keepersOf(world.provider, { vault: world.deployment.contracts.vault });

const queue = () =>
  new Contract(world.deployment.contracts.exitQueue, interfaceOf("ExitQueue"), world.provider);

async function request(role: Role, shares: bigint): Promise<void> {
  const args = [shares, accounts[role], accounts[role]];
  await world.send(
    role,
    world.deployment.contracts.exitQueue,
    interfaceOf("ExitQueue"),
    "requestRedeem",
    args,
  );
}

async function wait(seconds: number): Promise<void> {
  await world.provider.send("evm_increaseTime", [seconds]);
  await world.provider.send("evm_mine", []);
}

/** Shares wait, and the queue has looked at its prices for as long as it wants to. */
async function waiting(shares: bigint) {
  await request("alice", shares);
  const all = await keepers();
  expect(await all.untilQuiet("exit-queue")).toEqual(["observe"]);
  await wait(HOUR);
  expect(await all.untilQuiet("exit-queue")).toEqual(["observe"]);
  return all;
}

test("nobody waits, and nothing is sent, not even a look at the price", async () => {
  const { tick } = await keepers();
  expect(await tick("exit-queue")).toMatchObject({
    outcome: "nothing",
    choice: { asked: { reason: "nobodyWaits" } },
  });
});

test("EXQ-01 a batch is settled as soon as idle funds pay for it, and these are not put to work before", () =>
  world.isolated(async () => {
    const { tick, untilQuiet } = await waiting(10n * STETH);
    expect(await tick("exit-queue")).toMatchObject({
      choice: { asked: { action: "hold", reason: "unfunded" } },
    });

    await world.deposit("bob", 12n * STETH);
    expect(await tick("leveraged-loop")).toMatchObject({
      outcome: "nothing",
      choice: { move: { kind: "none" } },
    });
    expect(await untilQuiet("exit-queue")).toEqual(["settle"]);
    expect(await queue().getFunction("pendingShares")()).toBe(0n);
    expect(await queue().getFunction("maxRedeem")(accounts.alice)).toBe(10n * STETH);
  }));

test("a small part of what waits is not worth its gas; a tenth of it is", () =>
  world.isolated(async () => {
    const { tick, untilQuiet } = await waiting(50n * STETH);
    await world.deposit("bob", 1n * STETH);
    expect(await tick("exit-queue")).toMatchObject({
      outcome: "nothing",
      choice: { asked: { reason: "unfunded" } },
    });
    await world.deposit("bob", 5n * STETH);
    expect(await untilQuiet("exit-queue")).toEqual(["settle"]);
    expect(await queue().getFunction("pendingShares")()).toBeGreaterThan(40n * STETH);
  }));

test("VLT-19 an overdue batch is unwound for", () =>
  world.isolated(async () => {
    const { tick, untilQuiet } = await waiting(20n * STETH);
    await wait(5 * DAY);
    expect(await untilQuiet("exit-queue")).toEqual(["observe"]);
    await wait(HOUR);
    await tick("leveraged-loop");
    expect(await untilQuiet("exit-queue")).toEqual(["observe", "settle-deep"]);
    expect(await queue().getFunction("pendingShares")()).toBe(0n);
  }));

test("in a depeg leavers who have not waited long get no worse than the floor: nothing is sent", () =>
  world.isolated(async () => {
    const { tick } = await waiting(5n * STETH);
    await world.deposit("bob", 10n * STETH);
    await world.sellIntoPool(450_000n * STETH);
    for (let round = 0; round < 3; round++) await world.observe(600);
    const result = await tick("exit-queue");
    expect(result.outcome).not.toBe("refused");
    expect(result).toMatchObject({ choice: { asked: { action: "hold", reason: "belowFloor" } } });
  }));
