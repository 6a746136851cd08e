import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KeelError } from "../errors/keel-error.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { DEFAULT_PARAMETERS, parseParameters, readParameters } from "./parameters.ts";

const file: Record<string, object | string> = JSON.parse(readFileSync(DEFAULT_PARAMETERS, "utf8"));

const lineFor = (settings: unknown): string => {
  try {
    parseParameters(settings, "vault.json");
  } catch (error) {
    if (error instanceof KeelError) return error.toLine();
    throw error;
  }
  return "accepted";
};

test("the file's decimals and percentages become the contracts' integers", () => {
  const { vault, prices, loop } = readParameters(DEFAULT_PARAMETERS);
  expect(vault.maxRate).toBe(250_000_000_000_000_000n);
  expect(vault.depositCap).toBe(100_000n * 10n ** 18n);
  expect(prices.chunk).toBe(100n * 10n ** 18n);
  expect(loop).toEqual(presets.strategist2022);
});

test("a key that is missing or misspelt is named by its path", () => {
  const { symbol, ...rest } = file;
  expect(lineFor(rest)).toBe("KEEL_BAD_PARAMETERS: vault.json lacks the key symbol. Add symbol.");
  expect(lineFor({ ...file, vault: { depositcap: 1 } })).toBe(
    "KEEL_BAD_PARAMETERS: vault.json has a key that does not exist: vault.depositcap. " +
      "Remove or correct vault.depositcap.",
  );
});

test("digits that the scale cannot hold are refused, not rounded", () => {
  expect(lineFor({ ...file, vault: { depositCap: "0.1234567890123456789" } })).toMatch(
    /^KEEL_BAD_PARAMETERS: vault\.json has a bad value at vault\.depositCap: expected a decimal .*at most 18 digits/,
  );
});

test("a loop's setting that lacks a key is named by its path", () => {
  expect(lineFor({ ...file, loop: { ltv: { min: "0.6", target: "0.66", max: "0.69" } } })).toBe(
    "KEEL_BAD_PARAMETERS: vault.json lacks the key loop.ltv.ripcord. Add loop.ltv.ripcord.",
  );
});

test("an unknown strategy or preset is answered with those that there are", () => {
  expect(lineFor({ ...file, strategy: "yolo" })).toBe(
    'KEEL_UNKNOWN_STRATEGY: vault.json names the strategy "yolo", which does not exist. Use one of leveraged-loop.',
  );
  expect(lineFor({ ...file, loop: "brave" })).toBe(
    'KEEL_UNKNOWN_PRESET: vault.json names the preset "brave", which does not exist. ' +
      "Use one of strategist2022, careful, aggressive.",
  );
});

test("a file that is not there, or no JSON, is one line as well", () => {
  expect(() => readParameters("nowhere.json")).toThrow(expect.objectContaining({ code: "KEEL_NO_FILE" }));
  expect(() => readParameters("LICENSE")).toThrow(expect.objectContaining({ code: "KEEL_BAD_PARAMETERS" }));
});
