import { expect, test } from "vitest";
import { walletOf } from "../devnet/accounts.ts";
import { systemClock } from "../keeper/clock.ts";
import { explain, looksAbout } from "../keeper/explain.ts";
import { Journal } from "../keeper/journal/journal.ts";
import { SqliteDatabase } from "../keeper/journal/sqlite.ts";
import { createKeeper } from "../keeper/keeper.ts";
import { createLog } from "../keeper/log.ts";
import { DEFAULT_KEEPER_PARAMS } from "../keeper/params.ts";
import { loadLoopRules } from "../strategies/leveraged-loop/rules.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import { explanation } from "./explain-words.ts";

test("KPR-02 a decision is explained by block and by transaction, made again, and a forged one is found out", async () => {
  const world = await VaultOnChain.open();
  const database = new SqliteDatabase(":memory:");
  const journal = await Journal.open(database);
  try {
    await world.deposit("alice", 10n * 10n ** 18n);
    const keeper = await createKeeper({
      ...{
        rpc: world.chain.provider,
        contracts: world.deployment.contracts,
        signer: walletOf("keeper"),
        journal,
      },
      ...{ params: DEFAULT_KEEPER_PARAMS, clock: systemClock, log: createLog("silent") },
    });
    const sent = await keeper.tick();
    if (sent.outcome !== "sent") throw new Error(`the keeper did not send: ${sent.outcome}`);
    await keeper.confirm();

    const [byBlock] = await looksAbout(journal, sent.snapshot.block.number);
    const [byTransaction] = await looksAbout(journal, sent.hash);
    expect(byBlock).toEqual(byTransaction);
    const explained = await explain(journal, byBlock ?? expect.unreachable(), loadLoopRules);
    const words = explanation(explained);
    expect(words).toContain('the keeper\'s move: allocate; it came to "sent"');
    expect(words).toMatch(new RegExp(`allocate at nonce 0: mined\n {4}${sent.hash}`));
    expect(words).toMatch(/recomputed from the journal: the same$/);

    await database.all("UPDATE looks SET choice = replace(choice, 'allocate', 'execute')");
    const [forged] = await looksAbout(journal, sent.hash);
    const found = await explain(journal, forged ?? expect.unreachable(), loadLoopRules);
    expect(found.same).toBe(false);
    expect(explanation(found)).toMatch(/NOT the same$/);
  } finally {
    await journal.close();
    await world.close();
  }
});
