/**
 * The keeper of one contract on one node, driven from outside: `tick` looks once and may send one transaction; `confirm` asks what
 * became of it; both return at once and hold no time of their own, so a tape player can drive them block by block.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { type BlockTag, readBlock } from "./block.ts";
import type { Confirmation } from "./confirm.ts";
import { secondOpinion } from "./second-opinion.ts";
import { readSnapshots } from "./snapshot.ts";
import {
  createVaultKeeper,
  type TickResult,
  type VaultKeeper,
  type VaultKeeperOptions,
} from "./vault-keeper.ts";
import { nameOf } from "./watched.ts";

export interface Keeper {
  /**
   * Looks at it as of a block and sends at most one transaction, without waiting for it.
   * @throws KEEL_BRAINS_DISAGREE, or what the node answered
   */
  tick(tag?: BlockTag): Promise<TickResult>;
  /** What became of the last transaction; undefined where none is under way. */
  confirm(): Promise<Confirmation | undefined>;
}

export async function createKeeper(options: VaultKeeperOptions): Promise<Keeper> {
  return keeperOn(options.rpc, await createVaultKeeper(options), options.witness);
}

/** @param rpc where it is looked at @param witness another node, where there is one */
export function keeperOn(rpc: Eip1193, keeper: VaultKeeper, witness?: Eip1193): Keeper {
  const { contracts } = keeper;
  return {
    async tick(tag = "latest") {
      const block = await readBlock(rpc, tag);
      const { seen, raw } = await readSnapshots(rpc, [contracts], block, tag);
      const [snapshot = "nothing was read"] = seen;
      if (typeof snapshot === "string") throw new Error(`${nameOf(contracts)} cannot be read: ${snapshot}`);
      const opinion = async () =>
        witness === undefined ? "same" : secondOpinion(witness, [contracts], block, raw);
      return keeper.look({ snapshot, tag, opinion });
    },
    confirm: () => keeper.confirm(),
  };
}
