import { afterAll, beforeAll, expect, test } from "vitest";
import { NO_RULES } from "../../strategies/rules/rules.ts";
import { LendingOnChain } from "../../test/worlds/lending-on-chain.ts";
import { keepersOf } from "../../test/worlds/vault-keepers.ts";
import { explain, looksAbout } from "../explain.ts";
import { rehearse } from "../rehearse.ts";

const STETH = 10n ** 18n;
const DAY = 86_400;

let chain: LendingOnChain;

const keepers = () => keepersOf(chain.world.provider, { vault: chain.vault });

beforeAll(async () => {
  chain = await LendingOnChain.open();
  await chain.deposit("alice", 100n * STETH);
}, 60_000);

afterAll(() => chain.close());

test("a vault's strategies are found with their kinds, and its exit queue", async () => {
  const { watched } = await keepers();
  const { contracts } = chain.world.deployment;
  expect(watched).toMatchObject([
    { kind: "leveraged-loop", strategy: contracts.strategy, prices: contracts.prices },
    { kind: "lending", strategy: chain.address, prices: contracts.prices, exitQueue: contracts.exitQueue },
    { kind: "exit-queue", exitQueue: contracts.exitQueue, adapter: contracts.adapter },
  ]);
});

test("idle funds are lent, borrowed against, and what the loan has earned is harvested once that is worth it", () =>
  chain.world.isolated(async () => {
    const { untilQuiet, tick } = await keepers();
    expect(await untilQuiet("lending")).toEqual(["allocate", "borrow"]);
    expect(await tick("lending")).toMatchObject({ choice: { asked: { reason: "inBand" } } });
    for (let quarter = 0; quarter < 4; quarter++) await chain.observe(90 * DAY);
    expect(await untilQuiet("lending")).toContain("harvest");
  }));

test("a fall of the collateral is answered by a repayment, and the decision is made again from the journal", () =>
  chain.world.isolated(async () => {
    const { untilQuiet, tick, journal } = await keepers();
    await untilQuiet("lending");
    await chain.sellIntoPool(550_000n * STETH);
    for (let round = 0; round < 6; round++) await chain.observe(3_600);
    const result = await tick("lending");
    expect(result).toMatchObject({ outcome: "sent", choice: { asked: { action: "repay" } } });
    const before = "ltv" in result.snapshot.state ? result.snapshot.state.ltv : 0;
    expect(Number((await chain.strategy.getFunction("risk")()).ltv)).toBeLessThan(before);
    const [look] = await looksAbout(journal, result.snapshot.block.number);
    const explained = await explain(journal, look ?? expect.unreachable(), async () => NO_RULES);
    expect(explained).toMatchObject({ same: true, actions: [{ kind: "execute", ending: "mined" }] });
  }));

test("leaving is rehearsed for each of a vault's strategies: a loan is repaid from its venue, and next to nothing is lost", () =>
  chain.world.isolated(async () => {
    await (await keepers()).untilQuiet("lending");
    const { strategies } = await rehearse(chain.world.chain.provider, chain.vault);
    expect(strategies).toMatchObject([{ entryUnits: 0n, blocks: 0, cost: 0 }, { strategy: chain.address }]);
    const [, left = expect.unreachable()] = strategies;
    expect(left.stuckOn).toBeUndefined();
    expect(left.leftUnits).toBeLessThan(10n ** 12n);
    expect(left.cost).toBeLessThan(1_000_000);
  }));

test("what the venue yields is looked at when nobody else has for long", () =>
  chain.world.isolated(async () => {
    const { untilQuiet } = await keepers();
    await untilQuiet("lending");
    await chain.world.provider.send("evm_increaseTime", [DAY]);
    await chain.world.provider.send("evm_mine", []);
    const sent = await untilQuiet("lending");
    expect(sent).toContain("poke");
    expect(sent).toContain("observe");
  }));
