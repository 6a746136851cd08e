/** `keel up`: serves the offline mainnet, or a fork, until it is told to stop. */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import chalk from "chalk";
import type { Command } from "commander";
import type { Chain } from "../../devnet/chain.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Config } from "../config.ts";
import { configOf } from "../context.ts";
import { parseWhole } from "../numbers.ts";
import { runningChain } from "../running-chain.ts";
import { SIGNATURE_WARNING, serve } from "../serve.ts";
import { newTable } from "../table.ts";

interface Flags {
  readonly fork?: string;
  readonly block?: number;
  readonly detach?: boolean;
}

export function addUp(program: Command): void {
  program
    .command("up")
    .summary("serve the offline mainnet, or a fork of a node")
    .description(
      "Serves Ethereum mainnet as of 1 May 2022, built from published bytecode, on 127.0.0.1: the lender, the pool, the " +
        "staking token and the flash lender at their mainnet addresses. With --fork, the same on top of any mainnet node. " +
        "Runs until Ctrl-C, or until `keel down` where it was detached.",
    )
    .option("--fork <url>", "fork the node at this JSON-RPC address instead")
    .option("--block <number>", "fork from this block; the node's latest without it", parseWhole)
    .option("--detach", "go on in the background")
    .action(async (flags: Flags, command: Command) => {
      const { fork, block, detach } = flags;
      if (block !== undefined && fork === undefined) {
        throw new KeelError(
          "KEEL_BAD_ARGUMENT",
          "--block says where to fork, and --fork is missing",
          "Add --fork <url>",
        );
      }
      const config = await configOf(command);
      if (detach) return detached(config);
      const forking =
        fork === undefined ? undefined : { url: fork, ...(block === undefined ? {} : { block }) };
      // Hardhat takes half a second to load, which no other command should wait for.
      const { startChain } = await import("../../devnet/chain.ts");
      const chain = await startChain({ port: config.port, fork: forking });
      showPlaces(chain);
      await serve(chain, config.stateDirectory);
    });
}

function showPlaces({ places }: Chain): void {
  const table = newTable(["what", "address", "grade"]);
  for (const { what, address, grade, code } of places) {
    table.push([what, address, code === "present" ? grade : chalk.red(code)]);
  }
  console.log(`${table}\n\n${chalk.yellow(SIGNATURE_WARNING)}\n`);
}

/** Starts this program again in the background and returns once its chain answers. */
async function detached({ port, stateDirectory }: Config): Promise<void> {
  if (port === 0) {
    throw new KeelError(
      "KEEL_BAD_ARGUMENT",
      "a detached chain needs a port to be found by",
      "Name one with --port",
    );
  }
  mkdirSync(stateDirectory, { recursive: true });
  const logPath = join(stateDirectory, `up-${port}.log`);
  const log = openSync(logPath, "w");
  const args = process.argv.slice(1).filter((argument) => argument !== "--detach");
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  while ((await runningChain(stateDirectory, port))?.pid !== child.pid) {
    if (child.exitCode !== null) {
      process.stderr.write(readFileSync(logPath, "utf8"));
      process.exitCode = 1;
      return;
    }
    await sleep(100);
  }
  child.unref();
  console.log(chalk.yellow(SIGNATURE_WARNING));
  console.log(
    `chain is up at ${chalk.bold(`http://127.0.0.1:${port}`)}, process ${child.pid}; \`keel down\` stops it`,
  );
}
