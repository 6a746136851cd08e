/** `keel`: the command line. Each command has its file; here they are put together, and whatever fails becomes one line. */
import { Command, CommanderError, Option } from "commander";
import { RpcAnswerError } from "../devnet/rpc-node.ts";
import { KeelError } from "../errors/keel-error.ts";
import packageJson from "../package.json" with { type: "json" };
import { addBacktest } from "./commands/backtest.ts";
import { addClaim } from "./commands/claim.ts";
import { addDemo } from "./commands/demo.ts";
import { addDeploy } from "./commands/deploy.ts";
import { addDeposit } from "./commands/deposit.ts";
import { addDown } from "./commands/down.ts";
import { addExplain } from "./commands/explain.ts";
import { addKeeper } from "./commands/keeper.ts";
import { addQuote } from "./commands/quote.ts";
import { addRequest } from "./commands/request.ts";
import { addSettle } from "./commands/settle.ts";
import { addStatus } from "./commands/status.ts";
import { addUp } from "./commands/up.ts";
import { addWithdraw } from "./commands/withdraw.ts";
import { parsePort } from "./numbers.ts";
import { usageError } from "./usage-error.ts";

const program = new Command("keel")
  .version(packageJson.version)
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
  .configureOutput({ outputError: () => {} });

for (const add of [
  addUp,
  addDown,
  addDeploy,
  addDeposit,
  addWithdraw,
  addRequest,
  addSettle,
  addClaim,
  addStatus,
  addQuote,
  addKeeper,
  addExplain,
  addBacktest,
  addDemo,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  const line = lineFor(error);
  if (line !== undefined) console.error(line);
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
}

/** @throws what is no fault of the user's, so that it keeps its stack trace */
function lineFor(error: unknown): string | undefined {
  if (error instanceof CommanderError) return usageError(error)?.toLine();
  if (error instanceof KeelError) return error.toLine();
  if (error instanceof RpcAnswerError) return refusedByNode(error).toLine();
  throw error;
}

function refusedByNode(cause: RpcAnswerError): KeelError {
  return new KeelError(
    "KEEL_RPC_REFUSED",
    `the node answers "${cause.message.replace(/\.$/, "")}"`,
    "Check the account's ether, the URL's key and what its plan allows",
    { cause },
  );
}
