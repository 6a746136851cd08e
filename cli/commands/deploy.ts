/** `keel deploy`: puts a vault on the chain. */
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { readParameters } from "../../deploy/parameters.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { keeperAddress } from "../keeper-key.ts";
import { keyFor } from "../key.ts";
import { newTable } from "../table.ts";

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
    .option("--live", "sign although the node may be Ethereum itself")
    .action(async (flags: { parameters?: string; live?: boolean }, command: Command) => {
      const { parameters: file, live = false } = flags;
      const config = await configOf(command, file === undefined ? {} : { parameters: resolve(file) });
      const parameters = readParameters(config.parameters);
      const chain = await connect(config);
      const owner = keyFor(chain, { source: config.key, from: "owner", live });
      const keeper = await keeperAddress(chain, config.keeper.key, live);
      const { stateDirectory } = config;
      // Ignition takes half a second to load, which no other command should wait for.
      const { deployVault } = await import("../../deploy/deploy.ts");
      const deployment = await deployVault({ chain: chain.rpc, parameters, owner, keeper, stateDirectory });
      const table = newTable(["contract", "address"]);
      for (const [name, address] of Object.entries(deployment.contracts)) table.push([name, address]);
      console.log(`${table}\n`);
      console.log(`${parameters.name} is deployed; owner ${deployment.owner}, keeper ${deployment.keeper}`);
    });
}
