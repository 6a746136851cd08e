/** Sends one transaction for a user and waits for it: tried out first, so that what would revert is told and not paid for. */
import type { BaseWallet, Interface } from "ethers";
import { KeelError } from "../errors/keel-error.ts";
import { readBlock } from "../keeper/block.ts";
import { systemClock } from "../keeper/clock.ts";
import { revertOf } from "../keeper/revert.ts";
import { broadcast, nonceOf, sign } from "../keeper/send.ts";
import type { ConnectedChain } from "./chain.ts";

export interface Transaction {
  readonly to: string;
  readonly abi: Interface;
  readonly name: string;
  readonly args: readonly unknown[];
  /** Wei. */
  readonly value?: bigint;
}

export interface Receipt {
  readonly hash: string;
  readonly block: number;
  readonly gasUsed: bigint;
}

/** Seconds to wait for a block: ten of mainnet's. */
const DEADLINE = 120;
const POLL_SECONDS = { development: 0.02, other: 2 };
const TIP = 100_000_000n;

/** @throws KEEL_REFUSED with the contract's reason, KEEL_NOT_MINED */
export async function transact(
  { rpc, development }: ConnectedChain,
  signer: BaseWallet,
  { to, abi, name, args, value = 0n }: Transaction,
): Promise<Receipt> {
  const data = abi.encodeFunctionData(name, args);
  const estimated = await estimate(
    rpc,
    { from: signer.address, to, data, value: `0x${value.toString(16)}` },
    name,
  );
  const { baseFee } = await readBlock(rpc, "latest");
  const fees = { maxFeePerGas: baseFee * 2n + TIP, maxPriorityFeePerGas: TIP };
  const nonce = await nonceOf(rpc, signer.address, "pending");
  const call = { to, data, value, gasLimit: (estimated * 12n) / 10n };
  const signed = await sign(signer, 1n, nonce, call, fees);
  await broadcast(rpc, signed);
  const poll = development ? POLL_SECONDS.development : POLL_SECONDS.other;
  return receiptOf(rpc, signed.hash, name, poll);
}

async function estimate(rpc: ConnectedChain["rpc"], call: object, name: string): Promise<bigint> {
  try {
    return BigInt(await rpc.request({ method: "eth_estimateGas", params: [call] }));
  } catch (error) {
    const revert = revertOf(error);
    if (revert === undefined) throw error;
    throw refusal(name, revert.name, revert.text);
  }
}

function refusal(call: string, name: string, text: string): KeelError {
  if (name === "EntriesClosed") {
    return new KeelError(
      "KEEL_ENTRIES_CLOSED",
      "the vault takes no deposits: it is paused, its strategy defends against a depeg, or a price is out of bounds",
      "Look at `keel status` and try again later; withdrawals stay open",
    );
  }
  return new KeelError(
    "KEEL_REFUSED",
    `${call} would revert: ${text}`,
    "Look at `keel status`; nothing was sent",
  );
}

async function receiptOf(
  rpc: ConnectedChain["rpc"],
  hash: string,
  name: string,
  pollSeconds: number,
): Promise<Receipt> {
  const deadline = systemClock.now() + DEADLINE;
  while (systemClock.now() < deadline) {
    const receipt = await rpc.request({ method: "eth_getTransactionReceipt", params: [hash] });
    if (receipt === null) {
      await systemClock.sleep(pollSeconds);
      continue;
    }
    const block = Number(receipt.blockNumber);
    if (receipt.status === "0x1") return { hash, block, gasUsed: BigInt(receipt.gasUsed) };
    throw new KeelError("KEEL_REFUSED", `${name} reverted in block ${block} (${hash})`, "Try it again");
  }
  throw new KeelError(
    "KEEL_NOT_MINED",
    `${hash} is not mined after ${DEADLINE} seconds`,
    "Look for it later",
  );
}
