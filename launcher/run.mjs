/**
 * Runs one of Keel's programs with the right Node on a machine that has only an old one:
 *
 *   node launcher/run.mjs [--without-contracts] <entry> [arguments…]
 *
 * `<entry>` is a path in the repository. On the first run this fetches Node 24, installs the packages and compiles the
 * contracts; afterwards it only looks whether that still holds, which takes some 50 ms. Plain JavaScript that Node 20
 * runs.
 */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { endLike, run } from "./child.mjs";
import { compileContracts, contractsReady } from "./contracts.mjs";
import { childEnvironment } from "./environment.mjs";
import { exclusively } from "./exclusively.mjs";
import { findNode, installNode } from "./node24.mjs";
import { installPackages, packagesReady } from "./packages.mjs";
import { fromDisk, Interrupted, SetUpError } from "./set-up-error.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
const say = (line) => process.stderr.write(`keel: ${line}\n`);

/**
 * @param {boolean} withContracts
 * @returns {Promise<string>} the Node 24 to run with
 */
async function ready(withContracts) {
  const node = findNode(root);
  if (node && packagesReady(root) && (!withContracts || contractsReady(root))) return node;
  const onWait = () => say("waiting for another set-up in this folder to end …");
  return exclusively(join(root, ".node", "lock"), () => setUp(withContracts), { onWait });
}

/** @param {boolean} withContracts */
async function setUp(withContracts) {
  const started = performance.now();
  const node = findNode(root) ?? (await installNode(root, say));
  if (!packagesReady(root)) await installPackages(root, node, say);
  if (withContracts && !contractsReady(root)) await compileContracts(root, node, say);
  say(`ready in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return node;
}

/** @param {string[]} argv */
async function main(argv) {
  const withContracts = argv[0] !== "--without-contracts";
  const [entry, ...args] = withContracts ? argv : argv.slice(1);
  if (!entry)
    throw new SetUpError(
      "KEEL_SETUP_NO_ENTRY",
      "no program was named",
      "Use `npm start`, `npm test` or `./keel`",
    );
  const node = await ready(withContracts);
  // Two of Node 24's features that Keel uses, type stripping and SQLite, still announce themselves in some releases.
  const flags = ["--disable-warning=ExperimentalWarning"];
  const ended = await run(node, [...flags, resolve(root, entry), ...args], {
    env: childEnvironment(process.env, node, root),
  });
  if (ended.signal === "SIGINT") say("stopped");
  endLike(ended);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof Interrupted) endLike({ code: null, signal: error.signal });
  else {
    const known =
      error instanceof SetUpError ? error : fromDisk(/** @type {NodeJS.ErrnoException} */ (error).code);
    if (!known) throw error;
    console.error(known.toLine());
    process.exitCode = 1;
  }
}
