import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NO_POSTGRES, type PostgresServer, startPostgres } from "../../test/worlds/postgres-server.ts";
import { Lease } from "../lease.ts";
import type { Database } from "./database.ts";
import type { Attempt, Beginning, Look } from "./entries.ts";
import { Journal } from "./journal.ts";
import { PostgresDatabase } from "./postgres.ts";
import { SqliteDatabase } from "./sqlite.ts";

const VAULT = "0x0000000000000000000000000000000000000001";
const STRATEGY = "0x0000000000000000000000000000000000000003";
const KEY = "0x0000000000000000000000000000000000000002";
const LARGEST = 2n ** 256n - 1n;

const look = {
  vault: VAULT,
  subject: STRATEGY,
  time: 1_651_400_000,
  snapshot: { block: { number: 7, baseFee: 1n }, idleUnits: LARGEST },
  settings: { allocation: { maxIdle: 1, keepIdle: 0, pokeEvery: 2 }, settleFrom: 3, leastGain: LARGEST },
  rules: [],
  windows: [undefined, 3],
  choice: { move: { kind: "allocate", units: LARGEST } },
} as unknown as Look;

const attempt = (hash: string): Attempt => ({
  hash,
  raw: "0x02",
  fees: { maxFeePerGas: LARGEST, maxPriorityFeePerGas: 1n },
  deadline: 1,
  deadlineBlock: 2,
  privateUntil: 0,
  cancels: false,
});

const beginning = (hash: string, nonce = 5, vault = VAULT): Beginning => ({
  vault,
  time: 10,
  signer: KEY,
  action: { kind: "allocate", urgency: 1, to: VAULT, data: "0x", gasLimit: 1_000n },
  nonce,
  dearest: LARGEST,
  attempt: attempt(hash),
});

const inclusion = { hash: "0x0a", block: 8, blockHash: "0x0b", gasUsed: 21_000n, fee: LARGEST };

class StandingClock {
  time = 1_000;
  now = () => this.time;
  sleep = async () => {};
  timeout = () => AbortSignal.any([]);
}

/** What both databases must do alike. @param open another connection to the same, empty, database */
function journalTests(open: () => Database, empty: () => Promise<void>): void {
  let journal: Journal;

  beforeEach(async () => {
    await empty();
    journal = await Journal.open(open());
    return () => journal.close();
  });

  test("what was seen is read back as it was, the largest amount and a window that sees nothing included", async () => {
    const id = await journal.recordLook(look);
    await journal.recordOutcome(id, "refused", "BelowFloor");
    expect(await journal.look(id)).toEqual({ ...look, id, outcome: "refused", reason: "BelowFloor" });
    expect(await journal.looksAt(7)).toHaveLength(1);
    expect(await Array.fromAsync(journal.looks(STRATEGY, look.time + 1))).toEqual([]);
  });

  test("looks are read page by page, in their order", async () => {
    for (let index = 0; index < 501; index++) await journal.recordLook({ ...look, time: index });
    const times = (await Array.fromAsync(journal.looks(STRATEGY))).map(({ time }) => time);
    expect(times).toEqual(Array.from({ length: 501 }, (_, index) => index));
  });

  test("KPR-01 a second action of a vault is refused, and so is a second one at the nonce of another's", async () => {
    const id = await journal.recordLook(look);
    await journal.begin(id, beginning("0x01"));
    await expect(journal.begin(id, beginning("0x02", 6))).rejects.toThrow();
    await expect(journal.begin(id, beginning("0x03", 5, KEY))).rejects.toThrow();
    expect(await journal.openAction(VAULT)).toMatchObject({ nonce: 5, dearest: LARGEST });
  });

  test("an action that fails to begin leaves nothing behind", async () => {
    const id = await journal.recordLook(look);
    await journal.begin(id, beginning("0x01"));
    await journal.end(1, "lost", 11);
    await expect(journal.begin(id, beginning("0x01"))).rejects.toThrow();
    expect(await journal.openAction(VAULT)).toBeUndefined();
  });

  test("one that gives its nonce away ends in the moment in which the other begins", async () => {
    const id = await journal.recordLook(look);
    await journal.begin(id, beginning("0x01"));
    const first = await journal.openAction(VAULT);
    await journal.begin(id, beginning("0x02"), first);
    expect(await journal.openAction(VAULT)).toMatchObject({ attempts: [{ hash: "0x02" }] });
    expect(await journal.actionsAt({ hash: "0x01" })).toMatchObject([{ ending: "superseded" }]);
  });

  test("an ending is undone by a reorganisation until it is settled, and its cost is counted", async () => {
    const id = await journal.recordLook(look);
    await journal.begin(id, beginning("0x01"));
    await journal.end(1, "mined", 20, inclusion);
    expect(await journal.spent(KEY, 1, 20)).toBe(LARGEST);
    expect(await journal.spent(KEY, 1, 21)).toBe(0n);
    expect(await journal.lastInclusion(VAULT)).toBe(8);
    await journal.reopen(1);
    expect(await journal.openAction(VAULT)).toMatchObject({ id: 1, ending: null });
    await journal.end(1, "reverted", 30, inclusion);
    expect(await journal.reverts(VAULT)).toEqual({ inARow: 1, lastAt: 30 });
    await journal.settle(1);
    expect(await journal.unsettled(VAULT)).toEqual([]);
  });

  test("looks that led to nothing are forgotten, those that led to an action are not", async () => {
    const kept = await journal.recordLook(look);
    await journal.begin(kept, beginning("0x01"));
    const forgotten = await journal.recordLook(look);
    await journal.recordOutcome(forgotten, "nothing");
    await journal.forgetLooks(look.time + 1);
    expect(await journal.look(forgotten)).toBeUndefined();
    expect(await journal.look(kept)).toBeDefined();
  });

  describe("a lease", () => {
    const clock = new StandingClock();
    const leaseOf = (holder: string, database: Database) =>
      new Lease({ database, name: KEY, holder, seconds: 60, clock });

    test("is one keeper's until it gives it back or falls silent", async () => {
      const database = open();
      const [first, second] = [leaseOf("first", database), leaseOf("second", database)];
      expect(await first.hold()).toBe(true);
      expect(await second.hold()).toBe(false);
      clock.time += 61;
      expect(await second.hold()).toBe(true);
      expect(await first.hold()).toBe(false);
      await second.release();
      expect(await first.hold()).toBe(true);
      await database.close();
    });

    test("that was lost while the keeper slept lets it write nothing that could be sent", async () => {
      const database = open();
      const [sleeper, other] = [leaseOf("sleeper", database), leaseOf("other", database)];
      const fenced = await Journal.open(database, sleeper.fence);
      expect(await sleeper.hold()).toBe(true);
      const id = await fenced.recordLook(look);
      clock.time += 61;
      expect(await other.hold()).toBe(true);
      await expect(fenced.begin(id, beginning("0x01"))).rejects.toThrow(
        expect.objectContaining({ code: "KEEL_LEASE_LOST" }),
      );
      expect(await journal.openAction(VAULT)).toBeUndefined();
      await fenced.close();
    });

    test("that was lost while a transaction was under way lets no second offer be made for it", async () => {
      const database = open();
      const [sleeper, other] = [leaseOf("sleeper", database), leaseOf("other", database)];
      const fenced = await Journal.open(database, sleeper.fence);
      await sleeper.hold();
      await fenced.begin(await fenced.recordLook(look), beginning("0x01"));
      clock.time += 61;
      await other.hold();
      await expect(fenced.addAttempt(1, attempt("0x02"))).rejects.toThrow(
        expect.objectContaining({ code: "KEEL_LEASE_LOST" }),
      );
      expect((await journal.openAction(VAULT))?.attempts).toHaveLength(1);
      await fenced.close();
    });
  });
}

describe("on SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "keel-journal-"));
  let round = 0;
  afterAll(() => rmSync(folder, { recursive: true }));
  journalTests(
    () => new SqliteDatabase(join(folder, `${round}.sqlite`)),
    async () => {
      round++;
    },
  );
});

describe.skipIf(NO_POSTGRES !== undefined)("on PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());

  journalTests(
    () => new PostgresDatabase(server.url),
    async () => {
      const database = new PostgresDatabase(server.url);
      await database.all("DROP SCHEMA public CASCADE");
      await database.all("CREATE SCHEMA public");
      await database.close();
    },
  );

  test("a lease is taken by one only of many that try at once", async () => {
    await (await Journal.open(new PostgresDatabase(server.url))).close();
    const databases = Array.from({ length: 8 }, () => new PostgresDatabase(server.url));
    const clock = new StandingClock();
    const took = await Promise.all(
      databases.map((database, index) =>
        new Lease({ database, name: "contested", holder: `keeper ${index}`, seconds: 60, clock }).hold(),
      ),
    );
    expect(took.filter(Boolean)).toHaveLength(1);
    for (const database of databases) await database.close();
  });

  test("a server that crashes takes no entry with it, and is spoken to again once it is back", async () => {
    const journal = await Journal.open(new PostgresDatabase(server.url));
    const id = await journal.recordLook(look);
    await journal.begin(id, beginning("0x01"));
    await server.crash();
    const refused = await journal.recordLook(look).catch((error) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(`${refused.message}${refused.stack}`).not.toContain("not-a-secret");
    await server.restart();
    expect(await journal.openAction(VAULT)).toMatchObject({ attempts: [{ hash: "0x01" }] });
    await journal.close();
  });
});
