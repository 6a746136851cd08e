/**
 * A small file that says what something was made from, so that the next run can see that it still fits.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * @param {string} path
 * @param {string} source what it should have been made from
 * @returns {boolean} false also where there is no stamp
 */
export function isStamped(path, source) {
  try {
    return readFileSync(path, "utf8") === source;
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @param {string} source what it was made from
 */
export function stamp(path, source) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
}
