/** `keel deploy`: puts a vault on the chain. */
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { readParameters } from "../../deploy/parameters.ts";
import { type Contracts, readDeployment } from "../../deploy/records.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { keeperAddress } from "../keeper-key.ts";
import { keyFor } from "../key.ts";
import { newTable } from "../table.ts";

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

/** The vault takes it in when its curator says so, with notice: what a vault can lose to is not changed at once. */
async function putBeside(file: string, live: boolean, command: Command): Promise<void> {
  const { deployBeside, readBeside } = await import("../../deploy/beside.ts");
  const beside = readBeside(file);
  const config = await configOf(command);
  const chain = await connect(config);
  const owner = keyFor(chain, { source: config.key, from: "owner", live });
  const { stateDirectory } = config;
  const vault = await readDeployment(chain.rpc, stateDirectory);
  const contracts = await deployBeside(beside, { chain: chain.rpc, vault, owner, stateDirectory });
  tell(contracts);
  const call = `addStrategy(${contracts.strategy}, cap)`;
  const left =
    beside.strategy === "lending" ? `makes the call ${call}` : `submits ${call} and makes that call`;
  console.log(
    `${beside.strategy} is deployed beside ${vault.contracts.vault}, which uses it once its curator ${left} after its delay`,
  );
}

function tell(contracts: Readonly<Record<string, string>> | Contracts): void {
  const table = newTable(["contract", "address"]);
  for (const [name, address] of Object.entries(contracts)) table.push([name, address]);
  console.log(`${table}\n`);
}
