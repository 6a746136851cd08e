import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureGenesis } from "./genesis-file.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "keel-genesis-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("two who ask at once get one file, and leave nothing else behind", async () => {
  const [one, other] = await Promise.all([ensureGenesis(directory), ensureGenesis(directory)]);
  expect(one.hash).toBe(other.hash);
  expect(readdirSync(directory).sort()).toEqual([basename(one.path), "genesis.json"].sort());
  expect(readFileSync(join(directory, "genesis.json"), "utf8")).toBe(readFileSync(one.path, "utf8"));
}, 60_000);

test("the lock of a builder that died does not keep the next one from building", async () => {
  const { path } = await ensureGenesis(directory);
  rmSync(path);
  const beyondEveryProcess = 2 ** 30;
  writeFileSync(`${path}.lock`, String(beyondEveryProcess));
  await ensureGenesis(directory);
  expect(existsSync(path)).toBe(true);
  expect(existsSync(`${path}.lock`)).toBe(false);
}, 60_000);
