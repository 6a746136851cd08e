/**
 * The journal's tables. Amounts are TEXT: the integers of both databases end at 64 bits. Two indexes are rules: a vault has one
 * action under way at most, and a key has one for each nonce (KPR-01), whoever of several keepers writes.
 */
import { KeelError } from "../../errors/keel-error.ts";
import type { Database } from "./database.ts";

/** Counts up with every change that an older journal could not be read with. */
const VERSION = 3;

const tables = ({ id, integer }: Database["types"]): readonly string[] => [
  `CREATE TABLE IF NOT EXISTS looks (
    id ${id},
    vault TEXT NOT NULL,
    subject TEXT NOT NULL,
    time ${integer} NOT NULL,
    block ${integer} NOT NULL,
    snapshot TEXT NOT NULL,
    settings TEXT NOT NULL,
    rules TEXT NOT NULL,
    windows TEXT NOT NULL,
    choice TEXT NOT NULL,
    outcome TEXT,
    reason TEXT
  )`,
  "CREATE INDEX IF NOT EXISTS looks_at_a_subject ON looks (subject, id)",
  "CREATE INDEX IF NOT EXISTS looks_at_a_block ON looks (block)",
  `CREATE TABLE IF NOT EXISTS actions (
    id ${id},
    look ${integer} NOT NULL REFERENCES looks (id),
    vault TEXT NOT NULL,
    signer TEXT NOT NULL,
    kind TEXT NOT NULL,
    urgency ${integer} NOT NULL,
    target TEXT NOT NULL,
    data TEXT NOT NULL,
    gas_limit TEXT NOT NULL,
    dearest TEXT NOT NULL,
    nonce ${integer} NOT NULL,
    ending TEXT,
    ended ${integer},
    hash TEXT,
    block ${integer},
    block_hash TEXT,
    gas_used TEXT,
    fee TEXT,
    settled ${integer} NOT NULL DEFAULT 0
  )`,
  "CREATE UNIQUE INDEX IF NOT EXISTS one_in_flight ON actions (vault) WHERE ending IS NULL",
  "CREATE UNIQUE INDEX IF NOT EXISTS one_a_nonce ON actions (signer, nonce) WHERE ending IS NULL",
  "CREATE INDEX IF NOT EXISTS calls_of_a_contract ON actions (target, id)",
  "CREATE INDEX IF NOT EXISTS unsettled ON actions (vault) WHERE settled = 0",
  `CREATE TABLE IF NOT EXISTS attempts (
    id ${id},
    hash TEXT NOT NULL UNIQUE,
    action ${integer} NOT NULL REFERENCES actions (id),
    raw TEXT NOT NULL,
    max_fee TEXT NOT NULL,
    tip TEXT NOT NULL,
    deadline ${integer} NOT NULL,
    deadline_block ${integer} NOT NULL,
    private_until ${integer} NOT NULL,
    cancels ${integer} NOT NULL,
    sent ${integer} NOT NULL DEFAULT 0
  )`,
  `CREATE TABLE IF NOT EXISTS leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    token ${integer} NOT NULL,
    until ${integer} NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS versions (version ${integer} PRIMARY KEY)`,
];

/** Makes the tables that are missing. @throws KEEL_JOURNAL_VERSION */
export async function prepare(database: Database): Promise<void> {
  await database.atomically(async (session) => {
    for (const table of tables(database.types)) await session.all(table);
    await session.all("INSERT INTO versions (version) VALUES (?) ON CONFLICT DO NOTHING", [VERSION]);
    const [row] = await session.all("SELECT max(version) AS version FROM versions");
    if (Number(row?.version) === VERSION) return;
    throw new KeelError(
      "KEEL_JOURNAL_VERSION",
      `the keeper's journal has version ${row?.version}, and this keeper writes version ${VERSION}`,
      "Run the keeper that wrote it, or name another journal",
    );
  });
}
