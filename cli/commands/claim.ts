/** `keel claim`: takes what settled requests fetched. */

import type { Command } from "commander";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { readDeployment } from "../../deploy/records.ts";
import { readAll } from "../../devnet/multicall.ts";
import { showAmount } from "../amount.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { keyFor } from "../key.ts";
import { transact } from "../transact.ts";

export function addClaim(program: Command): void {
  program
    .command("claim")
    .summary("take what a settled request fetched")
    .description(
      "Pays out all that the exit queue has set aside for an account. It bears stETH's own rebases until then, and nothing of " +
        "the vault's.",
    )
    .option("--from <account>", "development account, by role or address", "alice")
    .option("--live", "sign although the node may be Ethereum itself")
    .action(async ({ from, live = false }: { from: string; live?: boolean }, command: Command) => {
      const config = await configOf(command);
      const chain = await connect(config);
      const { exitQueue } = (await readDeployment(chain.rpc, config.stateDirectory)).contracts;
      const signer = keyFor(chain, { source: config.key, from, live });
      const { address } = signer;
      const abi = interfaceOf("ExitQueue");
      const of = (name: string) => ({ to: exitQueue, abi, name, args: [address] });
      const [shares, assets] = await readAll(chain.rpc, [of("maxRedeem"), of("maxWithdraw")], "latest");
      if (shares === 0n) return console.log(`nothing is set aside for ${address} yet`);
      const args = [shares, address, address];
      const { hash } = await transact(chain, signer, { to: exitQueue, abi, name: "redeem", args });
      console.log(`claimed   ${showAmount(assets)} stETH for ${showAmount(shares)} shares in ${hash}`);
    });
}
