/**
 * Which of several keepers acts. The lease is a row of the journal's database with a time to its end and a token that grows with
 * every change of hands; who was too slow finds a newer token when it wants to write, and cannot send what it cannot write down
 * first. So a keeper that slept through its lease does no harm.
 */
import { KeelError } from "../errors/keel-error.ts";
import type { Clock } from "./clock.ts";
import type { Database, Session } from "./journal/database.ts";
import type { Fence } from "./journal/journal.ts";

export interface LeaseOptions {
  readonly database: Database;
  /** What is leased: the key that signs. */
  readonly name: string;
  /** This process, for the one who asks who holds it. */
  readonly holder: string;
  /** Seconds that it lasts without being renewed. */
  readonly seconds: number;
  readonly clock: Clock;
  /** Whether a holder is known to be dead, so that its lease need not be waited out. */
  readonly isGone?: (holder: string) => boolean;
}

export class Lease {
  readonly #options: LeaseOptions;
  #token: number | undefined;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** As of the last {@link hold}. */
  get held(): boolean {
    return this.#token !== undefined;
  }

  /** Takes the lease if nobody holds it, renews it if we do. @returns whether we hold it now */
  async hold(): Promise<boolean> {
    const { database, name, holder, seconds, clock, isGone } = this.#options;
    const now = clock.now();
    // A lease that ends further ahead than leases last was made by a clock that went wrong.
    const [row] = await database.atomically(async (session) => {
      const [lease] = await session.all("SELECT holder FROM leases WHERE name = ?", [name]);
      if (lease !== undefined && isGone?.(String(lease.holder)))
        await session.all("UPDATE leases SET until = 0 WHERE name = ?", [name]);
      return session.all(
        `INSERT INTO leases (name, holder, token, until) VALUES (?, ?, 1, ?)
         ON CONFLICT (name) DO UPDATE SET
           token = CASE WHEN leases.holder = excluded.holder THEN leases.token ELSE leases.token + 1 END,
           holder = excluded.holder, until = excluded.until
         WHERE leases.holder = excluded.holder OR leases.until < ? OR leases.until > ?
         RETURNING token`,
        [name, holder, now + seconds, now, now + 2 * seconds],
      );
    });
    this.#token = row === undefined ? undefined : Number(row.token);
    return this.held;
  }

  /** Gives it back, so that the next keeper need not wait. */
  async release(): Promise<void> {
    const { database, name, holder } = this.#options;
    await database.all("UPDATE leases SET until = 0 WHERE name = ? AND holder = ?", [name, holder]);
    this.#token = undefined;
  }

  /** For the journal: throws within the transaction where another keeper has taken over since. */
  readonly fence: Fence = async (session: Session) => {
    const [row] = await session.all("SELECT token FROM leases WHERE name = ?", [this.#options.name]);
    if (this.#token !== undefined && Number(row?.token) === this.#token) return;
    this.#token = undefined;
    throw new KeelError(
      "KEEL_LEASE_LOST",
      "another keeper has taken over since this one last looked",
      "Leave it to the other, or stop that one first",
    );
  };
}
