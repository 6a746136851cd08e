/** `keel deposit`: stETH into the vault, for shares. */

import type { Command } from "commander";
import type { BaseWallet } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { readDeployment } from "../../deploy/records.ts";
import { readAll } from "../../devnet/multicall.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { parseAmount, showAmount } from "../amount.ts";
import { type ConnectedChain, connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { keyFor } from "../key.ts";
import { stETH } from "../steth.ts";
import { transact } from "../transact.ts";

/** An account with no more than this has no stETH: transfers leave a wei or two behind. */
const DUST = 10n;

export function addDeposit(program: Command): void {
  program
    .command("deposit")
    .summary("put stETH into the vault")
    .description(
      "Deposits stETH and mints vault shares. On a development node, an account without any stETH first stakes as much ETH " +
        "with Lido, and the output says so.",
    )
    .argument("<amount>", "stETH, such as 10 or 0.5")
    .option("--from <account>", "development account, by role or address", "alice")
    .option("--live", "sign although the node may be Ethereum itself")
    .action(
      async (text: string, { from, live = false }: { from: string; live?: boolean }, command: Command) => {
        const amount = parseAmount(text);
        const config = await configOf(command);
        const chain = await connect(config);
        const { vault } = (await readDeployment(chain.rpc, config.stateDirectory)).contracts;
        const signer = keyFor(chain, { source: config.key, from, live });
        await provide(chain, signer, amount);
        const abi = interfaceOf("KeelVault");
        const approve = { to: stETH.address, abi: stETH.abi, name: "approve", args: [vault, amount] };
        await transact(chain, signer, approve);
        const before = await sharesOf(chain, vault, signer.address);
        const name = "deposit(uint256,address)";
        const { hash } = await transact(chain, signer, {
          to: vault,
          abi,
          name,
          args: [amount, signer.address],
        });
        const minted = (await sharesOf(chain, vault, signer.address)) - before;
        console.log(`deposited ${showAmount(amount)} stETH from ${signer.address}`);
        console.log(`received  ${showAmount(minted)} shares in ${hash}`);
      },
    );
}

/** @throws KEEL_INSUFFICIENT_BALANCE */
async function provide(chain: ConnectedChain, signer: BaseWallet, amount: bigint): Promise<void> {
  const { rpc, development } = chain;
  const { address } = signer;
  const balance = await balanceOf(chain, address);
  if (balance >= amount) return;
  const ether = BigInt(await rpc.request({ method: "eth_getBalance", params: [address, "latest"] }));
  if (balance > DUST || !development || ether <= amount) {
    const stakeable = development && balance <= DUST ? ` and ${showAmount(ether)} ETH to stake` : "";
    throw new KeelError(
      "KEEL_INSUFFICIENT_BALANCE",
      `${address} has ${showAmount(balance)} stETH${stakeable}, and ${showAmount(amount)} stETH were to be deposited`,
      "Deposit less, or from another account with --from",
    );
  }
  // Lido rounds what it credits down to a whole share.
  const value = amount + DUST;
  const args = ["0x0000000000000000000000000000000000000000"];
  await transact(chain, signer, { to: stETH.address, abi: stETH.abi, name: "submit", args, value });
  console.log(
    `staked    ${showAmount(value)} ETH with Lido first: the account had no stETH (development node)`,
  );
}

async function balanceOf({ rpc }: ConnectedChain, address: string): Promise<bigint> {
  const read = { to: stETH.address, abi: stETH.abi, name: "balanceOf", args: [address] };
  const [balance] = await readAll(rpc, [read], "latest");
  return balance;
}

async function sharesOf({ rpc }: ConnectedChain, vault: string, address: string): Promise<bigint> {
  const read = { to: vault, abi: interfaceOf("KeelVault"), name: "balanceOf", args: [address] };
  const [balance] = await readAll(rpc, [read], "latest");
  return balance;
}
