// Ethereum mainnet at block 15746199 (14 October 2022), as recorded in reference data beside the repository.
// The data is optional: what needs it asks `lacksRecordedMainnet` first.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { network } from "hardhat";
import { type Hex, toHex } from "viem";

const RECORDING = new URL("../../../../shared/chain/mainnet-15746199.json", import.meta.url);

interface Recording {
  readonly timestamp: number;
  readonly accounts: Record<
    Hex,
    { readonly code: Hex; readonly nonce: number; readonly balance: Hex; readonly storage: Record<Hex, Hex> }
  >;
}

export const RECORDED = {
  pool: "0xDC24316b9AE028F1497c275EB9192a3Ea0f67022",
  steth: "0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84",
  aaveV2Pool: "0x7d2768dE32b0b80b7a3454c06BdAc94A69DDc7A9",
  weth: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
} as const;

/** Why nothing can be held against recorded mainnet here; nothing, if it can. */
export const lacksRecordedMainnet = (): string | undefined =>
  existsSync(RECORDING) ? undefined : `recorded mainnet is not at ${fileURLToPath(RECORDING)}`;

/** An in-process chain that holds the recorded accounts and stands at the recorded time. */
export const openRecordedMainnet = async () => {
  const recording = JSON.parse(readFileSync(RECORDING, "utf8")) as Recording;
  const connection = await network.create();
  const { provider } = connection;
  for (const [address, account] of Object.entries(recording.accounts)) {
    await provider.request({ method: "hardhat_setCode", params: [address, account.code] });
    await provider.request({ method: "hardhat_setNonce", params: [address, toHex(account.nonce)] });
    await provider.request({ method: "hardhat_setBalance", params: [address, account.balance] });
    for (const [slot, word] of Object.entries(account.storage)) {
      await provider.request({ method: "hardhat_setStorageAt", params: [address, slot, word] });
    }
  }
  await provider.request({ method: "evm_setNextBlockTimestamp", params: [recording.timestamp] });
  await provider.request({ method: "evm_mine", params: [] });
  return connection;
};

export type Connection = Awaited<ReturnType<typeof openRecordedMainnet>>;
