import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { KeelError } from "../errors/keel-error.ts";
import { DEFAULT_CONFIG, loadConfig } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "keel-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileOf(settings: string): string {
  files += 1;
  const path = join(folder, `${files}.config.ts`);
  writeFileSync(path, `export default ${settings};`);
  return path;
}

async function lineFor(settings: string): Promise<string> {
  const path = fileOf(settings);
  try {
    await loadConfig(path, {});
  } catch (error) {
    if (error instanceof KeelError) return error.toLine().replaceAll(path, "keel.config.ts");
    throw error;
  }
  return "accepted";
}

test("the configuration that comes with Keel is sound, and names its files from where it lies", async () => {
  const config = await loadConfig(DEFAULT_CONFIG, {});
  expect(config.parameters).toBe(join(DEFAULT_CONFIG, "..", "deploy/parameters/strategist-2022.json"));
  expect(config.port).toBe(8545);
});

test("a flag beats the file, the file beats the default", async () => {
  const path = fileOf('{ parameters: "vault.json", port: 9000 }');
  expect(await loadConfig(path, {})).toMatchObject({ port: 9000, keeper: { pollSeconds: 4 } });
  expect(await loadConfig(path, { port: 9001 })).toMatchObject({ port: 9001 });
});

test.each([
  ["{}", "lacks the key parameters. Add parameters."],
  ['{ parameters: "v.json", prot: 1 }', "has a key that does not exist: prot. Remove or correct prot."],
  [
    '{ parameters: "v.json", port: "8545" }',
    "has a bad value at port: expected number, received string. Correct port.",
  ],
  [
    '{ parameters: "v.json", keeper: { key: { from: "environment" } } }',
    "lacks the key keeper.key.variable. Add keeper.key.variable.",
  ],
  [
    '{ parameters: "v.json", keeper: { allocation: { maxIdle: "1%", keepIdle: "2%" } } }',
    "has a bad value at keeper.allocation.keepIdle: expected at most maxIdle. " +
      "Correct keeper.allocation.keepIdle.",
  ],
])("the configuration %s is refused by the path of its key", async (settings, line) => {
  expect(await lineFor(settings)).toBe(`KEEL_BAD_CONFIG: keel.config.ts ${line}`);
});

test("a configuration that is not there, or is no module, is one line too", async () => {
  await expect(loadConfig(join(folder, "none.ts"), {})).rejects.toMatchObject({ code: "KEEL_NO_FILE" });
  expect(await lineFor("{ parameters: ")).toMatch(
    /^KEEL_BAD_CONFIG: keel\.config\.ts cannot be loaded: .+\. Correct it\.$/,
  );
});
