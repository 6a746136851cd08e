/** The restaking module on the offline mainnet: deployed, delegated, and used through a whole epoch. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts } from "../../devnet/accounts.ts";
import { Action } from "../../strategies/decision.ts";
import { RestakingOnChain } from "../../test/worlds/restaking-on-chain.ts";
import { EPOCH } from "../../test/worlds/symbiotic-vault.ts";

const ETHER = 10n ** 18n;

let world: RestakingOnChain;

beforeAll(async () => {
  world = await RestakingOnChain.open();
});
afterAll(() => world.close());

test("what is deployed takes deposits, restakes them, and brings them home after two epochs", async () => {
  const { vault, strategy } = world.contracts;
  await world.deposit("alice", 100n * ETHER);
  const units: bigint = await world.vault.getFunction("idleUnits")();
  await world.onVault("keeper", "allocate", [strategy, units]);
  expect(await world.strategy.getFunction("stakedUnits")()).toBeGreaterThanOrEqual(units - 3n);
  expect(await world.vault.getFunction("isKeeper")(accounts.keeper)).toBe(true);
  expect(await world.strategy.getFunction("vault")()).toBe(vault);

  await world.onVault("keeper", "startExit", [strategy, units / 2n]);
  await world.wait(2 * EPOCH);
  expect(Number((await world.strategy.getFunction("check")()).action)).toBe(Action.claim);
  await world.execute(Action.claim);
  expect(await world.vault.getFunction("idleUnits")()).toBeGreaterThanOrEqual(units / 2n);
});
