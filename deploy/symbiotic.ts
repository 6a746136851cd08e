/** Restaking in a Symbiotic vault, beside a vault that is deployed. */
import { Interface } from "ethers";
import * as z from "zod";
import { interfaceOf } from "../contracts/artifacts.ts";
import { type Address, addressBook } from "../devnet/addresses.ts";
import { readAll } from "../devnet/multicall.ts";
import { scaled } from "../strategies/quantity.ts";
import { parseRestakingSetting, restakingSetting } from "../strategies/restaking/params.ts";
import { address, NOBODY, written } from "./file-values.ts";
import { symbiotic } from "./modules/symbiotic.ts";
import { type Beside, place } from "./placement.ts";
import { restakingParameters } from "./restaking-parameters.ts";
import type { VaultCall } from "./vault-calls.ts";

export const symbioticFile = z.strictObject({
  strategy: z.literal("symbiotic"),
  setting: written(restakingSetting),
  /** The Symbiotic vault of wstETH that takes the stake. */
  vault: address,
  /** Whose services the stake stands for, and which of its subnetworks. */
  network: address,
  subnetwork: z.int().min(0).prefault(0),
  operator: address,
  /** How much of the stake stands for the network, and the operator's shares of that. */
  delegate: z.strictObject({ limit: scaled(18, 1n), shares: z.int().positive().prefault(1) }),
  /** Who pays rewards; nobody without it. */
  rewards: z
    .strictObject({
      payer: address,
      token: address,
      /** ETH that one of them is taken to be worth. */
      worth: scaled(18),
      /** Who gets them, where they are not Lido's token. */
      receiver: address,
    })
    .optional(),
});

export type SymbioticFile = z.output<typeof symbioticFile>;

const SYMBIOTIC = new Interface([
  "function epochDuration() view returns (uint48)",
  "function delegator() view returns (address)",
  "function networkLimit(bytes32 subnetwork) view returns (uint256)",
  "function operatorNetworkShares(bytes32 subnetwork, address operator) view returns (uint256)",
]);

/** @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, and what {@link place} throws */
export async function deploySymbiotic(
  { setting, vault, operator, rewards, ...file }: SymbioticFile,
  beside: Beside,
): Promise<{ readonly strategy: Address }> {
  const parameters = {
    ...restakingParameters(parseRestakingSetting(setting)),
    symbioticVault: vault,
    subnetwork: subnetworkOf(file),
    operator,
    rewards: rewards?.payer ?? NOBODY,
    rewardToken: rewards?.token ?? NOBODY,
    rewardWorth: rewards?.worth ?? 0n,
    rewardReceiver: rewards?.receiver ?? NOBODY,
  };
  const epoch = { to: vault, abi: SYMBIOTIC, name: "epochDuration" };
  const [seconds] = await readAll(beside.chain, [epoch], "latest");
  const needs = { "the Symbiotic vault": vault, wstETH: addressBook.wstETH.address };
  const slowestExit = 2 * Number(seconds);
  return place({ kind: "symbiotic", module: symbiotic, parameters, needs, slowestExit }, beside);
}

/**
 * Lets the stake stand for the network. The delegator's curator must have given the strategy its two roles by the time that the call
 * is made.
 */
export function symbioticDelegation(
  { vault, operator, delegate: { limit, shares }, ...file }: SymbioticFile,
  strategy: Address,
  { chain }: Beside,
): VaultCall {
  const subnetwork = subnetworkOf(file);
  const data = interfaceOf("SymbioticStrategy").encodeFunctionData("delegate", [limit, shares]);
  return {
    name: "configure",
    args: [strategy, data],
    async isDone() {
      const [delegator] = await readAll(chain, [{ to: vault, abi: SYMBIOTIC, name: "delegator" }], "latest");
      const of = (name: string, args: readonly unknown[]) => ({ to: delegator, abi: SYMBIOTIC, name, args });
      const reads = [of("networkLimit", [subnetwork]), of("operatorNetworkShares", [subnetwork, operator])];
      const [stands, has] = await readAll(chain, reads, "latest");
      return stands === limit && has === BigInt(shares);
    },
  };
}

/** A network's address and the number of its subnetwork, as Symbiotic packs them. */
const subnetworkOf = ({ network, subnetwork }: Pick<SymbioticFile, "network" | "subnetwork">): string =>
  `0x${((BigInt(network) << 96n) | BigInt(subnetwork)).toString(16).padStart(64, "0")}`;
