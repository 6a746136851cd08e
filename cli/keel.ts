/** `keel`: the command line. Each command has its file; here they are put together, and whatever fails becomes one line. */
import { Command, CommanderError, Option } from "commander";
import { KeelError } from "../errors/keel-error.ts";
import { addDeploy } from "./commands/deploy.ts";
import { addDeposit } from "./commands/deposit.ts";
import { addDown } from "./commands/down.ts";
import { addKeeper } from "./commands/keeper.ts";
import { addStatus } from "./commands/status.ts";
import { addUp } from "./commands/up.ts";
import { addWithdraw } from "./commands/withdraw.ts";
import { parsePort } from "./numbers.ts";
import { usageError } from "./usage-error.ts";

const program = new Command("keel")
  .description("Restaking yield vaults: a chain to try them on, the vault, its keeper, and a backtester.")
  .addOption(new Option("--config <file>", "configuration, instead of keel.config.ts").env("KEEL_CONFIG"))
  .addOption(
    new Option("--rpc-url <url>", "the node to speak to, instead of `keel up`'s").env("KEEL_RPC_URL"),
  )
  .addOption(
    new Option("--state-directory <path>", "where chains, deployments and journals are recorded").env(
      "KEEL_STATE_DIRECTORY",
    ),
  )
  .addOption(
    new Option("--port <number>", "port of 127.0.0.1 that `keel up` serves on; 0 takes any free one")
      .env("KEEL_PORT")
      .argParser(parsePort),
  )
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .configureOutput({ writeErr: () => {} });

for (const add of [addUp, addDown, addDeploy, addDeposit, addWithdraw, addStatus, addKeeper]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  const told = error instanceof CommanderError ? usageError(error, program) : error;
  if (told instanceof KeelError) {
    console.error(told.toLine());
    process.exitCode = 1;
  } else if (told !== undefined) throw told;
}
