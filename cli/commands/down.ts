/** `keel down`: stops the chain that `keel up` serves. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { KeelError } from "../../errors/keel-error.ts";
import { configOf } from "../context.ts";
import { forgetChain, runningChain } from "../running-chain.ts";

export function addDown(program: Command): void {
  program
    .command("down")
    .summary("stop the chain that `keel up` serves")
    .description(
      "Stops the chain that `keel up` serves on the port. What was deployed on it is gone with it.",
    )
    .action(async (_flags: object, command: Command) => {
      const { port, stateDirectory } = await configOf(command);
      const chain = await runningChain(stateDirectory, port);
      if (chain === undefined) {
        throw new KeelError(
          "KEEL_CHAIN_NOT_UP",
          `no chain of \`keel up\` is on port ${port}`,
          "Name its port with --port, if it has another",
        );
      }
      process.kill(chain.pid, "SIGTERM");
      while ((await runningChain(stateDirectory, port)) !== undefined) await sleep(50);
      forgetChain(stateDirectory, port);
      console.log(`the chain at ${chain.url} is down`);
    });
}
