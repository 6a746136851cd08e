/**
 * Runs another Node program as if it were this one: it gets our signals, and we end as it ended.
 */
import { spawn } from "node:child_process";

/**
 * @typedef {object} Ended
 * @property {number | null} code exit code, unless a signal ended it
 * @property {NodeJS.Signals | null} signal
 * @property {NodeJS.Signals | null} received the last signal that reached us while it ran
 * @property {string} output what it printed, if that was captured
 */

const TETHER = `--import=${new URL("./tether.mjs", import.meta.url).href}`;

/** @type {NodeJS.Signals[]} */
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * @param {string} node the Node binary to run with
 * @param {string[]} args program and its arguments
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv, capture?: boolean }} options with `capture`, what it prints is returned
 *   and not shown, and it does not outlive us
 * @returns {Promise<Ended>}
 */
export function run(node, args, { cwd, env, capture = false }) {
  return new Promise((resolve, reject) => {
    const child = capture
      ? spawn(node, [TETHER, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe", "ipc"] })
      : spawn(node, args, { cwd, env, stdio: "inherit" });
    let output = "";
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk;
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);

    /** @type {NodeJS.Signals | null} */
    let received = null;
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      received = signal;
      // A terminal sends Ctrl-C to the whole group: the child has it already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const settled = () => {
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    child.on("error", (error) => {
      settled();
      reject(error);
    });
    child.on("close", (code, signal) => {
      settled();
      resolve({ code, signal, received, output });
    });
  });
}

/**
 * Ends this process as a child ended: with its exit code, or by the same signal.
 * @param {Pick<Ended, "code" | "signal">} ended
 */
export function endLike({ code, signal }) {
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
}
