/**
 * npm, run with a Node of our choice. `npx` and the `npm` on PATH would bring the machine's own Node along.
 */
import { existsSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { run } from "./child.mjs";
import { childEnvironment } from "./environment.mjs";
import { errorCode, fromNpm, Interrupted, SetUpError } from "./set-up-error.mjs";

/** Quiet, and quick to give up on a registry that does not answer. */
const FLAGS = [
  "--no-audit",
  "--no-fund",
  "--no-update-notifier",
  "--ignore-scripts",
  "--loglevel=warn",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=5000",
];

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} node the Node that is running now
 * @returns {string} npm's own JavaScript entry
 */
export function findNpm(env, node) {
  const beside = dirname(node);
  const onPath = (env.PATH ?? env.Path ?? "").split(delimiter).map((folder) => join(folder, "npm"));
  const candidates = [
    env.npm_execpath ?? "",
    join(beside, "../lib/node_modules/npm/bin/npm-cli.js"),
    join(beside, "node_modules/npm/bin/npm-cli.js"),
    ...onPath,
  ];
  for (const candidate of candidates) {
    if (!existsSync(candidate)) continue;
    const entry = realpathSync(candidate);
    if (basename(entry) === "npm-cli.js") return entry;
  }
  throw new SetUpError(
    "KEEL_SETUP_NO_NPM",
    "npm was not found beside Node or on PATH",
    "Install npm 10 or later",
  );
}

/**
 * @param {{ root: string, node: string, task: string, args: string[] }} job `node` runs npm; `task` names it in an error
 */
export async function runNpm({ root, node, task, args }) {
  const env = childEnvironment(process.env, node, root);
  // npm looks for its global settings relative to the Node that runs it; ours has none.
  const settings = join(dirname(dirname(process.execPath)), "etc", "npmrc");
  if (existsSync(settings)) env.npm_config_globalconfig ??= settings;

  const ended = await run(node, [findNpm(process.env, process.execPath), ...args, ...FLAGS], {
    cwd: root,
    env,
    capture: true,
  });
  if (ended.code === 0 && errorCode(ended.output) === undefined) return;
  const interruption = ended.received ?? ended.signal;
  if (interruption) throw new Interrupted(interruption);
  throw fromNpm(task, ended.output);
}
