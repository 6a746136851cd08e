// The ports of the Curve stETH pool and of stETH beneath it against mainnet's recorded pool over recorded stETH.

import { Interface } from "ethers";
import type { Proof } from "../proof.ts";
import { lacksRecordedMainnet } from "./recorded/mainnet.ts";
import { approval, randomPoolOperation, randomReentry } from "./recorded/pool-operations.ts";
import {
  deployPortPool,
  type PoolSide,
  type PoolState,
  randomPoolState,
  recordedPoolState,
  writeRecordedPool,
} from "./recorded/pool-state.ts";
import { probe } from "./recorded/sequence-driver.ts";
import { runSequences, type Subject } from "./recorded/sequences.ts";

const VIEWS = new Interface([
  "function admin_balances(uint256 i)",
  "function sharesOf(address account)",
  "function balanceOf(address account)",
  "function totalSupply()",
]);

/** The pool's books and holdings, the LP supply, and what the driver holds. */
export const curvePool: Subject<PoolState, PoolSide> = {
  recordedState: recordedPoolState,
  randomState: randomPoolState,
  writeRecorded: writeRecordedPool,
  deployPort: deployPortPool,
  opening: [approval],
  randomOperation: randomPoolOperation,
  randomReentry,
  probes: ({ pool, steth, lpToken }, driver) => [
    { target: pool, data: "0x" },
    probe(VIEWS, steth, "sharesOf", pool),
    probe(VIEWS, pool, "admin_balances", 0),
    probe(VIEWS, pool, "admin_balances", 1),
    probe(VIEWS, lpToken, "totalSupply"),
    probe(VIEWS, lpToken, "balanceOf", driver),
    { target: driver, data: "0x" },
    probe(VIEWS, steth, "sharesOf", driver),
    probe(VIEWS, steth, "totalSupply"),
  ],
};

export const proof: Proof = {
  name: "Curve stETH pool: the port equals recorded mainnet",
  cases: 5_000,
  lacks: lacksRecordedMainnet,
  run: (options) => runSequences(curvePool, options),
};
