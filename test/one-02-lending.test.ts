/**
 * A lending position's life on the contracts and in the model: before each step the model is given what the step will find,
 * and after it every wei of the position, the lender's reserves, the pools and the venue must be what the chain holds.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { addressBook } from "../devnet/addresses.ts";
import { Action } from "../strategies/decision.ts";
import { entryUnits, exitUnits, type Lending } from "../strategies/lending/books.ts";
import { execute } from "../strategies/lending/execute.ts";
import { decide } from "../strategies/lending/policy.ts";
import { risk } from "../strategies/lending/risk.ts";
import { depositUnits, withdrawUnitsAtFloor } from "../strategies/lending/slice.ts";
import { LendingOnChain } from "./worlds/lending-on-chain.ts";
import { readLending } from "./worlds/read-lending.ts";

const STETH = 10n ** 18n;
const UNIT = 1_000_000n;
const HOUR = 3_600;
const DAY = 86_400;
const VENUE = ["function lend(uint256)", "function collect(uint256)", "function writeOff(uint256)"];
const TERMS = ["function configureReserveAsCollateral(address, uint256, uint256, uint256)"];

let chain: LendingOnChain;
/** Every action that was taken. */
const taken: Action[] = [];

beforeAll(async () => {
  chain = await LendingOnChain.open();
  await chain.deposit("alice", 900n * STETH);
}, 120_000);

afterAll(() => chain.close());

/** One step on both sides; everything that either holds afterwards is the same. */
async function step(onModel: (lending: Lending) => void, onChain: () => Promise<unknown>): Promise<void> {
  await chain.peek();
  const model = await readLending(chain, "pending");
  const values = { entry: entryUnits(model), exit: exitUnits(model), state: risk(model) };
  const strategy = chain.strategy;
  const at = { blockTag: "pending" };
  const state = await strategy.getFunction("risk")(at);
  expect(values).toEqual({
    entry: await strategy.getFunction("entryUnits")(at),
    exit: await strategy.getFunction("exitUnits")(at),
    state: Object.fromEntries(Object.entries(state.toObject()).map(([name, value]) => [name, Number(value)])),
  });
  onModel(model);
  await onChain();
  const after = await readLending(chain, "latest");
  // Staked ether moves the redemption rate by a rounding; the reading is the chain's own.
  expect({ ...model.around, prices: undefined, lenderRate: 0n }).toEqual({
    ...after.around,
    prices: undefined,
    lenderRate: 0n,
  });
  expect(model.position).toEqual(after.position);
}

const allocate = (units: bigint) =>
  step(
    (model) => depositUnits(model, units),
    () => chain.allocate(units),
  );

/** What the rules ask for, as long as they ask. */
async function keep(most = 1): Promise<void> {
  for (let round = 0; round < most; round++) {
    await chain.peek();
    const model = await readLending(chain, "pending");
    const { action, target } = decide(risk(model), model.settings.params);
    if (action === Action.hold) return;
    taken.push(action);
    await step(
      (lending) => execute(lending, { action, target, floor: 0n }),
      () => chain.execute(action),
    );
  }
}

async function deallocate(part: bigint): Promise<void> {
  await chain.peek();
  const units = (exitUnits(await readLending(chain, "pending")) * part) / 100n;
  await step(
    (model) => withdrawUnitsAtFloor(model, units, 0n),
    () =>
      chain.send("keeper", chain.vault, interfaceOf("KeelVault"), "deallocate", [chain.address, units, 0]),
  );
}

const venue = (name: string, amount: bigint) =>
  chain.send("lenderWhale", chain.market.venue, VENUE, name, [amount * UNIT]);

const terms = (ltv: number, threshold: number) =>
  chain.send("builder", addressBook.aavePoolConfigurator.address, TERMS, "configureReserveAsCollateral", [
    addressBook.wstETH.address,
    ltv,
    threshold,
    10_750,
  ]);

test("ONE-02 lending: contracts and model agree to the wei, step by step", async () => {
  await allocate(500n * STETH);
  await keep();
  await deallocate(10n);
  await chain.observe(80 * DAY);
  await chain.observe(12);
  await keep(2);
  await allocate(100n * STETH);
  await chain.observe(DAY);
  await keep();

  // The lender tightens: from the venue, and then from a venue that has lent everything out.
  await terms(4_000, 5_200);
  await keep();
  await venue("lend", 5_000_000n);
  await deallocate(7n);
  await venue("lend", 300_000n);
  await terms(3_500, 4_600);
  await chain.sellIntoPool(200_000n * STETH);
  for (let round = 0; round < 4; round++) await chain.observe(HOUR);
  await keep(3);
  await deallocate(5n);

  // It eases, and the venue loses.
  await terms(6_900, 8_100);
  await venue("collect", 20_000_000n);
  await chain.observe(DAY);
  await keep();
  await venue("writeOff", 1_000_000n);
  await deallocate(9n);
  await keep(3);
  await deallocate(100n);

  expect(new Set(taken)).toEqual(new Set([Action.borrow, Action.harvest, Action.repay, Action.unwind]));
}, 240_000);
