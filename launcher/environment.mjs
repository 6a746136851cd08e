/**
 * The environment that Node 24, npm and their children get: the new Node first on PATH, and of npm's settings only
 * those that say where packages come from. An npm script hands down all of its settings as variables, and some of
 * them (prefix, omit, ignore-scripts, workspace) would bend the inner install.
 */
import { delimiter, dirname, join } from "node:path";

const KEPT = new Set([
  "registry",
  "cache",
  "userconfig",
  "globalconfig",
  "ca",
  "cafile",
  "proxy",
  "http_proxy",
  "https_proxy",
  "noproxy",
]);

const SETTING = "npm_config_";

/**
 * @param {NodeJS.ProcessEnv} inherited
 * @param {string} node absolute path of the Node binary that children should find
 * @param {string} root the repository
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(inherited, node, root) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  let path = "";
  for (const [name, value] of Object.entries(inherited)) {
    const lower = name.toLowerCase();
    if (lower === "path") path = value ?? "";
    else if (!lower.startsWith(SETTING) || KEPT.has(lower.slice(SETTING.length))) env[name] = value;
  }
  env.PATH = [dirname(node), join(root, "node_modules", ".bin"), path].join(delimiter);
  env.NODE = node;
  env.npm_node_execpath = node;
  // Compiled once, a command of `keel` starts a third sooner.
  env.NODE_COMPILE_CACHE ??= join(root, ".node", "compile-cache");
  return env;
}
