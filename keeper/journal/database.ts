/** What the keeper's journal asks of a database, SQLite or PostgreSQL: the same SQL, with `?` where a value goes. */

export type Value = string | number | null;

/** One row by column. PostgreSQL gives whole numbers as text: take them through `Number`. */
export type Row = Readonly<Record<string, unknown>>;

export interface Session {
  all(sql: string, values?: readonly Value[]): Promise<Row[]>;
}

export interface Database extends Session {
  /** How the two name what they have in common: a number that counts up by itself, and a whole number of 64 bits. */
  readonly types: { readonly id: string; readonly integer: string };
  /** All steps or none, on disk when this returns; nothing else of this database runs in between. */
  atomically<T>(steps: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
