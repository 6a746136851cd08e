/** Puts the genesis world on a fresh chain, Hardhat's or anvil's. */
import { toQuantity } from "ethers";
import type { Eip1193 } from "../eip1193.ts";
import { GENESIS_TIMESTAMP } from "./genesis-time.ts";
import type { WorldState } from "./world-state.ts";

/**
 * Sets every account and mines the block that holds them, at the genesis time. The chain must be empty: accounts and
 * slots that the world does not name stay as they are.
 */
export async function loadWorld(chain: Eip1193, world: WorldState): Promise<void> {
  const set = (method: string, ...params: string[]) => chain.request({ method, params });
  for (const [address, { balance, nonce, code, storage }] of Object.entries(world)) {
    await set("hardhat_setBalance", address, balance);
    if (nonce !== "0x0") await set("hardhat_setNonce", address, nonce);
    if (code !== "0x") await set("hardhat_setCode", address, code);
    for (const [slot, value] of Object.entries(storage)) {
      // These calls take slots as quantities, which have no leading zeros.
      await set("hardhat_setStorageAt", address, toQuantity(slot), value);
    }
  }
  await chain.request({ method: "evm_setNextBlockTimestamp", params: [GENESIS_TIMESTAMP] });
  await chain.request({ method: "evm_mine", params: [] });
}
