/** A keeper of many vaults on which nothing is to be done, over a node that counts what it is asked. */
import { walletOf } from "../devnet/accounts.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { systemClock } from "../keeper/clock.ts";
import { Fleet } from "../keeper/fleet.ts";
import { Health } from "../keeper/health.ts";
import { Journal } from "../keeper/journal/journal.ts";
import { createLog } from "../keeper/log.ts";
import type { KeeperParams } from "../keeper/params.ts";
import { ProviderPool } from "../keeper/providers/provider-pool.ts";
import { createVaultKeeper } from "../keeper/vault-keeper.ts";
import { nameOf, type Watched } from "../keeper/watched.ts";

export interface QuietFleet {
  readonly fleet: Fleet;
  /** Requests since the last time that it was asked. */
  requests(): number;
  close(): Promise<void>;
}

export interface QuietFleetOptions {
  readonly rpc: Eip1193;
  /** As `chainIdentity` gives it. */
  readonly identity: string;
  readonly contracts: Watched;
  /** How many vaults it believes to keep: all of them are this one. */
  readonly vaults: number;
  readonly params: KeeperParams;
  /** Path of the journal. */
  readonly journal: string;
}

export async function quietFleet(options: QuietFleetOptions): Promise<QuietFleet> {
  const { rpc, identity, contracts, vaults, params } = options;
  let asked = 0;
  const counting: Eip1193 = {
    request(call) {
      asked++;
      return rpc.request(call);
    },
  };
  const log = createLog("silent");
  const clock = systemClock;
  const source = new ProviderPool([{ name: "counted", rpc: counting }], { clock, log, identity });
  const journal = await Journal.inFile(options.journal);
  const keeper = await createVaultKeeper({
    ...{ rpc: source, contracts, signer: walletOf("keeper"), journal, params, clock, log },
  });
  const keepers = Array.from({ length: vaults }, () => keeper);
  const health = new Health([nameOf(contracts)], params.maxDecisionAge, clock.now());
  return {
    fleet: new Fleet({ source, keepers, health, clock, log }),
    requests() {
      const counted = asked;
      asked = 0;
      return counted;
    },
    close: () => journal.close(),
  };
}
