import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const launcher = join(import.meta.dirname, "run.mjs");
const keel = join(import.meta.dirname, "..", "keel");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "keel-run-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

const start = (entry: string, ...args: string[]) =>
  spawn(process.execPath, [launcher, "--without-contracts", entry, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });

test("a TypeScript program gets its arguments as they were given, and Node 24", async () => {
  const entry = program(
    "echo.ts",
    "const version: string = process.version; console.log(version, ...process.argv.slice(2));",
  );
  const { stdout } = await promisify(execFile)(process.execPath, [
    launcher,
    "--without-contracts",
    entry,
    "--amount",
    "1 stETH",
    "",
  ]);
  expect(stdout).toMatch(/^v24\.\d+\.\d+ --amount 1 stETH \n$/);
});

test("the launcher's exit code is the program's", async () => {
  const [code] = await once(start(program("exit.ts", "process.exit(42)")), "close");
  expect(code).toBe(42);
});

test("the launcher dies of the signal that the program died of", async () => {
  const [, signal] = await once(start(program("killed.ts", "process.kill(process.pid, 'SIGKILL')")), "close");
  expect(signal).toBe("SIGKILL");
});

test("a program that Ctrl-C killed is said to be stopped", async () => {
  const child = start(program("stopped.ts", "process.kill(process.pid, 'SIGINT')"));
  let told = "";
  child.stderr.on("data", (chunk) => {
    told += chunk;
  });
  const [, signal] = await once(child, "close");
  expect({ signal, told }).toEqual({ signal: "SIGINT", told: "keel: stopped\n" });
});

test("a program that tidies up on SIGTERM gets to do so before the launcher ends", async () => {
  const child = start(
    program(
      "tidy.ts",
      "process.on('SIGTERM', () => { console.log('tidied up'); process.exit(0); }); setInterval(() => {}, 1000); console.log('up');",
    ),
  );
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
    if (output === "up\n") child.kill("SIGTERM");
  });
  const [code] = await once(child, "close");
  expect(output).toBe("up\ntidied up\n");
  expect(code).toBe(0);
});

test("./keel without Node says so in one coded line", async () => {
  const sh = spawn("/bin/sh", [keel], { env: { PATH: folder } });
  let line = "";
  sh.stderr.on("data", (chunk) => {
    line += chunk;
  });
  const [code] = await once(sh, "close");
  expect(code).toBe(1);
  expect(line).toBe("KEEL_SETUP_NO_NODE: Node was not found on PATH. Install Node 20 or later.\n");
});
