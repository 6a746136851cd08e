/** A strategy that is put beside a vault which is deployed already, whatever its kind. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { IgnitionModule, IgnitionModuleResult, ModuleParameters } from "@nomicfoundation/ignition-core";
import type { BaseWallet } from "ethers";
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Address } from "../devnet/addresses.ts";
import { requireCode } from "../devnet/code-check.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readAll } from "../devnet/multicall.ts";
import { KeelError } from "../errors/keel-error.ts";
import { ignite } from "./ignition.ts";
import { type Deployment, deploymentsIn, STATE_DIRECTORY } from "./records.ts";

/** Beside which vault, by whom. */
export interface Beside {
  readonly chain: Eip1193;
  readonly vault: Deployment;
  readonly owner: BaseWallet;
  /** Where Ignition keeps its journal; `.keel` in the repository without it. */
  readonly stateDirectory?: string;
}

export interface Placement<Results extends IgnitionModuleResult<string>> {
  /** As files name it. */
  readonly kind: string;
  readonly module: IgnitionModule<string, string, Results>;
  readonly parameters: ModuleParameters;
  /** What is called and must be there, by its name. */
  readonly needs: Readonly<Record<string, Address>>;
  /** Seconds that its slowest way out takes; 0 where all of it is at hand. */
  readonly slowestExit: number;
}

/**
 * Deploys, or goes on with a deployment that broke off. The same again changes nothing; other parameters are another strategy.
 *
 * @throws KEEL_NO_CODE, KEEL_SLOW_EXIT where the vault would give shorter notice than the way out takes, KEEL_DEPLOY_FAILED,
 *   KEEL_ALREADY_DEPLOYED where the code has changed since
 */
export async function place<Results extends IgnitionModuleResult<string>>(
  { kind, module, parameters, needs, slowestExit }: Placement<Results>,
  { chain, vault: deployment, owner, stateDirectory = STATE_DIRECTORY }: Beside,
): Promise<{ readonly [Name in keyof Results]: Address }> {
  const { vault } = deployment.contracts;
  await requireCode(chain, { vault, ...needs });
  await requireNotice(chain, vault, slowestExit);
  const journal = join(deploymentsIn(stateDirectory), `${deployment.chain}-${kind}-${digest(parameters)}`);
  return ignite(module, { ...parameters, vault }, { chain, owner, journal, what: `a ${kind} strategy` });
}

/** Whoever minds a call that raises the vault's risk must be able to be out of every strategy before it is made. */
async function requireNotice(chain: Eip1193, vault: Address, slowestExit: number): Promise<void> {
  const read = { to: vault, abi: interfaceOf("KeelVault"), name: "longestExit" };
  const [longestExit] = await readAll(chain, [read], "latest");
  if (BigInt(slowestExit) <= longestExit) return;
  throw new KeelError(
    "KEEL_SLOW_EXIT",
    `the way out takes ${slowestExit} seconds and the vault gives ${longestExit} seconds of notice`,
    "Deploy a vault whose `vault.longestExit` covers it",
  );
}

const digest = (parameters: ModuleParameters): string =>
  createHash("sha256")
    .update(JSON.stringify(parameters, (_, value) => (typeof value === "bigint" ? value.toString() : value)))
    .digest("hex")
    .slice(0, 12);
