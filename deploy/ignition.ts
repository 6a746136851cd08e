/** One way into Ignition: who signs, how often it looks at the chain, and what is left behind when it fails. */
import { rmSync } from "node:fs";
import {
  type ArtifactResolver,
  type DeploymentResult,
  DeploymentResultType,
  deploy,
  type IgnitionModule,
  type IgnitionModuleResult,
  type ModuleParameters,
} from "@nomicfoundation/ignition-core";
import type { BaseWallet } from "ethers";
import { type ContractName, readArtifact } from "../contracts/artifacts.ts";
import type { Address } from "../devnet/addresses.ts";
import { developmentInstance } from "../devnet/chain-identity.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { KeelError } from "../errors/keel-error.ts";
import { signingChain } from "./signing-chain.ts";

export interface Igniting {
  readonly chain: Eip1193;
  /** Signs and pays. */
  readonly owner: BaseWallet;
  /** A folder, by which a deployment that broke off goes on. */
  readonly journal: string;
  /** What it puts on the chain, for messages. */
  readonly what: string;
}

/** Milliseconds between Ignition's looks at the chain: a development node mines at once, others every 12 seconds. */
const POLLING = { development: 20, other: 1000 };

/** The contracts as compiled, for Ignition. */
export const ARTIFACTS: ArtifactResolver = {
  loadArtifact: async (name) => readArtifact(name as ContractName),
  // It serves block explorers' verification, which a development chain has not.
  getBuildInfo: async () => undefined,
};

/**
 * Deploys a module, or goes on with a deployment that broke off; the same parameters again change nothing.
 *
 * @returns its contracts by the names that the module calls them by
 * @throws KEEL_ALREADY_DEPLOYED where the journal tells of other parameters or other code, KEEL_DEPLOY_FAILED
 */
export async function ignite<Results extends IgnitionModuleResult<string>>(
  module: IgnitionModule<string, string, Results>,
  parameters: ModuleParameters,
  { chain, owner, journal, what }: Igniting,
): Promise<{ readonly [Name in keyof Results]: Address }> {
  const polling = (await developmentInstance(chain)) === undefined ? POLLING.other : POLLING.development;
  const result = await deploy({
    provider: signingChain(chain, owner, BigInt(await chain.request({ method: "eth_chainId" }))),
    accounts: [owner.address],
    artifactResolver: ARTIFACTS,
    ignitionModule: module,
    deploymentParameters: { [module.id]: parameters },
    deploymentDir: journal,
    config: { blockPollingInterval: polling, retryInterval: polling },
  });
  if (result.type === DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
    const addresses = Object.entries(module.results).map(([name, { id }]) => [
      name,
      result.contracts[id]?.address,
    ]);
    return Object.fromEntries(addresses);
  }
  // What failed stays failed in Ignition's journal; without it the next try begins anew.
  if (FAILED.has(result.type)) rmSync(journal, { recursive: true });
  throw failure(result, what);
}

const FAILED = new Set([
  DeploymentResultType.VALIDATION_ERROR,
  DeploymentResultType.EXECUTION_ERROR,
  DeploymentResultType.PREVIOUS_RUN_ERROR,
]);

type Failure = Exclude<DeploymentResult, { type: DeploymentResultType.SUCCESSFUL_DEPLOYMENT }>;

function failure(result: Failure, what: string): KeelError {
  if (result.type === DeploymentResultType.RECONCILIATION_ERROR) {
    return new KeelError(
      "KEEL_ALREADY_DEPLOYED",
      `this chain has ${what} that was deployed with other parameters or from other code`,
      "Go on with that one, or restart the chain with `keel down` and `keel up` and deploy then",
    );
  }
  const [reason = "it was interrupted"] =
    result.type === DeploymentResultType.EXECUTION_ERROR
      ? result.failed.map(({ futureId, error }) => `${futureId}: ${error}`)
      : Object.entries(result.errors).map(([futureId, errors]) => `${futureId}: ${errors.join("; ")}`);
  return new KeelError(
    "KEEL_DEPLOY_FAILED",
    `the deployment of ${what} failed at ${reason}`,
    "Mend that and deploy again",
  );
}
