/**
 * The compiled contracts, which every command reads. Hardhat itself needs a second to find that nothing changed, so
 * the sources' hash is kept beside its cache.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child.mjs";
import { childEnvironment } from "./environment.mjs";
import { Interrupted, SetUpError } from "./set-up-error.mjs";
import { isStamped, stamp } from "./stamp.mjs";

/**
 * @param {string} root the repository
 * @returns {boolean} whether `artifacts` was compiled from the sources as they are
 */
export function contractsReady(root) {
  const sources = sourcesOf(root);
  if (sources.length === 0) return true;
  if (!existsSync(join(root, "artifacts"))) return false;
  return isStamped(stampPath(root), hashOf(root, sources));
}

/**
 * @param {string} root the repository
 * @param {string} node
 * @param {(line: string) => void} say
 */
export async function compileContracts(root, node, say) {
  const hash = hashOf(root, sourcesOf(root));
  say("compiling the contracts …");
  const hardhat = join(root, "node_modules", "hardhat", "dist", "src", "cli.js");
  const ended = await run(node, [hardhat, "build", "--no-tests"], {
    cwd: root,
    env: childEnvironment(process.env, node, root),
    capture: true,
  });
  const interruption = ended.received ?? ended.signal;
  if (interruption) throw new Interrupted(interruption);
  if (ended.code !== 0) {
    process.stderr.write(ended.output);
    throw new SetUpError(
      "KEEL_SETUP_COMPILE",
      "the contracts do not compile, see above",
      "Mend the sources in contracts/",
    );
  }
  stamp(stampPath(root), hash);
}

/** @param {string} root */
const stampPath = (root) => join(root, "cache", "keel-sources-hash");

/**
 * @param {string} root
 * @returns {string[]} paths from the root, sorted
 */
function sourcesOf(root) {
  if (!existsSync(join(root, "contracts"))) return [];
  return readdirSync(join(root, "contracts"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sol"))
    .map((path) => join("contracts", path))
    .sort();
}

/**
 * @param {string} root
 * @param {string[]} sources
 */
function hashOf(root, sources) {
  const hash = createHash("sha256");
  for (const path of [...sources, "hardhat.config.ts", "package-lock.json"])
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}
