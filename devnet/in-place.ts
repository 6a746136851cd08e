/**
 * Builds a contract at an address of our choice as if it had been deployed there: its constructor runs at that address,
 * so immutables, constructor storage and the contracts that the constructor creates all come out right.
 *
 * A contract's creation code is a program that stores what it wants and returns the runtime code. So the account is given
 * the creation code as its code; a call of it answers with the runtime code; the same call as a transaction leaves the
 * storage; then the account is given the runtime code. Works on nodes with `hardhat_setCode` and `hardhat_setNonce`
 * (Hardhat, anvil).
 */
import type { Address } from "./addresses.ts";
import type { Eip1193 } from "./eip1193.ts";

/** Constructors run far below this; it leaves room in Hardhat's and anvil's blocks alike. */
const CONSTRUCTOR_GAS = "0xe4e1c0";

export interface InPlace {
  readonly address: Address;
  /** Creation code followed by the ABI-encoded constructor arguments. */
  readonly creationCode: string;
  /** The constructor's `msg.sender`; the chain must hold its key. */
  readonly from: Address;
}

export async function constructInPlace(
  chain: Eip1193,
  { address, creationCode, from }: InPlace,
): Promise<void> {
  await chain.request({ method: "hardhat_setCode", params: [address, creationCode] });
  await chain.request({ method: "hardhat_setNonce", params: [address, "0x1"] });
  const call = { from, to: address, gas: CONSTRUCTOR_GAS, gasPrice: "0x0" };
  const runtimeCode = await chain.request({ method: "eth_call", params: [call, "pending"] });
  const hash = await chain.request({ method: "eth_sendTransaction", params: [call] });
  const receipt = await chain.request({ method: "eth_getTransactionReceipt", params: [hash] });
  if (receipt?.status !== "0x1") throw new Error(`the constructor at ${address} reverted`);
  await chain.request({ method: "hardhat_setCode", params: [address, runtimeCode] });
}
