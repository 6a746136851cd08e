/**
 * Compares a lock file with the record that npm leaves in `node_modules` of what it installed there.
 */

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 *
 * @typedef {{ packages: Record<string, LockedPackage> }} LockFile
 * @typedef {{ platform: string, arch: string, libc: string }} Machine
 */

/**
 * @param {LockFile} locked `package-lock.json`
 * @param {LockFile} installed `node_modules/.package-lock.json`
 * @param {Machine} machine
 * @returns {string[]} places in the tree that this machine needs and that hold nothing or another version
 */
export function missingPackages(locked, installed, machine) {
  return Object.entries(locked.packages)
    .filter(([place, entry]) => place !== "" && !(entry.optional && !fits(entry, machine)))
    .filter(([place, entry]) => installed.packages[place]?.version !== entry.version)
    .map(([place]) => place);
}

/**
 * Whether an optional package is one platform's binary and this machine is that platform. (Other optional packages are
 * truly optional: npm leaves them out with the binary that wants them.) Only Linux has a choice of C library.
 *
 * @param {LockedPackage} entry
 * @param {Machine} machine
 */
function fits({ os, cpu, libc }, machine) {
  if (!os?.includes(machine.platform)) return false;
  if (cpu && !cpu.includes(machine.arch)) return false;
  return !libc || libc.includes(machine.libc);
}
