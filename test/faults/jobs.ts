/** What a keeper is given to do in a drill: how it comes about, how it is known to be done, and what doing it twice would be. */
import { interfaceOf } from "../../contracts/artifacts.ts";
import { walletOf } from "../../devnet/accounts.ts";
import { systemClock } from "../../keeper/clock.ts";
import { Journal } from "../../keeper/journal/journal.ts";
import { createKeeper } from "../../keeper/keeper.ts";
import { createLog } from "../../keeper/log.ts";
import { DEFAULT_KEEPER_PARAMS } from "../../keeper/params.ts";
import { readSnapshot } from "../../keeper/snapshot.ts";
import { bands } from "../../strategies/leveraged-loop/policy.ts";
import type { VaultOnChain } from "../worlds/vault-on-chain.ts";

const STETH = 10n ** 18n;

export interface Job {
  readonly name: string;
  /** Of the function that does it. */
  readonly selector: string;
  /** Whether it protects the position: then neither gas nor a missing second node holds it up. */
  readonly urgent: boolean;
  arise(world: VaultOnChain): Promise<void>;
  isDone(world: VaultOnChain): Promise<boolean>;
}

const look = (world: VaultOnChain) =>
  readSnapshot(world.chain.provider, world.deployment.contracts, "latest");

export const allocate: Job = {
  name: "allocate",
  selector: selector("KeelVault", "allocate"),
  urgent: false,
  arise: (world) => world.deposit("bob", 10n * STETH),
  isDone: async (world) => {
    const { idleUnits, entryUnits } = await look(world);
    return idleUnits * 50n <= entryUnits;
  },
};

export const delever: Job = {
  name: "delever",
  selector: selector("LeveragedLoopStrategy", "execute"),
  urgent: true,
  async arise(world) {
    await world.sellIntoPool(500_000n * STETH);
    for (let round = 0; round < 4; round++) await world.observe(3_600);
  },
  isDone: async (world) => {
    const { state, params } = await look(world);
    return state.ltv <= bands(state, state.level, params).high;
  },
};

export const poke: Job = {
  name: "poke",
  selector: selector("StethPrices", "poke"),
  urgent: false,
  async arise(world) {
    await world.provider.send("evm_increaseTime", [DEFAULT_KEEPER_PARAMS.allocation.pokeEvery]);
    await world.provider.send("evm_mine", []);
  },
  isDone: async (world) => {
    const { block, pokedAt = 0 } = await look(world);
    return block.timestamp - pokedAt < DEFAULT_KEEPER_PARAMS.allocation.pokeEvery;
  },
};

export const JOBS: readonly Job[] = [allocate, delever, poke];

/** A levered vault at its target, on which nothing is left to do. */
export async function settledVault(world: VaultOnChain): Promise<void> {
  await world.deposit("alice", 100n * STETH);
  const journal = await Journal.inFile(":memory:");
  const keeper = await createKeeper({
    ...{
      rpc: world.chain.provider,
      contracts: world.deployment.contracts,
      signer: walletOf("keeper"),
      journal,
    },
    ...{ params: DEFAULT_KEEPER_PARAMS, clock: systemClock, log: createLog("silent") },
  });
  for (let tick = 0; tick < 2; tick++) {
    await keeper.tick();
    await keeper.confirm();
  }
  await journal.close();
}

function selector(contract: Parameters<typeof interfaceOf>[0], name: string): string {
  const fragment = interfaceOf(contract).getFunction(name);
  if (fragment === null) throw new Error(`${contract} has no ${name}`);
  return fragment.selector;
}
