/** `keel`: the command line. Each command has its file; here they are put together, and whatever fails becomes one line. */
import { Command, CommanderError, Option } from "commander";
import { RpcAnswerError } from "../devnet/rpc-node.ts";
import { KeelError } from "../errors/keel-error.ts";
import packageJson from "../package.json" with { type: "json" };
import { parsePort } from "./numbers.ts";
import { usageError } from "./usage-error.ts";

/** In the order of the help. Only what the line names is loaded: no command waits for the packages of another. */
const COMMANDS: readonly { readonly name: string; load(): Promise<(program: Command) => void> }[] = [
  { name: "up", load: async () => (await import("./commands/up.ts")).addUp },
  { name: "down", load: async () => (await import("./commands/down.ts")).addDown },
  { name: "deploy", load: async () => (await import("./commands/deploy.ts")).addDeploy },
  { name: "deposit", load: async () => (await import("./commands/deposit.ts")).addDeposit },
  { name: "withdraw", load: async () => (await import("./commands/withdraw.ts")).addWithdraw },
  { name: "request", load: async () => (await import("./commands/request.ts")).addRequest },
  { name: "settle", load: async () => (await import("./commands/settle.ts")).addSettle },
  { name: "claim", load: async () => (await import("./commands/claim.ts")).addClaim },
  { name: "status", load: async () => (await import("./commands/status.ts")).addStatus },
  { name: "quote", load: async () => (await import("./commands/quote.ts")).addQuote },
  { name: "keeper", load: async () => (await import("./commands/keeper.ts")).addKeeper },
  { name: "explain", load: async () => (await import("./commands/explain.ts")).addExplain },
  { name: "backtest", load: async () => (await import("./commands/backtest.ts")).addBacktest },
  { name: "demo", load: async () => (await import("./commands/demo.ts")).addDemo },
];

/** 128 and the number of SIGINT. */
const STOPPED = 130;

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

const named = COMMANDS.filter(({ name }) => process.argv.includes(name, 2));
for (const { load } of named.length > 0 ? named : COMMANDS) (await load())(program);

try {
  await program.parseAsync();
} catch (error) {
  const line = lineFor(error);
  if (line !== undefined) console.error(line);
  process.exitCode = exitCodeOf(error);
}

/** A study that was stopped ends as what Ctrl-C kills does. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode;
  return error instanceof KeelError && error.code === "KEEL_STOPPED" ? STOPPED : 1;
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
