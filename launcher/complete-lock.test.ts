import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { completeLock } from "./complete-lock.mjs";
import { NODE_PACKAGES } from "./platforms.mjs";

type LockFile = Parameters<typeof completeLock>[0];
const lock: LockFile = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package-lock.json"), "utf8"));
const entries = Object.entries(lock.packages);

/** What Keel needs a native build of, by the start of its packages' names. */
const NATIVE = [
  "@nomicfoundation/edr-",
  "@nomicfoundation/solidity-analyzer-",
  "@biomejs/cli-",
  "@esbuild/",
  "@rolldown/binding-",
  "@typescript/typescript-",
  "lightningcss-",
];

const machines = Object.keys(NODE_PACKAGES);

test.each(NATIVE.flatMap((start) => machines.map((machine) => [start, machine])))(
  "the lock file has a build of %s* for %s",
  (start, machine) => {
    const names = entries
      .map(([place]) => place)
      .filter((place) => place.startsWith(`node_modules/${start}${machine}`));
    expect(names).not.toEqual([]);
  },
);

test("the lock file is complete: every platform's package that a dependency may ask for is in it", () => {
  expect(completeLock(lock)).toEqual(lock);
});

test("a platform's package left out by the registry is added with its version, os, cpu and C library", () => {
  const completed = completeLock({
    packages: {
      "": {},
      "node_modules/edr": {
        optionalDependencies: { "@x/edr-linux-arm64-musl": "1.2.3", "@x/edr-win32-x64-msvc": "1.2.3" },
      },
    },
  });
  expect(completed.packages["node_modules/@x/edr-linux-arm64-musl"]).toEqual({
    version: "1.2.3",
    optional: true,
    os: ["linux"],
    cpu: ["arm64"],
    libc: ["musl"],
  });
  expect(completed.packages["node_modules/@x/edr-win32-x64-msvc"]).toEqual({
    version: "1.2.3",
    optional: true,
    os: ["win32"],
    cpu: ["x64"],
  });
});

test("a package that the dependant has in a folder of its own is not added again above it", () => {
  const nested = {
    packages: {
      "": {},
      "node_modules/vite": { version: "8.0.0" },
      "node_modules/vite/node_modules/esbuild": { optionalDependencies: { "@esbuild/linux-x64": "0.28.2" } },
      "node_modules/vite/node_modules/@esbuild/linux-x64": { version: "0.28.2" },
    },
  };
  expect(Object.keys(completeLock(nested).packages)).not.toContain("node_modules/@esbuild/linux-x64");
});

test("the lock file names no registry, so that it installs from whichever the user has", () => {
  expect(entries.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
});

test("the packages with install scripts are known: they are installed with scripts off and work without", () => {
  const scripted = entries.filter(([, entry]) => entry.hasInstallScript).map(([place]) => place);
  expect(scripted).toEqual([
    "node_modules/@foundry-rs/anvil",
    "node_modules/es5-ext",
    "node_modules/esbuild",
  ]);
});
