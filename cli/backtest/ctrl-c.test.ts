/** Ctrl-C on long studies, sent to the process as a terminal does: what is done is told, and kept where that was asked for. */
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Keel } from "../../test/worlds/keel-process.ts";

const folder = mkdtempSync(join(tmpdir(), "keel-ctrl-c-"));
const tape = join(folder, "minutes.csv");
const days = join(folder, "days.csv");
const keel = new Keel({ KEEL_STATE_DIRECTORY: folder });
const MINUTES = 30 * 24 * 60;
/** Long enough to be met in the middle, and short enough for one try to be soon over. */
const FEW_MINUTES = 6 * 24 * 60;

beforeAll(() => {
  const rows = Array.from({ length: MINUTES }, (_, minute) => {
    const time = new Date(Date.UTC(2022, 4, 1) + minute * 60_000).toISOString().replace(".000Z", "Z");
    return `${time},${(0.995 + 0.004 * Math.sin(minute / 500)).toFixed(6)}`;
  });
  for (const [path, count] of [
    [tape, MINUTES],
    [days, FEW_MINUTES],
  ] as const)
    writeFileSync(path, `date,steth_eth\n${rows.slice(0, count).join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Interrupts the process once `ready`, and gives what it told. */
async function interrupted(child: ChildProcess, ready: () => boolean) {
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let stdout = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  while (!ready() && child.exitCode === null) await sleep(10);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  return JSON.parse(stdout);
}

/** What a process says on standard error, and how it ends. */
function watched(child: ChildProcess) {
  let told = "";
  child.stderr?.on("data", (chunk) => {
    told += chunk;
  });
  const ended = new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
  return { log: () => told, ended };
}

const filesIn = (path: string): number => (existsSync(path) ? readdirSync(path).length : 0);

const space = (step: string) => [
  ...["--tape", tape, "--json", "--setting", "careful", "--axis", `target=0.4:${step}:0.66`],
  ...["--set", "ltv.target=target", "--set", "ltv.min=target-0.03", "--set", "ltv.max=target+0.05"],
];

describe("Ctrl-C", () => {
  test("ends a bootstrap with the paths that are done", async () => {
    const child = keel.start("backtest", "bootstrap", "--paths", "100000", "--json");
    let log = "";
    child.stderr?.on("data", (chunk) => {
      log += chunk;
    });
    const { paths } = await interrupted(child, () => log.includes("\n"));
    expect(log).toMatch(/^\d+ of 100,000 paths, 0%, [\d.]+ a second, .+ left\n$/);
    expect(paths).toBeGreaterThan(0);
    expect(paths).toBeLessThan(100_000);
  });

  test("ends a study that has nothing yet with a word and the exit code of what Ctrl-C kills", async () => {
    const child = keel.start("backtest", "break", "--axis", "depth", "--tape", days);
    const { log, ended } = watched(child);
    while (!log().includes(" runs, ") && child.exitCode === null) await sleep(10);
    child.kill("SIGINT");
    expect(await ended).toEqual({ code: 130, signal: null });
    expect(log()).toMatch(/\nKEEL_STOPPED: the study was stopped before anything was done. Run it again.\n$/);
  });

  test("ends a run at once", async () => {
    const child = keel.start("backtest", "run", "--tape", tape);
    const { log, ended } = watched(child);
    await sleep(1_500);
    child.kill("SIGINT");
    expect(await ended).toEqual({ code: null, signal: "SIGINT" });
    expect(log()).toBe("");
  });

  test("ends a sweep with the settings that are done, and the same sweep goes on from them", async () => {
    const keep = join(folder, "sweep");
    const sweep = ["backtest", "sweep", ...space("0.0002"), "--keep", keep];
    const first = await interrupted(keel.start(...sweep), () => filesIn(keep) > 0);
    expect(first.of).toBe(1_301);
    expect(first.done).toBeGreaterThan(0);
    expect(first.done).toBeLessThan(first.of);
    const again = JSON.parse(await keel.succeed(...sweep));
    expect(again.done).toBe(again.of);
  });

  test("ends a walk-forward with the windows that are done", async () => {
    const keep = join(folder, "walk");
    const walk = [
      "backtest",
      "walk-forward",
      ...space("0.001"),
      "--train",
      "10",
      "--test",
      "4",
      "--keep",
      keep,
    ];
    // The third sweep begins the second window.
    const { of, windows } = await interrupted(keel.start(...walk), () => filesIn(keep) >= 3);
    expect(of).toBe(4);
    expect(windows.length).toBeGreaterThan(0);
    expect(windows.length).toBeLessThan(of);
  });
});
