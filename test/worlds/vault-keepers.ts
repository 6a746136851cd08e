/** Keepers of all that a vault has, as `keel keeper` finds it, each driven by hand; their clock is the chain's. */
import { walletOf } from "../../devnet/accounts.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import type { DevnetProvider } from "../../devnet/provider.ts";
import { discoverVault, type VaultSetting } from "../../keeper/discover.ts";
import { Journal } from "../../keeper/journal/journal.ts";
import { createKeeper, type Keeper } from "../../keeper/keeper.ts";
import { createLog } from "../../keeper/log.ts";
import { DEFAULT_KEEPER_PARAMS } from "../../keeper/params.ts";
import type { TickResult } from "../../keeper/vault-keeper.ts";
import { type KindName, kindOf, type Watched } from "../../keeper/watched.ts";

export interface VaultKeepers {
  readonly watched: readonly Watched[];
  readonly journal: Journal;
  /** One look of the keeper of this kind, and its transaction mined. */
  tick(kind: KindName): Promise<TickResult>;
  /** Looks until nothing is left to do. @returns what was sent, by the contract's own names */
  untilQuiet(kind: KindName): Promise<string[]>;
}

export async function keepersOf(
  provider: DevnetProvider,
  setting: VaultSetting,
  others: readonly Watched[] = [],
  role: Parameters<typeof walletOf>[0] = "keeper",
): Promise<VaultKeepers> {
  const rpc: Eip1193 = {
    request: ({ method, params }) => provider.send(method, (params ?? []) as unknown[]),
  };
  const { watched } = await discoverVault(rpc, setting);
  const journal = await Journal.inFile(":memory:");
  const latest = { time: 0 };
  const clock = { now: () => latest.time, sleep: async () => {}, timeout: () => AbortSignal.any([]) };
  const keepers = new Map<KindName, Keeper>();
  for (const contracts of [...watched, ...others]) {
    const keeper = await createKeeper({
      ...{ rpc, contracts, signer: walletOf(role), journal, clock },
      ...{ params: DEFAULT_KEEPER_PARAMS, log: createLog("silent") },
    });
    keepers.set(kindOf(contracts), keeper);
  }
  async function tick(kind: KindName): Promise<TickResult> {
    const keeper = keepers.get(kind);
    if (keeper === undefined) throw new Error(`the vault has no ${kind}`);
    latest.time = Number((await provider.getBlock("latest"))?.timestamp);
    const result = await keeper.tick();
    const confirmation = await keeper.confirm();
    if (result.outcome === "sent" && confirmation?.ending !== "mined")
      throw new Error(`what the keeper sent is ${confirmation?.ending}`);
    return result;
  }
  return {
    watched,
    journal,
    tick,
    async untilQuiet(kind) {
      const sent: string[] = [];
      for (let look = 0; look < 10; look++) {
        const { outcome, choice } = await tick(kind);
        if (outcome !== "sent") return sent;
        sent.push(choice.move.kind === "execute" ? choice.asked.action : choice.move.kind);
      }
      throw new Error(`it goes on and on: ${sent.join(", ")}`);
    },
  };
}
