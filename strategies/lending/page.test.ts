import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseLendingSetting } from "./params.ts";

test("the setting that docs/lending.md shows is taken", () => {
  const page = readFileSync(new URL("../../docs/lending.md", import.meta.url), "utf8");
  const [, json = ""] = /```json\n([^`]+)```/.exec(page) ?? [];
  const { params } = parseLendingSetting(JSON.parse(json), 810_000_000);
  expect(params).toMatchObject({ targetLtv: 500_000_000, evacuateLtv: 0, unwindCarry: -10_000_000 });
});
