/**
 * The keeper's memory: every look at the vault, every action begun, every transaction signed for it, each written to disk
 * before the step that it announces is taken. After a crash the journal says what may be out there, and a decision can be
 * made again from what it was made of (KPR-02). SQLite refuses a second action while one is open (KPR-01).
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Urgency } from "../strategies/decision.ts";
import type { WindowValues } from "../strategies/rules/history.ts";
import type { RuleSetting } from "../strategies/rules/rules.ts";
import type { AllocationParams } from "../strategies/vault/allocation.ts";
import type { KeeperAction } from "./action.ts";
import type { Choice } from "./decide.ts";
import type { Fees } from "./fees.ts";
import { fromJson, toJson } from "./json.ts";
import type { Snapshot } from "./snapshot.ts";

/** What came of a look. */
export type Outcome = "nothing" | "waiting" | "would-send" | "too-dear" | "refused" | "sent";

/**
 * How an action ended: `lost` where another transaction took its nonce, `cancelled` where we let nothing take it,
 * `superseded` where we offered it to a more urgent action; only one of the two can be mined.
 */
export type Ending = "mined" | "reverted" | "lost" | "cancelled" | "superseded";

export interface Look {
  readonly vault: string;
  /** Unix seconds by the keeper's clock. */
  readonly time: number;
  readonly snapshot: Snapshot;
  readonly allocation: AllocationParams;
  /** The strategist's rules that were tested, and what their windows saw. */
  readonly rules: readonly RuleSetting[];
  readonly windows: WindowValues;
  readonly choice: Choice;
}

/** A signed transaction. */
export interface Attempt {
  readonly hash: string;
  readonly raw: string;
  readonly fees: Fees;
  /** Unix seconds by the keeper's clock, after which the next attempt is due. */
  readonly deadline: number;
  /** True where it does nothing but take the nonce from the attempts before it. */
  readonly cancels: boolean;
}

/** An action that may still be mined, with its attempts, the oldest first; all have its nonce. */
export interface OpenAction extends KeeperAction {
  readonly id: number;
  readonly nonce: number;
  readonly attempts: readonly Attempt[];
}

export interface Inclusion {
  readonly hash: string;
  readonly block: number;
  readonly gasUsed: bigint;
}

// Amounts are TEXT: SQLite's integers end at 64 bits.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS looks (
    id INTEGER PRIMARY KEY,
    vault TEXT NOT NULL,
    time INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    allocation TEXT NOT NULL,
    choice TEXT NOT NULL,
    outcome TEXT,
    reason TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS ruled_looks (
    look INTEGER PRIMARY KEY REFERENCES looks (id),
    rules TEXT NOT NULL,
    windows TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS actions (
    id INTEGER PRIMARY KEY,
    look INTEGER NOT NULL REFERENCES looks (id),
    vault TEXT NOT NULL,
    kind TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    target TEXT NOT NULL,
    data TEXT NOT NULL,
    gas_limit TEXT NOT NULL,
    nonce INTEGER NOT NULL,
    ending TEXT,
    hash TEXT,
    block INTEGER,
    gas_used TEXT
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS one_in_flight ON actions (vault) WHERE ending IS NULL;
  CREATE TABLE IF NOT EXISTS attempts (
    hash TEXT PRIMARY KEY,
    action INTEGER NOT NULL REFERENCES actions (id),
    raw TEXT NOT NULL,
    max_fee TEXT NOT NULL,
    tip TEXT NOT NULL,
    deadline INTEGER NOT NULL,
    cancels INTEGER NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`;

export class Journal {
  readonly #db: DatabaseSync;

  /** @param path of the file, made if it is not there; `:memory:` for none */
  constructor(path: string) {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    this.#db = new DatabaseSync(path);
    this.#db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
    this.#db.exec(SCHEMA);
  }

  close(): void {
    this.#db.close();
  }

  recordLook({ vault, time, snapshot, allocation, rules, windows, choice }: Look): number {
    const insert = this.#db.prepare(
      "INSERT INTO looks (vault, time, snapshot, allocation, choice) VALUES (?, ?, ?, ?, ?)",
    );
    const insertRules = this.#db.prepare("INSERT INTO ruled_looks (look, rules, windows) VALUES (?, ?, ?)");
    let id = 0;
    this.#atomically(() => {
      const row = insert.run(vault, time, toJson(snapshot), toJson(allocation), toJson(choice));
      id = Number(row.lastInsertRowid);
      if (rules.length > 0) insertRules.run(id, toJson(rules), toJson(windows));
    });
    return id;
  }

  recordOutcome(look: number, outcome: Outcome, reason?: string): void {
    const update = this.#db.prepare("UPDATE looks SET outcome = ?, reason = ? WHERE id = ?");
    update.run(outcome, reason ?? null, look);
  }

  /**
   * Opens an action with its first transaction, which may be sent once this returns.
   * @param superseded the open action whose nonce this one takes
   * @throws where the vault has another open action
   */
  begin(
    look: number,
    vault: string,
    action: KeeperAction,
    nonce: number,
    attempt: Attempt,
    superseded?: OpenAction,
  ): void {
    this.#atomically(() => {
      if (superseded !== undefined) this.end(superseded.id, "superseded");
      const insert = this.#db.prepare(
        "INSERT INTO actions (look, vault, kind, urgency, target, data, gas_limit, nonce) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      );
      const { kind, urgency, to, data, gasLimit } = action;
      const row = insert.run(look, vault, kind, urgency, to, data, String(gasLimit), nonce);
      this.addAttempt(Number(row.lastInsertRowid), attempt);
      this.recordOutcome(look, "sent");
    });
  }

  addAttempt(action: number, { hash, raw, fees, deadline, cancels }: Attempt): void {
    const insert = this.#db.prepare(
      "INSERT INTO attempts (hash, action, raw, max_fee, tip, deadline, cancels) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    const { maxFeePerGas, maxPriorityFeePerGas } = fees;
    insert.run(
      hash,
      action,
      raw,
      String(maxFeePerGas),
      String(maxPriorityFeePerGas),
      deadline,
      cancels ? 1 : 0,
    );
  }

  markSent(hash: string): void {
    this.#db.prepare("UPDATE attempts SET sent = 1 WHERE hash = ?").run(hash);
  }

  end(action: number, ending: Ending, inclusion?: Inclusion): void {
    const update = this.#db.prepare(
      "UPDATE actions SET ending = ?, hash = ?, block = ?, gas_used = ? WHERE id = ?",
    );
    const { hash = null, block = null, gasUsed } = inclusion ?? {};
    update.run(ending, hash, block, gasUsed === undefined ? null : String(gasUsed), action);
  }

  openAction(vault: string): OpenAction | undefined {
    const row = this.#db.prepare("SELECT * FROM actions WHERE vault = ? AND ending IS NULL").get(vault);
    if (row === undefined) return undefined;
    const attempts = this.#db.prepare("SELECT * FROM attempts WHERE action = ? ORDER BY rowid");
    return {
      id: Number(row.id),
      kind: row.kind as KeeperAction["kind"],
      urgency: row.urgency as Urgency,
      to: String(row.target),
      data: String(row.data),
      gasLimit: BigInt(String(row.gas_limit)),
      nonce: Number(row.nonce),
      attempts: attempts.all(Number(row.id)).map((attempt) => ({
        hash: String(attempt.hash),
        raw: String(attempt.raw),
        fees: {
          maxFeePerGas: BigInt(String(attempt.max_fee)),
          maxPriorityFeePerGas: BigInt(String(attempt.tip)),
        },
        deadline: Number(attempt.deadline),
        cancels: attempt.cancels === 1,
      })),
    };
  }

  /** Every look at the vault, the oldest first. @param since unix seconds by the keeper's clock */
  *looks(vault: string, since = 0): Generator<Look & { readonly outcome: Outcome | null }> {
    const select = this.#db.prepare(
      "SELECT * FROM looks LEFT JOIN ruled_looks ON look = id WHERE vault = ? AND time >= ? ORDER BY id",
    );
    for (const row of select.iterate(vault, since)) {
      const windows: (number | null)[] = fromJson(String(row.windows ?? "[]"));
      yield {
        vault,
        time: Number(row.time),
        snapshot: fromJson(String(row.snapshot)),
        allocation: fromJson(String(row.allocation)),
        rules: fromJson(String(row.rules ?? "[]")),
        windows: windows.map((value) => value ?? undefined),
        choice: fromJson(String(row.choice)),
        outcome: row.outcome as Outcome | null,
      };
    }
  }

  #atomically(steps: () => void): void {
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      steps();
      this.#db.exec("COMMIT");
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    }
  }
}
