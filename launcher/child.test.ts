import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const child = pathToFileURL(join(import.meta.dirname, "child.mjs")).href;

/** A program that runs the given one as the set-up runs npm. */
function captures(program: string): string {
  const call = `run(process.execPath, ["-e", ${JSON.stringify(program)}], { env: process.env, capture: true })`;
  return `import { run } from ${JSON.stringify(child)}; console.log(JSON.stringify(await ${call}));`;
}

test("what a captured program prints on both of its streams is returned", async () => {
  const program = captures("console.log('out'); console.error('err'); process.exitCode = 3");
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  expect(JSON.parse(stdout)).toEqual({ code: 3, signal: null, received: null, output: "out\nerr\n" });
});

test("an installer does not outlive the set-up that was killed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keel-child-"));
  const trace = join(folder, "trace");
  writeFileSync(trace, "");
  const writes = `setInterval(() => require("node:fs").appendFileSync(${JSON.stringify(trace)}, "."), 10)`;
  const setUp = spawn(process.execPath, ["--input-type=module", "-e", captures(writes)]);
  while (statSync(trace).size === 0) await sleep(10);
  setUp.kill("SIGKILL");
  await once(setUp, "exit");
  await sleep(200);
  const written = readFileSync(trace, "utf8").length;
  await sleep(200);
  expect(readFileSync(trace, "utf8").length).toBe(written);
  rmSync(folder, { recursive: true });
});
