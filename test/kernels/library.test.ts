// The kernels as an installed package: plain JavaScript calls them, and TypeScript knows their types.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mainnetOfMay2022 } from "../../backtest/worlds/mainnet-2022-05-01.ts";
import { projectRoot } from "../../devnet/project-root.ts";
import { findNpm } from "../../launcher/npm.mjs";
import { accrue } from "../../strategies/kernels/aave/v3.0/accrue.ts";
import { getDy } from "../../strategies/kernels/curve/get-dy.ts";
import { STETH } from "../../strategies/kernels/curve/steth-pool.ts";

const PACKAGE = join(projectRoot, "dist", "kernels");
const TSC = join(projectRoot, "node_modules", "typescript", "bin", "tsc");
const OFFLINE = ["--offline", "--no-audit", "--no-fund", "--loglevel=error"];

const folder = mkdtempSync(join(tmpdir(), "keel-kernels-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script by this process's Node in the folder and returns what it printed. */
const run = (script: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stdout}${stderr}`);
  return stdout.trim();
};

beforeAll(() => {
  run(join(projectRoot, "launcher", "build-kernels.mjs"));
  const npm = findNpm(process.env, process.execPath);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const tarball =
    run(npm, "pack", PACKAGE, ...OFFLINE)
      .split("\n")
      .at(-1) ?? "";
  run(npm, "install", join(folder, tarball), ...OFFLINE);
});

const { pool, lido, lender } = mainnetOfMay2022();
const ETHER = 10n ** 18n;
const SECONDS = 86_400;

const QUOTE = `
import { accrue } from "keel-kernels/aave/v3.0/accrue";
import { getDy } from "keel-kernels/curve/get-dy";
const revived = (_, value) => (/^\\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value);
const { pool, lido, reserve } = JSON.parse(process.argv[2], revived);
accrue(reserve, reserve.lastUpdate + ${SECONDS});
console.log([getDy(pool, lido, 1, 10n ** 18n), reserve.variableBorrowIndex, reserve.accruedToTreasury].join(" "));
`;

test("plain JavaScript calls a Curve quote and Aave's accrual from an installed package", () => {
  writeFileSync(join(folder, "quote.mjs"), QUOTE);
  const reserve = { ...lender.weth };
  const state = JSON.stringify({ pool, lido, reserve }, (_, value) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
  const printed = run("quote.mjs", state);
  accrue(reserve, reserve.lastUpdate + SECONDS);
  const ours = [getDy(pool, lido, STETH, ETHER), reserve.variableBorrowIndex, reserve.accruedToTreasury];
  expect(printed).toBe(ours.join(" "));
});

const compiles = (source: string): string => {
  writeFileSync(join(folder, "use.ts"), source);
  const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", ""];
  const { stdout } = spawnSync(process.execPath, [TSC, ...flags, "use.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  return stdout.trim();
};

const TYPED = `
import { getDy } from "keel-kernels/curve/get-dy";
import type { StethPool } from "keel-kernels/curve/steth-pool";
declare const pool: StethPool;
const lido = { totalShares: 1n, totalPooledEther: 1n };
`;

test("TypeScript takes the right types and refuses the wrong ones", () => {
  expect(compiles(`${TYPED} export const dy: bigint = getDy(pool, lido, 1, 5n);`)).toBe("");
  expect(compiles(`${TYPED} export const dy = getDy(pool, lido, 1, 5);`)).toMatch(
    /'number' is not assignable.*'bigint'/,
  );
});
