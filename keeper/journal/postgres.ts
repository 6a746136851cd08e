/** The journal on a PostgreSQL server, which several keepers share. */
import type { PoolClient } from "pg";
import pg from "pg";
import { KeelError } from "../../errors/keel-error.ts";
import type { Database, Row, Session, Value } from "./database.ts";

const CONNECT_MILLISECONDS = 5_000;
/** A server that hangs must not hang the keeper: its lease runs out meanwhile. */
const STATEMENT_MILLISECONDS = 10_000;
/** The lock that writers take one after the other, as SQLite's do: any number that nobody else uses. */
const WRITERS = 0x4b65656c;

export class PostgresDatabase implements Database {
  readonly types = { id: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", integer: "BIGINT" };
  readonly #pool: pg.Pool;

  /** @param url `postgres://…`, which may hold a password and is shown nowhere */
  constructor(url: string) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: 4,
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      statement_timeout: STATEMENT_MILLISECONDS,
      query_timeout: STATEMENT_MILLISECONDS,
    });
    // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
    this.#pool.on("error", () => {});
  }

  /** @throws KEEL_JOURNAL_UNREACHABLE */
  async all(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return this.#with((client) => sessionOf(client).all(sql, values));
  }

  /** @throws KEEL_JOURNAL_UNREACHABLE */
  atomically<T>(steps: (session: Session) => Promise<T>): Promise<T> {
    return this.#with(async (client) => {
      await client.query("BEGIN");
      try {
        await client.query(`SELECT pg_advisory_xact_lock(${WRITERS})`);
        const result = await steps(sessionOf(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #with<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let broken = false;
    try {
      return await work(client);
    } catch (error) {
      broken = !(error instanceof pg.DatabaseError) && !(error instanceof KeelError);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      // The cause could carry the URL with its password.
      throw new KeelError(
        "KEEL_JOURNAL_UNREACHABLE",
        `the journal's PostgreSQL server does not let the keeper in (${(error as { code?: string }).code ?? "no answer"})`,
        "Check keeper.journal and that the server runs",
      );
    }
  }
}

const sessionOf = (client: PoolClient): Session => ({
  async all(sql, values = []) {
    let index = 0;
    const { rows } = await client.query(
      sql.replace(/\?/g, () => `$${++index}`),
      [...values],
    );
    return rows;
  },
});
