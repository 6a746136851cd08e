/** What was pulled so far, in a small database beside the tape: a pull that is cut short goes on where it was. */
import { DatabaseSync } from "node:sqlite";
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import type { PulledRow } from "./read-row.ts";

export interface Stored {
  readonly time: Seconds;
  readonly block: number;
  readonly hash: string;
  readonly row: PulledRow;
}

export class PullStore {
  readonly #database: DatabaseSync;
  /** Rows of one chain alone are read and written: block 0's hash tells them apart. */
  readonly #chain: string;

  constructor(path: string, chain: string) {
    this.#database = new DatabaseSync(path);
    this.#chain = chain;
    this.#database.exec(
      `PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;
       CREATE TABLE IF NOT EXISTS rows (chain TEXT, time INTEGER, block INTEGER, hash TEXT, fields TEXT, PRIMARY KEY (chain, time))`,
    );
  }

  get(time: Seconds): Stored | undefined {
    const found = this.#database
      .prepare("SELECT time, block, hash, fields FROM rows WHERE chain = ? AND time = ?")
      .get(this.#chain, time) as { time: number; block: number; hash: string; fields: string } | undefined;
    return found && { time: found.time, block: found.block, hash: found.hash, row: JSON.parse(found.fields) };
  }

  put({ time, block, hash, row }: Stored): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)")
      .run(this.#chain, time, block, hash, JSON.stringify(row));
  }

  close(): void {
    this.#database.close();
  }
}
