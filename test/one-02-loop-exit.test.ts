/**
 * A loop's slow way out, asked for by its vault, on the contracts and in the model, to the wei: started, waiting, paid in parts, slashed
 * while it waits, claimed where nothing is owed any more.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Action } from "../strategies/decision.ts";
import type { Compared } from "./worlds/compared.ts";
import { LoopTwins } from "./worlds/loop-twins.ts";

const STETH = 10n ** 18n;
const DAY = 86_400;

let twins: LoopTwins;

beforeAll(async () => {
  twins = await LoopTwins.open(24_000n * STETH);
}, 120_000);

afterAll(() => twins.close());

/** @returns what both sides hold after the step */
async function agree(step: Promise<Compared | undefined>) {
  const compared = await step;
  expect(compared?.model).toEqual(compared?.chain);
  expect(compared?.chain ?? "").not.toContain('"refused"');
  const { promised, due, queued } = JSON.parse(compared?.chain ?? "{}");
  return { promised: BigInt(promised), due: BigInt(due), queued: BigInt(queued) };
}

test("ONE-02 RSK-02 an exit of the vault's is started, counted, paid and finished alike, whole and in parts", async () => {
  await agree(twins.allocate(20_000n * STETH));
  await agree(twins.keep());
  expect((await agree(twins.startExit(3n * STETH))).queued).toBeGreaterThan(5n * STETH);
  const { queued } = await agree(twins.startExit(STETH));
  await twins.observe(3 * DAY);
  expect((await agree(twins.finishExit())).queued).toBe(queued);
  expect(await twins.finalize(1)).toBe(1);
  expect(await agree(twins.finishExit())).toEqual({ promised: 0n, due: 0n, queued: 0n });

  // More than one request's worth: paid one after the other.
  const started = await agree(twins.startExit(2_000n * STETH));
  expect(started.queued).toBeGreaterThan(1_000n * STETH);
  expect(await twins.finalize(1)).toBe(1);
  const half = await agree(twins.finishExit());
  expect([half.promised, half.due]).toEqual([started.promised, 0n]);
  expect(half.queued).toBeLessThan(started.queued);
  expect(await twins.finalize(1)).toBe(1);
  expect(await agree(twins.finishExit())).toEqual({ promised: 0n, due: 0n, queued: 0n });
}, 120_000);

test("ONE-02 RSK-02 what Lido does not pay, the leaver bears alike", async () => {
  const { promised } = await agree(twins.startExit(20n * STETH));
  await twins.finalize(1, 60n);
  const after = await agree(twins.finishExit());
  expect(promised).toBeGreaterThan(0n);
  expect(after).toEqual({ promised: 0n, due: 0n, queued: 0n });
}, 60_000);

test("ONE-02 RSK-02 what is due and has no room under the band stays due alike", async () => {
  const { promised } = await agree(twins.startExit(600n * STETH));
  await twins.terms(6_000, 6_900);
  await twins.finalize(2);
  const stuck = await agree(twins.finishExit());
  expect(stuck.promised).toBe(stuck.due);
  expect(stuck.due).toBeGreaterThan(promised / 2n);
  await twins.terms(6_900, 8_100);
  expect((await agree(twins.finishExit())).due).toBe(0n);
}, 60_000);

test("ONE-02 INC-02 what the rules send into the queue is counted and claimed alike", async () => {
  await twins.drain(470_000n * STETH);
  await twins.observe(DAY);
  await twins.sell(150_000n * STETH);
  await twins.observe(DAY);
  expect((await agree(twins.keep())).queued).toBeGreaterThan(0n);
  expect(await twins.finalize(32)).toBeGreaterThan(0);
  expect((await agree(twins.keep())).queued).toBe(0n);
  expect(twins.taken.slice(-2)).toEqual([Action.exit, Action.claim]);
}, 120_000);

test("ONE-02 RSK-02 what Lido pays once nothing is owed any more becomes stETH again alike", async () => {
  const { promised } = await agree(twins.startExit(5n * STETH));
  // What one day's leave costs is bounded.
  for (const percent of [30n, 40n, 60n, 100n]) {
    await twins.observe(DAY);
    await agree(twins.deallocate(percent));
  }
  expect(await twins.finalize(1)).toBe(1);
  const { due } = await agree(twins.finishExit());
  expect(promised).toBeGreaterThan(0n);
  expect(due).toBe(0n);
}, 60_000);
