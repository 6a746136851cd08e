/** Where the keeper's journal is: a file for each run of each chain, or a PostgreSQL server that several keepers share. */
import { globSync } from "node:fs";
import { join } from "node:path";
import { KeelError } from "../errors/keel-error.ts";
import type { Database } from "../keeper/journal/database.ts";
import { Journal } from "../keeper/journal/journal.ts";
import { PostgresDatabase } from "../keeper/journal/postgres.ts";
import { SqliteDatabase } from "../keeper/journal/sqlite.ts";
import type { Config } from "./config.ts";

/** @param identity of the chain @throws KEEL_NO_JOURNAL_URL */
export function databaseFor({ stateDirectory, keeper }: Config, identity: string): Database {
  const { journal } = keeper;
  if (journal !== undefined) return new PostgresDatabase(urlIn(journal.variable));
  return new SqliteDatabase(join(stateDirectory, "keeper", `${identity}.sqlite`));
}

/** Every journal there is, each closed before the next. */
export async function* journalsOf(config: Config): AsyncGenerator<Journal> {
  const { journal } = config.keeper;
  const databases =
    journal === undefined
      ? globSync(join(config.stateDirectory, "keeper", "*.sqlite")).map(
          (path) => () => new SqliteDatabase(path),
        )
      : [() => new PostgresDatabase(urlIn(journal.variable))];
  for (const open of databases) {
    const opened = await Journal.open(open());
    yield opened;
    await opened.close();
  }
}

function urlIn(variable: string): string {
  const url = process.env[variable];
  if (url?.startsWith("postgres")) return url;
  throw new KeelError(
    "KEEL_NO_JOURNAL_URL",
    `the environment variable ${variable} holds no postgres:// URL`,
    "Put the journal's URL into it, or leave keeper.journal out for a file",
  );
}
