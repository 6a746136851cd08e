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
const CHARTS = ["value", "drawdown", "ltv", "peg", "rates", "attribution"];
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

test("the tear sheet answers first what is asked first, of both crises and calm", () => {
  expect(page).toMatch(/<strong>9\d\.\d\d stETH to leave with, 10\d\.\d\d to stay with<\/strong>/);
  expect(page).toMatch(/<strong>Another fall of \d+\.\d% away<\/strong>/);
  expect(page).toContain("<strong>Nothing: it never sold</strong>");
  // The tape's share rate grows by 3.9% a year of what it was in May, less as it rises: 3.86% of what it was a week before.
  expect(page).toContain("Staking earned 3.9% a year");
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
    ["a phone", { width: 390, height: 844 }, "screen"],
    ["a desktop", { width: 1280, height: 900 }, "screen"],
    // A4 between the page's margins, at 96 dots an inch.
    ["paper", { width: 688, height: 1000 }, "print"],
  ] as const)(
    "on %s it and its tables fit, it is quiet, and shows each chart once",
    async (_, viewport, media) => {
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
        await tab.emulateMedia({ media });
        const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        expect(await tab.evaluate(overflow)).toBe(0);
        const wide =
          "[...document.querySelectorAll('.scroll:has(.ways)')].filter((box) => box.scrollWidth > box.clientWidth)";
        expect(await tab.evaluate(`${wide}.map((box) => box.ariaLabel)`)).toEqual([]);
        for (const chart of CHARTS) {
          expect(await tab.locator(`#${chart} svg[role=img]:visible`).count()).toBe(1);
        }
        expect(noise).toEqual([]);
      } finally {
        await browser.close();
        rmSync(folder, { recursive: true });
      }
    },
  );
});
