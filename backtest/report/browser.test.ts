/** The page as a reader gets it, in a real browser. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderReport } from "./html.ts";
import { sampleInput } from "./sample/input.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
const CHARTS = ["peg", "ltv", "value"];
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
/** A4 between the page's margins, at 96 dots an inch. */
const PAPER = { width: 688, height: 1000 };

let browser: Browser;
let folder: string;
let address: string;

interface Reading {
  readonly page: Page;
  /** Whatever the page asked for or complained about. */
  readonly noise: string[];
}

async function read(
  viewport: { width: number; height: number },
  colorScheme: "light" | "dark" = "light",
): Promise<Reading> {
  const page = await browser.newPage({ viewport, colorScheme });
  const noise: string[] = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== address) noise.push(request.url());
  });
  await page.goto(address);
  return { page, noise };
}

const overflow = (page: Page) =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
const ground = (page: Page) => page.evaluate("getComputedStyle(document.body).backgroundColor");

/** Contrasts that WCAG 2 asks for (AA). */
const WORDS = 4.5;
const LINES = 3;

/** Relative luminance of an opaque `rgb(r, g, b)`. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((channel) => {
    const part = Number(channel) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

describe.skipIf(CHROMIUM === undefined)("the report in Chromium", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "keel-report-"));
    const file = join(folder, "report.html");
    writeFileSync(file, renderReport(sampleInput()));
    address = pathToFileURL(file).href;
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? "",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  test.each([
    ["a phone", PHONE, "narrow"],
    ["a desktop", DESKTOP, "wide"],
  ])("on %s it fits, is quiet, and shows each chart once", async (_, viewport, drawing) => {
    const { page, noise } = await read(viewport);
    expect(await overflow(page)).toBe(0);
    for (const chart of CHARTS) {
      const visible = page.locator(`#${chart} svg[role=img]:visible`);
      expect(await visible.count()).toBe(1);
      expect(await page.locator(`#${chart} .${drawing} svg`).isVisible()).toBe(true);
      const box = await visible.boundingBox();
      expect(box?.width).toBeGreaterThan(300);
      expect(box?.height).toBeGreaterThan(250);
    }
    await page.locator("summary").click();
    expect(await overflow(page)).toBe(0);
    expect(noise).toEqual([]);
    await page.close();
  });

  test.each(["light", "dark"] as const)(
    "in a %s scheme lines and words stand out from the ground",
    async (scheme) => {
      const { page } = await read(DESKTOP, scheme);
      const paper = luminance(String(await ground(page)));
      const least = async (selector: string, property: string) => {
        const colors = await page.evaluate<string[]>(
          `[...document.querySelectorAll("${selector}")].map((found) => getComputedStyle(found).${property})`,
        );
        return Math.min(...colors.map((color) => contrast(luminance(color), paper)));
      };
      expect(await least("h1, p, dd, dt, th, td, small, li, figcaption", "color")).toBeGreaterThan(WORDS);
      expect(await least("figure .wide text", "fill")).toBeGreaterThan(WORDS);
      expect(await least("figure .wide path[stroke-width='2']", "stroke")).toBeGreaterThan(LINES);
      await page.close();
    },
  );

  test("printed from a dark screen it is dark on white, fits the paper, and keeps its charts", async () => {
    const { page } = await read(PAPER, "dark");
    const onScreen = await ground(page);
    await page.emulateMedia({ media: "print" });
    expect(await ground(page)).not.toBe(onScreen);
    expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(29, 28, 26)");
    expect(await overflow(page)).toBe(0);
    expect(await page.locator("figure .wide svg:visible").count()).toBe(CHARTS.length);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
    await page.close();
  });
});
