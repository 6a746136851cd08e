/** `keel settle`: has the oldest batch of the exit queue redeemed, for whoever is in it. */

import type { Command } from "commander";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { readDeployment } from "../../deploy/records.ts";
import { readAll } from "../../devnet/multicall.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { showAmount } from "../amount.ts";
import { type ConnectedChain, connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { keyFor } from "../key.ts";
import { transact } from "../transact.ts";

interface Flags {
  readonly from: string;
  readonly deep?: boolean;
  readonly live?: boolean;
}

export function addSettle(program: Command): void {
  program
    .command("settle")
    .summary("settle requests to leave, as far as funds reach")
    .description(
      "Observes the vault's exit price and redeems the oldest batch of requests from idle funds, and with --deep by unwinding " +
        "the strategy, which anyone may once the batch has waited long enough. The price must have been observed for an hour: " +
        "run it twice.",
    )
    .option("--from <account>", "development account, by role or address", "keeper")
    .option("--deep", "unwind the strategy where idle funds do not reach")
    .option("--live", "sign although the node may be Ethereum itself")
    .action(async ({ from, deep = false, live = false }: Flags, command: Command) => {
      const config = await configOf(command);
      const chain = await connect(config);
      const { exitQueue } = (await readDeployment(chain.rpc, config.stateDirectory)).contracts;
      const signer = keyFor(chain, { source: config.key, from, live });
      const abi = interfaceOf("ExitQueue");
      const before = await pendingIn(chain, exitQueue);
      if (before === 0n) return console.log("nobody waits");
      await transact(chain, signer, { to: exitQueue, abi, name: "observe", args: [] });
      if (!(await priceIsKnown(chain, exitQueue))) {
        throw new KeelError(
          "KEEL_PRICE_NOT_SEEN",
          "the vault's exit price has not been observed for a whole hour up to now",
          "It was observed just now; settle again in an hour",
        );
      }
      const name = deep ? "settleDeep" : "settle";
      const { hash } = await transact(chain, signer, { to: exitQueue, abi, name, args: [before] });
      const left = await pendingIn(chain, exitQueue);
      console.log(`settled   ${showAmount(before - left)} shares in ${hash}`);
      console.log(`waiting   ${showAmount(left)} shares`);
    });
}

async function pendingIn({ rpc }: ConnectedChain, queue: string): Promise<bigint> {
  const read = { to: queue, abi: interfaceOf("ExitQueue"), name: "pendingShares" };
  const [shares] = await readAll(rpc, [read], "latest");
  return shares;
}

/** True where a settlement has an observed price to be held against. */
async function priceIsKnown({ rpc }: ConnectedChain, queue: string): Promise<boolean> {
  const abi = interfaceOf("ExitQueue");
  const read = (name: string) => ({ to: queue, abi, name });
  const [seen, window] = await readAll(rpc, [read("seen"), read("WINDOW")], "latest");
  const { timestamp } = await rpc.request({ method: "eth_getBlockByNumber", params: ["latest", false] });
  return BigInt(timestamp) >= BigInt(seen.since) + BigInt(window);
}
