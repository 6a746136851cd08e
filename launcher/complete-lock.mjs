/**
 * Completes package-lock.json for the machines that we do not have. A registry that serves only some platforms'
 * binaries leaves the others out of the lock file, and `npm ci` then refuses it everywhere. Run it after each
 * `npm install`:
 *
 *   node launcher/complete-lock.mjs
 *
 * What it adds has a version but no checksum, since nobody has fetched it yet.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {string} [resolved]
 * @property {boolean} [hasInstallScript]
 * @property {Record<string, string>} [optionalDependencies]
 *
 * @typedef {{ packages: Record<string, LockEntry> }} LockFile
 */

const EXACT = /^\d+\.\d+\.\d+$/;
const PLATFORM =
  /(?:^|[-/])(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-([a-z0-9]+)(?:-(gnu|musl|msvc|eabi|gnueabihf))?$/;

/**
 * @param {LockFile} lock
 * @returns {LockFile} the same with an entry for every platform's package, and npm's order of entries kept
 */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  for (const [dependant, entry] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {}))
      if (EXACT.test(version) && !isLocked(packages, dependant, name))
        packages[`node_modules/${name}`] = platformEntry(name, version, entry.dev);
  const [root, ...others] = Object.entries(packages);
  others.sort(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lock, packages: Object.fromEntries(root ? [root, ...others] : []) };
}

/**
 * Whether the dependant finds the package in its own folder or in one above it.
 *
 * @param {Record<string, LockEntry>} packages
 * @param {string} dependant place in the tree
 * @param {string} name
 */
function isLocked(packages, dependant, name) {
  for (let place = dependant; ; place = place.slice(0, Math.max(0, place.lastIndexOf("node_modules/") - 1))) {
    if (`${place ? `${place}/` : ""}node_modules/${name}` in packages) return true;
    if (place === "") return false;
  }
}

/**
 * @param {string} name a platform's package, e.g. `@nomicfoundation/edr-linux-arm64-musl`
 * @param {string} version
 * @param {boolean} [dev]
 * @returns {LockEntry}
 */
function platformEntry(name, version, dev) {
  const [, os, cpu, abi] = PLATFORM.exec(name) ?? [];
  if (!os || !cpu) throw new Error(`${name} is optional and missing, and its name says no platform`);
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(os === "linux" && (abi === "gnu" || abi === "musl") && { libc: [abi === "musl" ? "musl" : "glibc"] }),
    optional: true,
    os: [os],
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const path = join(import.meta.dirname, "..", "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
}
