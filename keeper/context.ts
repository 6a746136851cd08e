/** What the keeper of one vault works with. */
import type { Eip1193 } from "../devnet/eip1193.ts";
import type { Clock } from "./clock.ts";
import type { Passing } from "./crash-points.ts";
import type { Journal } from "./journal/journal.ts";
import type { Log } from "./log.ts";
import type { KeeperParams } from "./params.ts";
import type { TransactionSigner } from "./send.ts";

export interface VaultContext {
  readonly rpc: Eip1193;
  /** Another node, which must see what the first one sees before anything is sent; none where there is only one. */
  readonly witness?: Eip1193 | undefined;
  /** Where transactions go first, so that nobody can trade around them before they are mined. */
  readonly relay?: Eip1193 | undefined;
  readonly relaySeconds: number;
  readonly vault: string;
  readonly signer: TransactionSigner;
  readonly chainId: bigint;
  readonly journal: Journal;
  readonly params: KeeperParams;
  readonly clock: Clock;
  readonly log: Log;
  readonly passing: Passing;
}
