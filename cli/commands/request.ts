/** `keel request`: asks the exit queue to redeem vault shares when funds are at hand. */

import type { Command } from "commander";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { readDeployment } from "../../deploy/records.ts";
import { readAll } from "../../devnet/multicall.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { parseAmount, showAmount } from "../amount.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { keyFor } from "../key.ts";
import { transact } from "../transact.ts";

export function addRequest(program: Command): void {
  program
    .command("request")
    .summary("ask to leave the vault when funds are at hand")
    .description(
      "Asks the exit queue to redeem vault shares. They go on gaining and losing until their batch is settled, at exit value; " +
        "what that fetched is taken with `keel claim`. A request cannot be taken back.",
    )
    .argument("<shares>", "vault shares, such as 10 or 0.5, or `all`")
    .option("--from <account>", "development account, by role or address", "alice")
    .option("--live", "sign although the node may be Ethereum itself")
    .action(
      async (text: string, { from, live = false }: { from: string; live?: boolean }, command: Command) => {
        const wanted = text === "all" ? undefined : parseAmount(text);
        const config = await configOf(command);
        const chain = await connect(config);
        const { vault, exitQueue } = (await readDeployment(chain.rpc, config.stateDirectory)).contracts;
        const signer = keyFor(chain, { source: config.key, from, live });
        const { address } = signer;
        const [held] = await readAll(
          chain.rpc,
          [{ to: vault, abi: interfaceOf("KeelVault"), name: "balanceOf", args: [address] }],
          "latest",
        );
        const shares = wanted ?? held;
        if (shares > held || held === 0n) {
          throw new KeelError(
            "KEEL_INSUFFICIENT_BALANCE",
            `${address} holds ${showAmount(held)} shares` +
              (wanted === undefined ? "" : `, and ${showAmount(wanted)} were to be redeemed`),
            "Ask for fewer, or `all`, or from another account with --from",
          );
        }
        const { hash } = await transact(chain, signer, {
          to: exitQueue,
          abi: interfaceOf("ExitQueue"),
          name: "requestRedeem",
          args: [shares, address, address],
        });
        console.log(`requested ${showAmount(shares)} shares of ${address} in ${hash}`);
        console.log("settled   when the vault has funds at hand: `keel settle`, by anyone");
      },
    );
}
