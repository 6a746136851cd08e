/** The tear sheet of a run through the built-in tape. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "parse5";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { partsInWei } from "../attribution/attribution.ts";
import { attributionOfHolding } from "../attribution/holding.ts";
import { runExact } from "../engine/exact.ts";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import { holding } from "../metrics/hold.ts";
import { metricsOf } from "../metrics/metrics.ts";
import { renderTearSheet, type TearSheet } from "./tear-sheet.ts";

const DEPOSIT = 500n * 10n ** 18n;
const CHARTS = ["value", "drawdown", "ltv", "peg", "carry"];
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);

function sheet(): TearSheet {
  const input = loopThrough2022("careful");
  const [managed, unmanaged] = [runExact(input), runExact({ ...input, managed: false })];
  const held = holding(managed);
  const way = (run: typeof managed) => ({
    run,
    result: { ...metricsOf(run), attribution: partsInWei(run.attribution) },
  });
  return {
    name: "2022-depeg <once>",
    setting: "careful",
    deposit: DEPOSIT,
    managed: way(managed),
    unmanaged: way(unmanaged),
    held: way({ ...held, attribution: attributionOfHolding(held.steps, DEPOSIT) }),
    notes: ["assumed: nothing"],
    hashes: { data: "d".repeat(64), config: "c".repeat(64), code: "e".repeat(64) },
  };
}

const page = renderTearSheet(sheet());

test("BTK-02 the same input gives the same bytes, named by hash", () => {
  expect(renderTearSheet(sheet())).toBe(page);
  for (const hash of Object.values(sheet().hashes)) expect(page).toContain(`<dd>${hash}</dd>`);
});

test("the tear sheet is well-formed, escapes what it is given, and asks for nothing", () => {
  const errors: string[] = [];
  parse(page, { onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`) });
  expect(errors).toEqual([]);
  expect(page).toContain("careful through 2022-depeg &lt;once&gt;");
  expect(page).not.toMatch(/<script|<iframe|<img|@import|@font-face|url\((?!#)| src=/);
});

describe.skipIf(CHROMIUM === undefined)("the tear sheet in Chromium", () => {
  test.each([
    ["a phone", { width: 390, height: 844 }],
    ["a desktop", { width: 1280, height: 900 }],
  ])("on %s it fits, is quiet, and shows each chart once", async (_, viewport) => {
    const folder = mkdtempSync(join(tmpdir(), "keel-sheet-"));
    const file = join(folder, "sheet.html");
    writeFileSync(file, page);
    const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
    const browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args });
    try {
      const tab = await browser.newPage({ viewport });
      const noise: string[] = [];
      tab.on("console", (message) => noise.push(message.text()));
      tab.on("request", (request) => {
        if (request.url() !== pathToFileURL(file).href) noise.push(request.url());
      });
      await tab.goto(pathToFileURL(file).href);
      const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await tab.evaluate(overflow)).toBe(0);
      for (const chart of CHARTS) {
        expect(await tab.locator(`#${chart} svg[role=img]:visible`).count()).toBe(1);
      }
      expect(noise).toEqual([]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  });
});
