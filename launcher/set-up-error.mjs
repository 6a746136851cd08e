/**
 * What stopped the set-up, in one line with a code and a remedy. npm's own report is long; this reads its error code.
 */

export class SetUpError extends Error {
  /**
   * @param {`KEEL_SETUP_${string}`} code
   * @param {string} message what was wrong, and where
   * @param {string} remedy what to do, as a sentence that starts with a verb
   */
  constructor(code, message, remedy) {
    super(message);
    this.name = "SetUpError";
    this.code = code;
    this.remedy = remedy;
  }

  /** @returns {string} the line that the user sees */
  toLine() {
    return `${this.code}: ${this.message}. ${this.remedy}.`;
  }
}

/** The user, or whoever stops our process, ended the set-up. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(signal);
    this.signal = signal;
  }
}

const NETWORK =
  /^(ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|FETCH_ERROR)$/;
const REFUSED = /^(E401|E403|E404|E407|E429|E5\d\d|ETARGET)$/;
const CERTIFICATE = /CERT|^UNABLE_TO_(VERIFY|GET_ISSUER)/;

/**
 * The code that npm gives its error; also that of a file it could not unpack, which npm takes for a warning.
 *
 * @param {string} output all that npm printed
 * @returns {string | undefined} nothing if all went well
 */
export function errorCode(output) {
  return (/^npm (?:error|ERR!) code (\S+)/m.exec(output) ?? /TAR_ENTRY_ERROR (E[A-Z]+)/.exec(output))?.[1];
}

/**
 * @param {string} task what npm was asked for, as a noun phrase: "Node 24.21.0"
 * @param {string} output all that npm printed
 * @returns {SetUpError}
 */
export function fromNpm(task, output) {
  const code = errorCode(output) ?? "none";
  if (NETWORK.test(code))
    return new SetUpError(
      "KEEL_SETUP_OFFLINE",
      `${task} could not be fetched, the package registry did not answer (${code})`,
      "Check the connection and any proxy settings, then run the command again",
    );
  if (REFUSED.test(code))
    return new SetUpError(
      "KEEL_SETUP_REGISTRY_REFUSED",
      `the package registry refused ${task} (${code})${refusedPackage(output)}`,
      "Check the registry and the credentials in your .npmrc",
    );
  if (CERTIFICATE.test(code))
    return new SetUpError(
      "KEEL_SETUP_CERTIFICATE",
      `the package registry's certificate is not trusted (${code})`,
      "Name your network's certificate file in NODE_EXTRA_CA_CERTS or npm's cafile setting",
    );
  const ofDisk = fromDisk(code);
  if (ofDisk) return ofDisk;
  if (code === "EINTEGRITY")
    return new SetUpError(
      "KEEL_SETUP_INTEGRITY",
      `what the registry sent for ${task} is not what was published`,
      "Clear npm's cache with `npm cache clean --force`; if it happens again, distrust the registry",
    );
  if (code === "EUSAGE")
    return new SetUpError(
      "KEEL_SETUP_LOCK_FILE",
      "package-lock.json does not fit package.json",
      "Run `npm install`, then `node launcher/complete-lock.mjs`",
    );
  return new SetUpError(
    "KEEL_SETUP_FAILED",
    `installing ${task} failed: ${lastLine(output)}`,
    `Read npm's own log for the rest${logFile(output)}`,
  );
}

/**
 * @param {unknown} code of an error of the operating system
 * @returns {SetUpError | undefined} nothing if it is not about the disk
 */
export function fromDisk(code) {
  if (code === "ENOSPC" || code === "EDQUOT")
    return new SetUpError(
      "KEEL_SETUP_DISK_FULL",
      `the disk has no room for what is being installed (${code})`,
      "Free about 1 GB and run the command again",
    );
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new SetUpError(
      "KEEL_SETUP_NOT_WRITABLE",
      `this folder or npm's cache cannot be written (${code})`,
      "Make both writable for this user",
    );
  return undefined;
}

/** @param {string} output */
function refusedPackage(output) {
  const named = /'([^']+@[^']+)' (?:could not be found|is not in)/.exec(output)?.[1];
  return named ? `: ${named}` : "";
}

/** @param {string} output */
function logFile(output) {
  const path = /A complete log of this run can be found in: (\S+)/.exec(output)?.[1];
  return path ? `: ${path}` : "";
}

/** @param {string} output */
function lastLine(output) {
  const lines = output
    .split("\n")
    .filter((line) => line.trim() && !line.includes("A complete log of this run"));
  return lines.at(-1)?.trim() ?? "npm said nothing";
}
