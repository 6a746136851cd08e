/**
 * The genesis file: the world, built once and read ever after, by the in-process network, by Solidity tests
 * (`vm.loadAllocs`) and by anvil alike. It is rebuilt when anything that it is made of changes.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "../project-root.ts";
import { buildWorld } from "./build-world.ts";
import { hashWorld, serializeWorld, type WorldState } from "./world-state.ts";

export interface Genesis {
  readonly world: WorldState;
  /** SHA-256 of the file. */
  readonly hash: string;
  readonly path: string;
}

/** Ten times what a build takes on a slow machine, compiler included. */
const LONGEST_BUILD_MILLISECONDS = 200_000;

/** Sources that decide what the world is, relative to the repository. */
const SOURCES = [
  "contracts/devnet/*.sol",
  "contracts/interfaces/*.sol",
  "devnet/{accounts,addresses,hardhat-network,in-place,provider}.ts",
  "devnet/genesis/*.ts",
  "hardhat.config.ts",
];

/** Packages whose code is in the world, or built it. */
const PACKAGES = [
  "@aave/core-v3",
  "@balancer-labs/v2-deployments",
  "@openzeppelin/contracts",
  "hardhat",
  "solc",
  "viem",
];

/** Reads the genesis file, and builds it first if there is none for the sources as they are. */
export const ensureGenesis = (directory = `${projectRoot}/cache/keel`): Promise<Genesis> =>
  ensureWorld(directory, "genesis", genesisInputs(), () => buildWorld());

/**
 * Reads the file of a world, and builds it first if there is none of that name and version. Beside it lies the same world under a
 * name that does not change, `genesis.json`: the one that Solidity tests load.
 */
export async function ensureWorld(
  directory: string,
  name: string,
  version: string,
  build: () => Promise<WorldState>,
): Promise<Genesis> {
  mkdirSync(directory, { recursive: true });
  const path = `${directory}/${name}-${version}.json`;
  while (!existsSync(path)) await buildOrWait(path, build);
  const serialized = readFileSync(path, "utf8");
  const current = `${directory}/${name}.json`;
  if (!existsSync(current) || readFileSync(current, "utf8") !== serialized) {
    writeAtomically(current, serialized);
  }
  return { world: JSON.parse(serialized), hash: hashWorld(serialized), path };
}

/** Builds the file unless another process is at it; then waits a moment. */
async function buildOrWait(path: string, build: () => Promise<WorldState>): Promise<void> {
  const lock = `${path}.lock`;
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (!isHeld(lock)) rmSync(lock, { force: true });
    await sleep(100);
    return;
  }
  try {
    writeAtomically(path, serializeWorld(await build()));
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether the process that took the lock still runs, and has not had it longer than any build takes. */
function isHeld(lock: string): boolean {
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (age > LONGEST_BUILD_MILLISECONDS) return false;
  try {
    const holder = Number(readFileSync(lock, "utf8"));
    if (holder > 0) process.kill(holder, 0);
    return true;
  } catch {
    return false;
  }
}

function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Names the sources as they are. */
export function genesisInputs(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: projectRoot })).sort()) {
    if (source.endsWith(".test.ts")) continue;
    hash.update(source).update(readFileSync(`${projectRoot}/${source}`));
  }
  const { dependencies } = JSON.parse(readFileSync(`${projectRoot}/package.json`, "utf8"));
  for (const name of PACKAGES) hash.update(`${name}@${dependencies[name]}`);
  return hash.digest("hex").slice(0, 16);
}
