/** `keel withdraw`: out of the vault, from idle stETH where that reaches, and by unwinding where it does not. */

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

interface Flags {
  readonly from: string;
  readonly minAssets?: bigint;
  readonly live?: boolean;
}

/** What a deep exit accepts below the value that is shown, unless --min-assets says otherwise: 0.5%. */
const ACCEPTED = { numerator: 995n, denominator: 1000n };

export function addWithdraw(program: Command): void {
  program
    .command("withdraw")
    .summary("take stETH out of the vault")
    .description(
      "Redeems vault shares for stETH at exit value: what leaving would realise now. Where the vault's idle stETH does not " +
        "reach, the strategy is unwound in proportion, at the leaver's own cost; without --min-assets, half a percent below " +
        "the value shown is accepted.",
    )
    .argument("<amount>", "stETH, such as 10 or 0.5, or `all`")
    .option("--from <account>", "development account, by role or address", "alice")
    .option("--min-assets <amount>", "take no less stETH than this", parseAmount)
    .option("--live", "sign although the node may be Ethereum itself")
    .action(async (text: string, { from, minAssets, live = false }: Flags, command: Command) => {
      const wanted = text === "all" ? undefined : parseAmount(text);
      const config = await configOf(command);
      const chain = await connect(config);
      const { vault } = (await readDeployment(chain.rpc, config.stateDirectory)).contracts;
      const signer = keyFor(chain, { source: config.key, from, live });
      await leave(chain, signer, vault, await exitOf(chain, vault, signer.address, wanted), minAssets);
    });
}

/** What a holder redeems. */
interface Exit {
  readonly shares: bigint;
  /** What the shares are worth at exit value, stETH wei. */
  readonly worth: bigint;
  /** True where idle stETH does not reach. */
  readonly deep: boolean;
}

/** @throws KEEL_INSUFFICIENT_BALANCE */
async function exitOf(
  { rpc }: ConnectedChain,
  vault: string,
  holder: string,
  wanted: bigint | undefined,
): Promise<Exit> {
  const abi = interfaceOf("KeelVault");
  const ofHolder = (name: string) => ({ to: vault, abi, name, args: [holder] });
  const [held, reachable] = await readAll(rpc, [ofHolder("balanceOf"), ofHolder("maxRedeem")], "latest");
  const toShares = { to: vault, abi, name: "previewWithdraw", args: [wanted ?? 0n] };
  const toWorth = { to: vault, abi, name: "previewRedeem", args: [held] };
  const [needed, whole] = await readAll(rpc, [toShares, toWorth], "latest");
  const shares = wanted === undefined ? held : needed;
  if (shares > held || held === 0n) {
    throw new KeelError(
      "KEEL_INSUFFICIENT_BALANCE",
      `${holder} holds shares worth ${showAmount(whole)} stETH` +
        (wanted === undefined ? "" : `, and ${showAmount(wanted)} stETH were to be withdrawn`),
      "Withdraw less, or `all`, or from another account with --from",
    );
  }
  return { shares, worth: wanted ?? whole, deep: shares > reachable };
}

async function leave(
  chain: ConnectedChain,
  signer: BaseWallet,
  vault: string,
  { shares, worth, deep }: Exit,
  minAssets: bigint | undefined,
): Promise<void> {
  const { address } = signer;
  const abi = interfaceOf("KeelVault");
  const accepted = minAssets ?? (worth * ACCEPTED.numerator) / ACCEPTED.denominator;
  const before = await stethOf(chain, address);
  // The deep form unwinds only what idle stETH lacks, and is the one that takes a least amount.
  const name = "redeem(uint256,address,address,uint256)";
  const { hash } = await transact(chain, signer, {
    to: vault,
    abi,
    name,
    args: [shares, address, address, accepted],
  });
  const received = (await stethOf(chain, address)) - before;
  console.log(`redeemed  ${showAmount(shares)} shares of ${address}`);
  if (deep) console.log("unwound   the part of the strategy that idle stETH did not cover");
  console.log(`received  ${showAmount(received)} stETH in ${hash}`);
}

async function stethOf({ rpc }: ConnectedChain, address: string): Promise<bigint> {
  const read = { to: stETH.address, abi: stETH.abi, name: "balanceOf", args: [address] };
  const [balance] = await readAll(rpc, [read], "latest");
  return balance;
}
