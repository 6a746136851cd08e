import { expect, test } from "vitest";
import { z } from "zod";
import { schemaError } from "./schema-error.ts";

const schema = z.strictObject({ vault: z.strictObject({ name: z.string(), cap: z.number() }) });

const lineFor = (settings: unknown): string => {
  const { error } = schema.safeParse(settings);
  return schemaError("KEEL_BAD_CONFIG", "keel.config.ts", settings, error as z.ZodError).toLine();
};

test("a missing key is named by its path", () => {
  expect(lineFor({ vault: { name: "a" } })).toBe(
    "KEEL_BAD_CONFIG: keel.config.ts lacks the key vault.cap. Add vault.cap.",
  );
});

test("a key that does not exist is named by its path", () => {
  expect(lineFor({ vault: { name: "a", cap: 1, cup: 2 } })).toBe(
    "KEEL_BAD_CONFIG: keel.config.ts has a key that does not exist: vault.cup. Remove or correct vault.cup.",
  );
});

test("a bad value is named by its path and by what was expected", () => {
  expect(lineFor({ vault: { name: "a", cap: "1" } })).toBe(
    "KEEL_BAD_CONFIG: keel.config.ts has a bad value at vault.cap: expected number, received string. " +
      "Correct vault.cap.",
  );
});

test("settings that are no object at all are refused at their top level", () => {
  expect(lineFor(3)).toBe(
    "KEEL_BAD_CONFIG: keel.config.ts has a bad value at its top level: expected object, received number. " +
      "Correct its top level.",
  );
});
