/**
 * What is deployed on which chain. A record is kept under the chain's identity, which a restarted chain does not share
 * with the one before it, so a chain never answers for another's deployments.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Address } from "../devnet/addresses.ts";
import { chainIdentity } from "../devnet/chain-identity.ts";
import { requireCode } from "../devnet/code-check.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { KeelError } from "../errors/keel-error.ts";

/** A vault's contracts by role. */
export interface Contracts {
  readonly adapter: Address;
  readonly vault: Address;
  readonly route: Address;
  readonly prices: Address;
  readonly flash: Address;
  readonly strategy: Address;
  readonly exitQueue: Address;
  readonly rewardClaims: Address;
  readonly zap: Address;
}

export interface Deployment {
  /** Identity of the chain that it is on. */
  readonly chain: string;
  /** The first block in which all of it is there. */
  readonly block: number;
  /** The kind of strategy, as parameter files name it. */
  readonly strategy: string;
  readonly owner: Address;
  readonly keeper: Address;
  readonly contracts: Contracts;
}

/** The folder below which records are kept, unless a configuration names another. */
export const STATE_DIRECTORY = join(import.meta.dirname, "..", ".keel");

export function deploymentsIn(stateDirectory: string): string {
  return join(stateDirectory, "deployments");
}

export function writeDeployment(stateDirectory: string, deployment: Deployment): void {
  const path = pathOf(stateDirectory, deployment.chain);
  mkdirSync(deploymentsIn(stateDirectory), { recursive: true });
  writeFileSync(path, `${JSON.stringify(deployment, undefined, 2)}\n`);
}

/**
 * The vault on this chain, every contract of it looked at.
 * @throws KEEL_NO_DEPLOYMENT where this chain has none, KEEL_NO_CODE where one of its contracts is gone
 */
export async function readDeployment(chain: Eip1193, stateDirectory = STATE_DIRECTORY): Promise<Deployment> {
  const path = pathOf(stateDirectory, await chainIdentity(chain));
  if (!existsSync(path)) {
    throw new KeelError(
      "KEEL_NO_DEPLOYMENT",
      "no vault is deployed on this chain; a chain that was restarted has none of its earlier ones",
      "Run `keel deploy`",
    );
  }
  const deployment: Deployment = JSON.parse(readFileSync(path, "utf8"));
  await requireCode(chain, { ...deployment.contracts });
  return deployment;
}

const pathOf = (stateDirectory: string, chain: string) =>
  join(deploymentsIn(stateDirectory), `${chain}.json`);
