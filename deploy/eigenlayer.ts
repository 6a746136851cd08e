/** Restaking in EigenLayer, beside a vault that is deployed. */
import { Interface, ZeroAddress, ZeroHash } from "ethers";
import * as z from "zod";
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Address } from "../devnet/addresses.ts";
import { readAll } from "../devnet/multicall.ts";
import { parseRestakingSetting, restakingSetting } from "../strategies/restaking/params.ts";
import { address, written } from "./file-values.ts";
import { eigenLayer } from "./modules/eigenlayer.ts";
import { type Beside, place } from "./placement.ts";
import { restakingParameters } from "./restaking-parameters.ts";
import type { VaultCall } from "./vault-calls.ts";

export const eigenLayerFile = z.strictObject({
  strategy: z.literal("eigenlayer"),
  setting: written(restakingSetting),
  /** EigenLayer's contracts, and its strategy of stETH. */
  contracts: z.strictObject({
    strategyManager: address,
    delegation: address,
    allocations: address,
    rewards: address,
    strategy: address,
  }),
  /** Must take stakers without an approver's signature. */
  operator: address,
  /** Who gets rewards that are not Lido's token. */
  rewardReceiver: address,
});

export type EigenLayerFile = z.output<typeof eigenLayerFile>;

const SECONDS_A_BLOCK = 12;
const DELEGATION = new Interface([
  "function minWithdrawalDelayBlocks() view returns (uint32)",
  "function delegatedTo(address staker) view returns (address)",
]);

/** @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, and what {@link place} throws */
export async function deployEigenLayer(
  { setting, contracts, operator, rewardReceiver }: EigenLayerFile,
  beside: Beside,
): Promise<{ readonly strategy: Address }> {
  const terms = restakingParameters(parseRestakingSetting(setting));
  const delay = { to: contracts.delegation, abi: DELEGATION, name: "minWithdrawalDelayBlocks" };
  const [blocks] = await readAll(beside.chain, [delay], "latest");
  return place(
    {
      kind: "eigenlayer",
      module: eigenLayer,
      parameters: { ...terms, ...contracts, operator, rewardReceiver },
      needs: contracts,
      slowestExit: Number(blocks) * SECONDS_A_BLOCK,
    },
    beside,
  );
}

/** Nothing is staked before it. */
export function eigenLayerDelegation(
  { contracts }: EigenLayerFile,
  strategy: Address,
  { chain }: Beside,
): VaultCall {
  const unsigned = { signature: "0x", expiry: 0n };
  const data = interfaceOf("EigenLayerStrategy").encodeFunctionData("delegate", [unsigned, ZeroHash]);
  const read = { to: contracts.delegation, abi: DELEGATION, name: "delegatedTo", args: [strategy] };
  return {
    name: "configure",
    args: [strategy, data],
    async isDone() {
      const [operator] = await readAll(chain, [read], "latest");
      return operator !== ZeroAddress;
    },
  };
}
