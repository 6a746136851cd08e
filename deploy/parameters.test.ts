import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KeelError } from "../errors/keel-error.ts";
import { loopPresets } from "../strategies/leveraged-loop/params.ts";
import { DEFAULT_PARAMETERS, parseParameters, readParameters } from "./parameters.ts";

type Settings = Record<string, Record<string, unknown>>;

const file: Settings = JSON.parse(readFileSync(DEFAULT_PARAMETERS, "utf8"));

const lineFor = (settings: unknown): string => {
  try {
    parseParameters(settings, "vault.json");
  } catch (error) {
    if (error instanceof KeelError) return error.toLine();
    throw error;
  }
  return "accepted";
};

test("the file's decimals become the contracts' integers", () => {
  const { vault, prices, loop } = readParameters(DEFAULT_PARAMETERS);
  expect(vault.maxRatePerYear).toBe(250_000_000_000_000_000n);
  expect(vault.depositCap).toBe(100_000n * 10n ** 18n);
  expect(prices.chunk).toBe(100n * 10n ** 18n);
  expect(loop.tolerance).toBe(100n);
  expect(loop.rules).toEqual(loopPresets["strategist-2022"]);
});

test("a key that is missing, misspelt or no number is named by its path", () => {
  const { depositCap, ...rest } = file.vault ?? {};
  expect(lineFor({ ...file, vault: rest })).toBe(
    "KEEL_BAD_PARAMETERS: vault.json lacks the key vault.depositCap. Add vault.depositCap.",
  );
  expect(lineFor({ ...file, vault: { ...rest, depositCap, depositcap: "1" } })).toBe(
    "KEEL_BAD_PARAMETERS: vault.json has a key that does not exist: vault.depositcap. " +
      "Remove or correct vault.depositcap.",
  );
  expect(lineFor({ ...file, vault: { ...rest, depositCap: "1e5" } })).toBe(
    "KEEL_BAD_PARAMETERS: vault.json has a bad value at vault.depositCap: expected a decimal number of Lido " +
      'shares, such as "0.25". Correct vault.depositCap.',
  );
});

test("digits that the scale cannot hold are refused, not rounded", () => {
  expect(lineFor({ ...file, loop: { ...file.loop, tolerance: "0.00125" } })).toBe(
    "KEEL_BAD_PARAMETERS: vault.json has a bad value at loop.tolerance: expected at most 4 decimal places. " +
      "Correct loop.tolerance.",
  );
});

test("a rule that is missing is named by its path, below a preset's place", () => {
  expect(lineFor({ ...file, loop: { ...file.loop, rules: {} } })).toMatch(
    /^KEEL_BAD_PARAMETERS: vault.json lacks the key loop\.rules\.minLtv\. /,
  );
});

test("an unknown strategy or preset is answered with those that there are", () => {
  expect(lineFor({ ...file, strategy: "yolo" })).toBe(
    'KEEL_UNKNOWN_STRATEGY: vault.json names the strategy "yolo", which does not exist. Use one of leveraged-loop.',
  );
  expect(lineFor({ ...file, loop: { ...file.loop, rules: "brave" } })).toMatch(
    /^KEEL_UNKNOWN_PRESET: vault.json names the preset "brave", which does not exist. Use one of .*strategist-2022/,
  );
});

test("a file that is not there, or no JSON, is one line as well", () => {
  expect(() => readParameters("nowhere.json")).toThrow(expect.objectContaining({ code: "KEEL_NO_FILE" }));
  expect(() => readParameters("LICENSE")).toThrow(expect.objectContaining({ code: "KEEL_BAD_PARAMETERS" }));
});
