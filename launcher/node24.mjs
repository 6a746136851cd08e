/**
 * Node 24: the one that is running, if it is one, else the platform's own npm package in `.node/`. (The package called
 * `node` would nest another npm in its install script.)
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child.mjs";
import { runNpm } from "./npm.mjs";
import { nodePackageFor } from "./platforms.mjs";
import { SetUpError } from "./set-up-error.mjs";
import { isStamped, stamp } from "./stamp.mjs";

const MAJOR = 24;

/**
 * @param {string} root the repository
 * @returns {string | undefined} absolute path of a Node 24 binary, nothing if it is still to be installed
 */
export function findNode(root) {
  if (process.versions.node.startsWith(`${MAJOR}.`)) return process.execPath;
  const wanted = nodePackageFor(process.platform, process.arch);
  if (!wanted) return undefined;
  return isStamped(stampPath(root), stampOf(wanted)) ? binaryPath(root, wanted) : undefined;
}

/**
 * @param {string} root the repository
 * @param {(line: string) => void} say
 * @returns {Promise<string>} absolute path of the installed binary
 */
export async function installNode(root, say) {
  const wanted = nodePackageFor(process.platform, process.arch);
  if (!wanted)
    throw new SetUpError(
      "KEEL_SETUP_PLATFORM",
      `no Node ${MAJOR} package is published for ${process.platform} on ${process.arch}`,
      `Install Node ${MAJOR} yourself and put it first on PATH`,
    );
  const task = `Node ${wanted.version}`;
  say(`installing ${task} …`);
  const folder = join(root, ".node");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  await runNpm({
    root,
    node: process.execPath,
    task,
    args: [
      "install",
      `--prefix=${folder}`,
      "--no-save",
      "--no-package-lock",
      `${wanted.name}@${wanted.version}`,
    ],
  });
  checkIntegrity(folder, wanted);
  const binary = binaryPath(root, wanted);
  await checkRuns(binary, wanted.version);
  stamp(stampPath(root), stampOf(wanted));
  return binary;
}

/**
 * @param {string} folder
 * @param {import("./platforms.mjs").NodePackage} wanted
 */
function checkIntegrity(folder, wanted) {
  const installed = JSON.parse(readFileSync(join(folder, "node_modules", ".package-lock.json"), "utf8"));
  if (installed.packages[`node_modules/${wanted.name}`]?.integrity === wanted.integrity) return;
  throw new SetUpError(
    "KEEL_SETUP_INTEGRITY",
    `the registry's ${wanted.name}@${wanted.version} is not the one that Keel was tried with`,
    "Check which registry your .npmrc names",
  );
}

/**
 * @param {string} binary
 * @param {string} version
 */
async function checkRuns(binary, version) {
  const ended = await run(binary, ["--version"], { env: process.env, capture: true }).catch(() => undefined);
  if (ended?.output.trim() === `v${version}`) return;
  throw new SetUpError(
    "KEEL_SETUP_NODE_BROKEN",
    `the published Node ${version} does not run on this system (${binary})`,
    `Install Node ${MAJOR} yourself and put it first on PATH; Alpine needs its own build`,
  );
}

/** @param {string} root */
const stampPath = (root) => join(root, ".node", "installed");

/** @param {import("./platforms.mjs").NodePackage} wanted */
const stampOf = (wanted) => `${wanted.name}@${wanted.version}`;

/**
 * @param {string} root
 * @param {import("./platforms.mjs").NodePackage} wanted
 */
const binaryPath = (root, wanted) => join(root, ".node", "node_modules", wanted.name, wanted.binary);
