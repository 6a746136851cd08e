/** A lending position's life on the contracts and in the model, to the wei: from its opening to its last unit out. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Action } from "../strategies/decision.ts";
import type { Compared } from "./worlds/compared.ts";
import { LendingTwins } from "./worlds/lending-twins.ts";

const STETH = 10n ** 18n;
const HOUR = 3_600;
const DAY = 86_400;

let twins: LendingTwins;

beforeAll(async () => {
  twins = await LendingTwins.open(900n * STETH);
}, 120_000);

afterAll(() => twins.close());

async function agree(step: Promise<Compared | undefined>): Promise<void> {
  const compared = await step;
  expect(compared?.model).toEqual(compared?.chain);
  expect(compared?.chain ?? "").not.toContain('"refused"');
}

/** What the rules ask for, as long as they ask. */
async function keep(most = 1): Promise<void> {
  for (let round = 0; round < most; round++) await agree(twins.keep());
}

test("ONE-02 lending: contracts and model agree to the wei, step by step", async () => {
  await agree(twins.allocate(500n * STETH));
  await keep();
  await agree(twins.deallocate(10n));
  await twins.chain.observe(80 * DAY);
  await twins.chain.observe(12);
  await keep(2);
  await agree(twins.allocate(100n * STETH));
  await twins.chain.observe(DAY);
  await keep();

  // The lender tightens: it is repaid from the venue, and then although the venue has lent everything out.
  await twins.terms(4_000, 5_200);
  await keep();
  await twins.venue("lend", 5_000_000n);
  await agree(twins.deallocate(7n));
  await twins.venue("lend", 300_000n);
  await twins.terms(3_500, 4_600);
  await twins.chain.sellIntoPool(200_000n * STETH);
  for (let round = 0; round < 4; round++) await twins.chain.observe(HOUR);
  await keep(3);
  await agree(twins.deallocate(5n));

  // It eases, and the venue loses.
  await twins.terms(6_900, 8_100);
  await twins.venue("collect", 20_000_000n);
  await twins.chain.observe(DAY);
  await keep();
  await twins.venue("writeOff", 1_000_000n);
  await agree(twins.deallocate(9n));
  await keep(3);
  await agree(twins.deallocate(100n));

  expect(new Set(twins.taken)).toEqual(new Set([Action.borrow, Action.harvest, Action.repay, Action.unwind]));
}, 240_000);
