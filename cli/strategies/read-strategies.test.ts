/** What `keel status` tells of a vault with strategies of two kinds, on the offline mainnet. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Action, Reason } from "../../strategies/decision.ts";
import { LendingOnChain } from "../../test/worlds/lending-on-chain.ts";
import { strategyPage } from "../status-page.ts";
import { readStrategies } from "./read-strategies.ts";

const STETH = 10n ** 18n;

let chain: LendingOnChain;

beforeAll(async () => {
  chain = await LendingOnChain.open();
  await chain.deposit("alice", 100n * STETH);
  await chain.allocate(40n * STETH);
}, 60_000);

afterAll(() => chain.close());

const read = () => {
  const { provider, deployment } = chain.world;
  return readStrategies(
    { request: ({ method, params }) => provider.send(method, (params ?? []) as unknown[]) },
    deployment.contracts.vault,
    "latest",
  );
};

test("each strategy is told by the printer of its kind", async () => {
  const kinds = (await read()).map(({ kind, address }) => ({ kind, address }));
  expect(kinds).toEqual([
    { kind: "leveraged loop", address: chain.world.deployment.contracts.strategy },
    { kind: "lending collateral", address: chain.address },
  ]);
});

test("a lending position shows what its rules ask for and why, and after it what the loan earns", async () => {
  const [, before] = await read();
  expect(before?.rules?.check).toMatchObject({ action: Action.borrow, reason: Reason.belowMin });
  expect(before?.rules?.notes).toContain("nothing is borrowed");
  await chain.execute(Action.borrow);
  const [, lending] = await read();
  expect(lending?.rules?.check).toMatchObject({ action: Action.hold, reason: Reason.inBand });
  expect(lending?.rules?.ruler).toMatchObject({ name: "LTV", now: expect.closeTo(500_000_000, -3) });
  expect(lending?.rules?.ruler.lines).toContainEqual(["repays above", 550_000_000]);
  expect(lending?.rules?.notes.join("\n")).toMatch(/carry .*\nthe venue holds (99\.99|100\.00)% of the debt/);
  const page = strategyPage(lending ?? expect.unreachable(), STETH).replaceAll(chain.address, "0x…");
  await expect(page).toMatchFileSnapshot("../pages/lending.txt");
});

test("values, exit cost and limits are the strategy's own", async () => {
  const [loop, lending] = await read();
  expect(loop).toMatchObject({ entryUnits: 0n, exitUnits: 0n, withdrawLimit: 0n });
  expect(lending?.entryUnits).toBeGreaterThan(39n * STETH);
  expect(lending?.exitUnits).toBeLessThanOrEqual(lending?.entryUnits ?? 0n);
  expect(lending?.withdrawLimit).toBe(lending?.exitUnits);
});
