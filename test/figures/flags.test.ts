import { expect, test } from "vitest";
import { positiveInteger, readFlags } from "./flags.ts";

test("an unknown flag is refused by name, with the flags there are", () => {
  expect(() => readFlags(["--jsno"], { json: { type: "boolean" }, seed: { type: "string" } })).toThrow(
    expect.objectContaining({
      code: "KEEL_UNKNOWN_FLAG",
      message: "Unknown option '--jsno'",
      remedy: "Use only --json, --seed <…>",
    }),
  );
});

test.each(["0", "-1", "1.5", "1e3", "ten", "", "9007199254740993"])(
  "a number of cases of %j is refused",
  (text) => {
    expect(() => positiveInteger("cases", text, 10)).toThrow(
      expect.objectContaining({ code: "KEEL_BAD_NUMBER" }),
    );
  },
);

test("a flag that is not given has its usual value", () => {
  expect(positiveInteger("cases", undefined, 10)).toBe(10);
  expect(positiveInteger("cases", "25", 10)).toBe(25);
});
