import { parse } from "parse5";
import { afterEach, expect, test, vi } from "vitest";
import { actionLog } from "./action-log.ts";
import { renderReport } from "./html.ts";
import { METRICS } from "./results.ts";
import { sampleInput } from "./sample/input.ts";

const page = renderReport(sampleInput());

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

test("BTK-02 the same input gives the same bytes, whatever the clock, time zone and earlier drawings", () => {
  vi.useFakeTimers({ now: Date.UTC(2031, 0, 1) });
  vi.stubEnv("TZ", "Pacific/Auckland");
  expect(renderReport(sampleInput())).toBe(page);
});

test("BTK-02 the page names data, configuration and code by hash", () => {
  for (const hash of Object.values(sampleInput().hashes)) expect(page).toContain(`<dd>${hash}</dd>`);
});

test("the page is well-formed HTML", () => {
  const errors: string[] = [];
  parse(page, { onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`) });
  expect(errors).toEqual([]);
});

test("every id on the page is its own, and every reference finds one", () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.length).toBe(new Set(ids).size);
  for (const [, id] of page.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
});

test("the page asks for nothing: no script, no address, no import", () => {
  const addresses = page.replaceAll('xmlns="http://www.w3.org/2000/svg"', "").match(/\w+:\/\/\S*/g);
  expect(addresses).toBeNull();
  expect(page).not.toMatch(/<script|<iframe|<img|@import|@font-face|url\((?!#)| src=/);
});

test("the page stays small enough to send by mail", () => {
  expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
});

test("every action has a row with its number, and every figure a row with its meaning", () => {
  for (const { number } of actionLog(sampleInput().runs.onchain)) {
    expect(page).toContain(`<tr><th scope="row">${number}</th>`);
  }
  for (const { title } of METRICS) expect(page).toContain(`<th scope="row">${title}<small>`);
});

test("a refused action names the contract's error", () => {
  expect(page).toContain("the contract refused with BelowFloor");
});

test("what the input says cannot become markup", () => {
  const input = sampleInput();
  const hostile = renderReport({ ...input, title: `<img src=x onerror="alert(1)">` });
  expect(hostile).toContain("Keel · &lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
  expect(hostile).not.toContain("<img");
});

test("a vault whose keeper never acted has a report too", () => {
  const input = sampleInput();
  const idle = { ...input.runs.onchain, actions: [] };
  expect(renderReport({ ...input, runs: { ...input.runs, onchain: idle } })).toContain(
    "Nothing: no rule asked for an action.",
  );
});
