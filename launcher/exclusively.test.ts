import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exclusively } from "./exclusively.mjs";

let folder = "";
let lock = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keel-lock-"));
  lock = join(folder, "not", "there", "yet", "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("two installers never work at the same time, and the later one is told that it waits", async () => {
  const events: string[] = [];
  const install = (name: string) =>
    exclusively(
      lock,
      async () => {
        events.push(`${name} starts`);
        await sleep(50);
        events.push(`${name} ends`);
      },
      { pollMs: 5, onWait: () => events.push(`${name} waits`) },
    );
  await Promise.all([install("first"), install("second")]);
  expect(events).toEqual(["first starts", "second waits", "first ends", "second starts", "second ends"]);
  expect(existsSync(lock)).toBe(false);
});

test("an installer that fails lets the next one in", async () => {
  await expect(exclusively(lock, () => Promise.reject(new Error("disk full")))).rejects.toThrow("disk full");
  expect(await exclusively(lock, async () => "done")).toBe("done");
});

test("a lock whose holder was killed is taken over once it has stood still long enough", async () => {
  lock = join(folder, "lock");
  writeFileSync(lock, "1\n");
  const started = performance.now();
  expect(await exclusively(lock, async () => "done", { pollMs: 10, staleMs: 100 })).toBe("done");
  expect(performance.now() - started).toBeGreaterThanOrEqual(90);
});

test("a lock whose holder still moves it is respected, however old the file looks", async () => {
  lock = join(folder, "lock");
  writeFileSync(lock, "1\n");
  let beats = 0;
  const holder = setInterval(() => {
    beats += 1;
    if (beats < 30) utimesSync(lock, beats, beats);
    else {
      clearInterval(holder);
      rmSync(lock);
    }
  }, 10);
  await exclusively(lock, async () => {}, { pollMs: 5, staleMs: 150 });
  expect(beats).toBe(30);
});
