import { expect, test } from "vitest";
import { missingPackages } from "./missing-packages.mjs";

const mac = { platform: "darwin", arch: "arm64", libc: "musl" };
const debian = { platform: "linux", arch: "x64", libc: "glibc" };

const locked = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/hardhat": { version: "3.18.0" },
    "node_modules/edr-gnu": {
      version: "0.22.0",
      optional: true,
      os: ["linux"],
      cpu: ["x64"],
      libc: ["glibc"],
    },
    "node_modules/edr-musl": {
      version: "0.22.0",
      optional: true,
      os: ["linux"],
      cpu: ["x64"],
      libc: ["musl"],
    },
    "node_modules/fsevents": { version: "2.3.3", optional: true, os: ["darwin"] },
    "node_modules/emnapi": { version: "1.0.0", optional: true },
  },
};

test("a platform's native package that npm skipped is missing, another platform's is not", () => {
  const installed = { packages: { "node_modules/hardhat": { version: "3.18.0" } } };
  expect(missingPackages(locked, installed, debian)).toEqual(["node_modules/edr-gnu"]);
  expect(missingPackages(locked, installed, mac)).toEqual(["node_modules/fsevents"]);
});

test("a package of another version is missing", () => {
  const installed = {
    packages: {
      "node_modules/hardhat": { version: "3.17.0" },
      "node_modules/edr-gnu": { version: "0.22.0" },
    },
  };
  expect(missingPackages(locked, installed, debian)).toEqual(["node_modules/hardhat"]);
});
