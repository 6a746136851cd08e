/** Bytecode that others published: Aave's, Balancer's and Symbiotic's packages as their authors compiled them, linked for our addresses. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { AbiCoder, concat } from "ethers";
import type { Address } from "../addresses.ts";

const require = createRequire(import.meta.url);
const { resolve } = require;

interface LinkReferences {
  readonly [source: string]: { readonly [library: string]: readonly { start: number; length: number }[] };
}

interface Artifact {
  readonly bytecode: string;
  readonly linkReferences: LinkReferences;
}

const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/**
 * Creation code of a contract of `@aave/core-v3`.
 * @param path source path below `contracts/` without extension, e.g. `protocol/pool/Pool`
 * @param libraries addresses of the libraries that it calls, by name
 */
export function aaveCreationCode(path: string, libraries: Readonly<Record<string, Address>> = {}): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const artifact: Artifact = readJson(resolve(`@aave/core-v3/artifacts/contracts/${path}.sol/${name}.json`));
  let code = artifact.bytecode;
  for (const references of Object.values(artifact.linkReferences)) {
    for (const [library, positions] of Object.entries(references)) {
      const address = libraries[library];
      if (address === undefined) throw new Error(`${name} needs the library ${library}`);
      for (const { start, length } of positions) {
        const from = 2 + 2 * start;
        code = code.slice(0, from) + address.slice(2).toLowerCase() + code.slice(from + 2 * length);
      }
    }
  }
  return code;
}

/** Creation code of Balancer's Vault, as deployed on mainnet. */
export function balancerVaultCreationCode(): string {
  // The package's entry point is `dist/index.js`; its exports do not name the deployment data beside it.
  const entry = resolve("@balancer-labs/v2-deployments");
  const { creationCode } = readJson(entry.replace("index.js", "tasks/20210418-vault/bytecode/Vault.json"));
  return `0x${creationCode}`;
}

/**
 * Creation code of a contract of Symbiotic's, as `@symbioticfi/rewards` carries it compiled.
 * @param name the contract's and its file's name, e.g. `Vault`
 */
export function symbioticCreationCode(name: string): string {
  return readJson(resolve(`@symbioticfi/rewards/out/${name}.sol/${name}.json`)).bytecode.object;
}

/** Creation code of Multicall3, which viem carries for reads on chains that lack it. */
export function multicall3CreationCode(): string {
  const entry = resolve("viem");
  return require(entry.replace("index.js", "constants/contracts.js")).multicall3Bytecode;
}

/** Creation code followed by its ABI-encoded constructor arguments. */
export function withArguments(
  creationCode: string,
  types: readonly string[],
  values: readonly unknown[],
): string {
  return concat([creationCode, AbiCoder.defaultAbiCoder().encode(types, values)]);
}
