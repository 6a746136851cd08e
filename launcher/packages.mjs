/**
 * The npm packages of the lock file, installed with Node 24: under an older Node, npm skips Hardhat's native package
 * in silence. A stamp in `node_modules` holds the lock file's hash; an install made by hand is taken if it is complete.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { missingPackages } from "./missing-packages.mjs";
import { runNpm } from "./npm.mjs";
import { SetUpError } from "./set-up-error.mjs";
import { isStamped, stamp } from "./stamp.mjs";

/**
 * @param {string} root the repository
 * @returns {boolean} whether `node_modules` is what the lock file says
 */
export function packagesReady(root) {
  if (isStamped(stampPath(root), lockHash(root))) return true;
  if (!existsSync(installedPath(root)) || missing(root).length > 0) return false;
  stamp(stampPath(root), lockHash(root));
  return true;
}

/**
 * @param {string} root the repository
 * @param {string} node the Node to install with
 * @param {(line: string) => void} say
 */
export async function installPackages(root, node, say) {
  const hash = lockHash(root);
  say("installing the packages of package-lock.json …");
  try {
    await runNpm({ root, node, task: "the packages", args: ["ci", "--include=dev", "--include=optional"] });
  } catch (error) {
    // npm records a package as installed even where the disk had no room for its files.
    rmSync(installedPath(root), { force: true });
    throw error;
  }
  const [first] = missing(root);
  if (first)
    throw new SetUpError(
      "KEEL_SETUP_INCOMPLETE",
      `npm left out ${first}, which this machine needs; the registry may not serve it`,
      "Check which registry your .npmrc names, and that it does not set `omit`",
    );
  stamp(stampPath(root), hash);
}

/** @param {string} root */
function missing(root) {
  const { platform, arch } = process;
  return missingPackages(readJson(lockPath(root)), readJson(installedPath(root)), {
    platform,
    arch,
    libc: libc(),
  });
}

/** @returns {"glibc" | "musl"} which C library Node was built for; read only on Linux */
function libc() {
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return header.glibcVersionRuntime ? "glibc" : "musl";
}

/** @param {string} root */
const lockPath = (root) => join(root, "package-lock.json");

/** npm's own record of what it installed. @param {string} root */
const installedPath = (root) => join(root, "node_modules", ".package-lock.json");

/** @param {string} root */
const stampPath = (root) => join(root, "node_modules", ".keel-lock-hash");

/** @param {string} root */
const lockHash = (root) =>
  createHash("sha256")
    .update(readFileSync(lockPath(root)))
    .digest("hex");

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
