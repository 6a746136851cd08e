import { afterAll, beforeAll, expect, test } from "vitest";
import { addressBook } from "../devnet/addresses.ts";
import { settledVault } from "../test/faults/jobs.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import { rehearse } from "./rehearse.ts";

let world: VaultOnChain;

beforeAll(async () => {
  world = await VaultOnChain.open();
  await settledVault(world);
});

afterAll(() => world.close());

const tried = () => rehearse(world.chain.provider, world.deployment.contracts.vault);

test("LEV-09 a full unwind returns at least what exit value said, in one block of a calm market", () =>
  world.isolated(async () => {
    const { strategies } = await tried();
    expect(strategies).toMatchObject([{ blocks: 1, seconds: 12 }]);
    const [{ entryUnits, exitUnits, realisedUnits, leftUnits, cost, stuckOn } = expect.unreachable()] =
      strategies;
    expect(stuckOn).toBeUndefined();
    // But for the interest until the block that unwinds.
    expect(realisedUnits * 1_000_000n).toBeGreaterThan(exitUnits * 999_999n);
    expect(realisedUnits).toBeLessThan(entryUnits);
    expect(leftUnits).toBeLessThan(10n ** 9n);
    expect(cost).toBeGreaterThan(0);
    expect(cost).toBeLessThan(10_000_000);
  }));

test("leaving costs more when everybody has left the pool before", () =>
  world.isolated(async () => {
    await world.sellIntoPool(400_000n * 10n ** 18n);
    await world.observe(3_600);
    const { strategies } = await tried();
    expect(strategies[0]?.cost).toBeGreaterThan(10_000_000);
  }));

test("what cannot be unwound is named with its reason, and the rest goes on", () =>
  world.isolated(async () => {
    const pause = ["function setReservePause(address asset, bool paused)"];
    const { aavePoolConfigurator, wstETH } = addressBook;
    await world.send("builder", aavePoolConfigurator.address, pause, "setReservePause", [
      wstETH.address,
      true,
    ]);
    const { strategies } = await tried();
    const [{ exitUnits, leftUnits, realisedUnits, stuckOn } = expect.unreachable()] = strategies;
    expect(realisedUnits).toBe(0n);
    // Interest runs on.
    expect(leftUnits).toBeLessThanOrEqual(exitUnits);
    expect(leftUnits * 1_000_000n).toBeGreaterThan(exitUnits * 999_999n);
    expect(stuckOn).toBeTruthy();
  }));
