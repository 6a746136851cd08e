/** The journal in one file beside the keeper: Node's own SQLite, every commit on disk before it returns. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Database, Row, Session, Value } from "./database.ts";

/** Another process may hold the file for a moment. */
const BUSY_MILLISECONDS = 5_000;

export class SqliteDatabase implements Database {
  readonly types = { id: "INTEGER PRIMARY KEY", integer: "INTEGER" };
  readonly #db: DatabaseSync;
  /** The journal asks a few dozen questions, over and over. */
  readonly #statements = new Map<string, StatementSync>();
  /** What was asked for last: one connection does one thing at a time. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param path of the file, made if it is not there; `:memory:` for none */
  constructor(path: string) {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    this.#db = new DatabaseSync(path);
    this.#db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = ${BUSY_MILLISECONDS};`,
    );
  }

  all(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return this.#inTurn(async () => this.#all(sql, values));
  }

  atomically<T>(steps: (session: Session) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      this.#db.exec("BEGIN IMMEDIATE");
      try {
        const result = await steps({ all: async (sql, values = []) => this.#all(sql, values) });
        this.#db.exec("COMMIT");
        return result;
      } catch (error) {
        // A full disk has rolled back already.
        if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
        throw error;
      }
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => this.#db.close());
  }

  #all(sql: string, values: readonly Value[]): Row[] {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement.all(...values);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
