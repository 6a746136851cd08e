/** What the keeper goes by on a node of this kind. */
import type { KeeperParams } from "../keeper/params.ts";
import type { ConnectedChain } from "./chain.ts";

/** Ethereum has a block every slot: a head this old is a frozen one. A development node mines when it is asked to. */
const MAX_HEAD_AGE = 90;

export function paramsOn<T extends KeeperParams>({ development }: ConnectedChain, params: T): T {
  if (development || params.maxHeadAge !== undefined) return params;
  return { ...params, maxHeadAge: MAX_HEAD_AGE };
}
