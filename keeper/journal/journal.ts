/**
 * The keeper's memory: every look at a vault, every action begun, every transaction signed for it, each written to disk
 * before the step that it announces is taken. After a crash the journal says what may be out there, and a decision can be
 * made again from what it was made of (KPR-02).
 */
import type { Urgency } from "../../strategies/decision.ts";
import type { KeeperAction } from "../action.ts";
import { fromJson, toJson } from "../json.ts";
import type { Database, Row, Session } from "./database.ts";
import type {
  Attempt,
  Beginning,
  Ending,
  Inclusion,
  Look,
  Outcome,
  RecordedAction,
  RecordedLook,
} from "./entries.ts";
import { prepare } from "./schema.ts";
import { SqliteDatabase } from "./sqlite.ts";

/** Looks that are read at a time, so that a long journal needs no more memory than a short one. */
const PAGE = 500;

/** Throws where this keeper may no longer write; see {@link Lease}. */
export type Fence = (session: Session) => Promise<void>;

export class Journal {
  readonly #db: Database;
  readonly #fence: Fence;

  private constructor(db: Database, fence: Fence) {
    this.#db = db;
    this.#fence = fence;
  }

  /** @param fence tried within each transaction that lets something be sent */
  static async open(database: Database, fence: Fence = async () => {}): Promise<Journal> {
    await prepare(database);
    return new Journal(database, fence);
  }

  /** A journal in a file; `:memory:` for one that is forgotten. */
  static inFile(path: string): Promise<Journal> {
    return Journal.open(new SqliteDatabase(path));
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  async recordLook({
    vault,
    subject,
    time,
    snapshot,
    settings,
    rules,
    windows,
    choice,
  }: Look): Promise<number> {
    const [row] = await this.#db.all(
      `INSERT INTO looks (vault, subject, time, block, snapshot, settings, rules, windows, choice)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
      [
        vault,
        subject,
        time,
        snapshot.block.number,
        toJson(snapshot),
        toJson(settings),
        toJson(rules),
        toJson(windows),
        toJson(choice),
      ],
    );
    return Number(row?.id);
  }

  async recordOutcome(look: number, outcome: Outcome, reason?: string): Promise<void> {
    await outcomeOf(this.#db, look, outcome, reason);
  }

  /**
   * Opens an action with its first transaction, which may be sent once this returns.
   * @param superseded the open action whose nonce this one takes
   * @throws where the vault has another open action, the nonce is taken, or the lease is lost
   */
  begin(look: number, beginning: Beginning, superseded?: RecordedAction): Promise<void> {
    const { vault, time, signer, action, nonce, dearest, attempt } = beginning;
    return this.#db.atomically(async (session) => {
      await this.#fence(session);
      if (superseded !== undefined) {
        await endingOf(session, superseded.id, "superseded", time);
      }
      const { kind, urgency, to, data, gasLimit } = action;
      const [row] = await session.all(
        `INSERT INTO actions (look, vault, signer, kind, urgency, target, data, gas_limit, dearest, nonce)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
        [look, vault, signer, kind, urgency, to, data, String(gasLimit), String(dearest), nonce],
      );
      await attemptOf(session, Number(row?.id), attempt);
      await outcomeOf(session, look, "sent");
    });
  }

  /** One more transaction for an open action, which may be sent once this returns. */
  addAttempt(action: number, attempt: Attempt): Promise<void> {
    return this.#db.atomically(async (session) => {
      await this.#fence(session);
      await attemptOf(session, action, attempt);
    });
  }

  async markSent(hash: string): Promise<void> {
    await this.#db.all("UPDATE attempts SET sent = 1 WHERE hash = ?", [hash]);
  }

  /** The next attempt is due at once: the node did not take this one. */
  async expire(hash: string): Promise<void> {
    await this.#db.all("UPDATE attempts SET deadline_block = 0 WHERE hash = ?", [hash]);
  }

  /** @param time unix seconds by the keeper's clock */
  async end(action: number, ending: Ending, time: number, inclusion?: Inclusion): Promise<void> {
    await endingOf(this.#db, action, ending, time, inclusion);
  }

  /** After a reorganisation that took its transaction out of the chain. */
  async reopen(action: number): Promise<void> {
    await this.#db.all(
      "UPDATE actions SET ending = NULL, hash = NULL, block = NULL, block_hash = NULL, gas_used = NULL, fee = NULL WHERE id = ?",
      [action],
    );
  }

  /** No reorganisation will reach it any more. */
  async settle(action: number): Promise<void> {
    await this.#db.all("UPDATE actions SET settled = 1 WHERE id = ?", [action]);
  }

  /** @returns undefined where none of the vault's may still be mined */
  async openAction(vault: string): Promise<RecordedAction | undefined> {
    const [action] = await this.#actions("vault = ? AND ending IS NULL", [vault]);
    return action;
  }

  /** All of a key's actions that may still be mined, by nonce. */
  openActionsOf(signer: string): Promise<RecordedAction[]> {
    return this.#actions("signer = ? AND ending IS NULL", [signer]);
  }

  /** Those that ended so lately that a reorganisation could undo it. */
  unsettled(vault: string): Promise<RecordedAction[]> {
    return this.#actions("vault = ? AND ending IS NOT NULL AND settled = 0", [vault]);
  }

  /** What was begun on a look. */
  actionsOf(look: number): Promise<RecordedAction[]> {
    return this.#actions("look = ?", [look]);
  }

  /** Actions with a transaction in this block, or with this transaction. */
  actionsAt(where: { readonly block: number } | { readonly hash: string }): Promise<RecordedAction[]> {
    if ("block" in where) return this.#actions("block = ?", [where.block]);
    return this.#actions("id IN (SELECT action FROM attempts WHERE hash = ?)", [where.hash]);
  }

  /** How many calls of a contract reverted one after the other, up to the last one, and when that was. */
  async reverts(target: string): Promise<{ readonly inARow: number; readonly lastAt: number }> {
    const rows = await this.#db.all(
      "SELECT ending, ended FROM actions WHERE target = ? AND ending IS NOT NULL ORDER BY id DESC LIMIT 10",
      [target],
    );
    const other = rows.findIndex(({ ending }) => ending !== "reverted");
    return { inARow: other === -1 ? rows.length : other, lastAt: Number(rows[0]?.ended ?? 0) };
  }

  /** Unix seconds by the keeper's clock at which a contract last did what it was asked to; 0 where it never did. */
  async lastDone(target: string): Promise<number> {
    const [row] = await this.#db.all(
      "SELECT max(ended) AS ended FROM actions WHERE target = ? AND ending = 'mined'",
      [target],
    );
    return Number(row?.ended ?? 0);
  }

  /** Wei that a key's actions of this urgency have cost since then. @param since unix seconds by the keeper's clock */
  async spent(signer: string, urgency: Urgency, since: number): Promise<bigint> {
    const rows = await this.#db.all(
      "SELECT fee FROM actions WHERE signer = ? AND urgency = ? AND ended >= ? AND fee IS NOT NULL",
      [signer, urgency, since],
    );
    return rows.reduce((sum, { fee }) => sum + BigInt(String(fee)), 0n);
  }

  /** The block of the vault's latest transaction that is in the chain; 0 where there is none. */
  async lastInclusion(vault: string): Promise<number> {
    const [row] = await this.#db.all("SELECT max(block) AS block FROM actions WHERE vault = ?", [vault]);
    return Number(row?.block ?? 0);
  }

  /** Every look at a contract, the oldest first. @param since unix seconds by the keeper's clock */
  async *looks(subject: string, since = 0): AsyncGenerator<RecordedLook> {
    let after = 0;
    while (true) {
      const rows = await this.#db.all(
        "SELECT * FROM looks WHERE subject = ? AND id > ? AND time >= ? ORDER BY id LIMIT ?",
        [subject, after, since, PAGE],
      );
      yield* rows.map(lookOf);
      if (rows.length < PAGE) return;
      after = Number(rows.at(-1)?.id);
    }
  }

  /** What was seen and decided on a block, of every vault. */
  async looksAt(block: number): Promise<RecordedLook[]> {
    return (await this.#db.all("SELECT * FROM looks WHERE block = ? ORDER BY id", [block])).map(lookOf);
  }

  async look(id: number): Promise<RecordedLook | undefined> {
    const [row] = await this.#db.all("SELECT * FROM looks WHERE id = ?", [id]);
    return row === undefined ? undefined : lookOf(row);
  }

  /** Forgets looks that led to nothing, so that the journal does not grow for ever. @param before unix seconds */
  async forgetLooks(before: number): Promise<void> {
    await this.#db.all(
      "DELETE FROM looks WHERE time < ? AND id NOT IN (SELECT look FROM actions) AND outcome <> 'sent'",
      [before],
    );
  }

  async #actions(where: string, values: (string | number)[]): Promise<RecordedAction[]> {
    const rows = await this.#db.all(`SELECT * FROM actions WHERE ${where} ORDER BY nonce, id`, values);
    const actions: RecordedAction[] = [];
    for (const row of rows) {
      const attempts = await this.#db.all("SELECT * FROM attempts WHERE action = ? ORDER BY id", [
        Number(row.id),
      ]);
      actions.push(actionOf(row, attempts));
    }
    return actions;
  }
}

async function outcomeOf(session: Session, look: number, outcome: Outcome, reason?: string): Promise<void> {
  await session.all("UPDATE looks SET outcome = ?, reason = ? WHERE id = ?", [outcome, reason ?? null, look]);
}

async function attemptOf(session: Session, action: number, attempt: Attempt): Promise<void> {
  const { hash, raw, fees, deadline, deadlineBlock, privateUntil, cancels } = attempt;
  await session.all(
    `INSERT INTO attempts (hash, action, raw, max_fee, tip, deadline, deadline_block, private_until, cancels)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      hash,
      action,
      raw,
      String(fees.maxFeePerGas),
      String(fees.maxPriorityFeePerGas),
      deadline,
      deadlineBlock,
      privateUntil,
      cancels ? 1 : 0,
    ],
  );
}

async function endingOf(
  session: Session,
  action: number,
  ending: Ending,
  time: number,
  inclusion?: Inclusion,
): Promise<void> {
  await session.all(
    "UPDATE actions SET ending = ?, ended = ?, hash = ?, block = ?, block_hash = ?, gas_used = ?, fee = ? WHERE id = ?",
    [
      ending,
      time,
      inclusion?.hash ?? null,
      inclusion?.block ?? null,
      inclusion?.blockHash ?? null,
      inclusion === undefined ? null : String(inclusion.gasUsed),
      inclusion === undefined ? null : String(inclusion.fee),
      action,
    ],
  );
}

function lookOf(row: Row): RecordedLook {
  const windows: (number | null)[] = fromJson(String(row.windows));
  return {
    id: Number(row.id),
    vault: String(row.vault),
    subject: String(row.subject),
    time: Number(row.time),
    snapshot: fromJson(String(row.snapshot)),
    settings: fromJson(String(row.settings)),
    rules: fromJson(String(row.rules)),
    windows: windows.map((value) => value ?? undefined),
    choice: fromJson(String(row.choice)),
    outcome: row.outcome as Outcome | null,
    reason: row.reason as string | null,
  };
}

function actionOf(row: Row, attempts: readonly Row[]): RecordedAction {
  return {
    id: Number(row.id),
    look: Number(row.look),
    vault: String(row.vault),
    kind: row.kind as KeeperAction["kind"],
    urgency: Number(row.urgency) as Urgency,
    to: String(row.target),
    data: String(row.data),
    gasLimit: BigInt(String(row.gas_limit)),
    dearest: BigInt(String(row.dearest)),
    nonce: Number(row.nonce),
    ending: row.ending as Ending | null,
    ...(row.hash !== null && {
      inclusion: {
        hash: String(row.hash),
        block: Number(row.block),
        blockHash: String(row.block_hash),
        gasUsed: BigInt(String(row.gas_used)),
        fee: BigInt(String(row.fee)),
      },
    }),
    attempts: attempts.map((attempt) => ({
      hash: String(attempt.hash),
      raw: String(attempt.raw),
      fees: {
        maxFeePerGas: BigInt(String(attempt.max_fee)),
        maxPriorityFeePerGas: BigInt(String(attempt.tip)),
      },
      deadline: Number(attempt.deadline),
      deadlineBlock: Number(attempt.deadline_block),
      privateUntil: Number(attempt.private_until),
      cancels: Number(attempt.cancels) === 1,
    })),
  };
}
