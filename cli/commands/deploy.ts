/** `keel deploy`: puts a vault on the chain. */
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { readParameters } from "../../deploy/parameters.ts";
import { type Contracts, readDeployment } from "../../deploy/records.ts";
import { tellVault } from "../../deploy/vault-calls.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { keeperAddress } from "../keeper-key.ts";
import { keyFor } from "../key.ts";
import { newTable } from "../table.ts";
import { transact } from "../transact.ts";

interface DeployFlags {
  readonly parameters?: string;
  readonly beside?: string;
  readonly live?: boolean;
}

export function addDeploy(program: Command): void {
  program
    .command("deploy")
    .summary("deploy a vault and its strategy")
    .description(
      "Deploys a vault with its strategy and records where it is, for this chain alone. The same parameters again change " +
        "nothing; a deployment that broke off goes on.",
    )
    .addOption(
      new Option("--parameters <file>", "JSON file of the vault and its strategy").env("KEEL_PARAMETERS"),
    )
    .option("--beside <file>", "put the strategy of that JSON file beside the vault that is deployed")
    .option("--live", "sign although the node may be Ethereum itself")
    .action(async (flags: DeployFlags, command: Command) => {
      const { parameters: file, beside, live = false } = flags;
      if (beside !== undefined) return putBeside(resolve(beside), live, command);
      const config = await configOf(command, file === undefined ? {} : { parameters: resolve(file) });
      const parameters = readParameters(config.parameters);
      const chain = await connect(config);
      const owner = keyFor(chain, { source: config.key, from: "owner", live });
      const keeper = await keeperAddress(chain, config.keeper.key, live);
      const { stateDirectory } = config;
      // Ignition takes half a second to load, which no other command should wait for.
      const { deployVault } = await import("../../deploy/deploy.ts");
      const deployment = await deployVault({ chain: chain.rpc, parameters, owner, keeper, stateDirectory });
      tell(deployment.contracts);
      console.log(`${parameters.name} is deployed; owner ${deployment.owner}, keeper ${deployment.keeper}`);
    });
}

/** What a vault can lose to is not changed at once: it is told of the strategy with notice, and again once that has passed. */
async function putBeside(file: string, live: boolean, command: Command): Promise<void> {
  const { deployBeside, readBeside } = await import("../../deploy/beside.ts");
  const beside = readBeside(file);
  const config = await configOf(command);
  const chain = await connect(config);
  const owner = keyFor(chain, { source: config.key, from: "owner", live });
  const { stateDirectory } = config;
  const deployment = await readDeployment(chain.rpc, stateDirectory);
  const { vault } = deployment.contracts;
  const { contracts, calls } = await deployBeside(beside, {
    ...{ chain: chain.rpc, vault: deployment, owner, stateDirectory },
  });
  tell(contracts);
  const announced = await tellVault(chain.rpc, vault, calls, (name, args) =>
    transact(chain, owner, { to: vault, abi: interfaceOf("KeelVault"), name, args }),
  );
  console.log(`${beside.strategy} is deployed beside ${vault}`);
  if (announced.length === 0) console.log("the vault uses it: the keeper puts idle funds there");
  for (const { name, from } of announced) {
    console.log(`${name} is announced; run this again from ${new Date(from * 1000).toISOString()} on`);
  }
}

function tell(contracts: Readonly<Record<string, string>> | Contracts): void {
  const table = newTable(["contract", "address"]);
  for (const [name, address] of Object.entries(contracts)) table.push([name, address]);
  console.log(`${table}\n`);
}
