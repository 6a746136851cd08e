/**
 * One installer at a time. The lock is a file whose time the holder keeps moving, so that a holder that was killed is
 * noticed by anyone, in another container too, where a process id would say nothing.
 */
import { mkdirSync, statSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 1_000;

/**
 * Waits until nobody else holds the lock, then does the work under it.
 *
 * @template T
 * @param {string} path the lock file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void, pollMs?: number, staleMs?: number }} [options] a lock that did not move for `staleMs`
 *   of our own waiting is taken over; `onWait` is told once that someone else has it
 * @returns {Promise<T>}
 */
export async function exclusively(path, work, { onWait, pollMs = 250, staleMs = 10_000 } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  let seen = 0;
  let still = 0;
  while (!create(path)) {
    if (seen === 0) onWait?.();
    const moved = modified(path);
    still = moved === seen ? still + pollMs : 0;
    seen = moved;
    if (still >= staleMs) remove(path);
    else await sleep(pollMs);
  }
  const beat = setInterval(() => touch(path), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    remove(path);
  }
}

/** @param {string} path */
function create(path) {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} path */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

/** @param {string} path */
function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** @param {string} path */
function remove(path) {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
