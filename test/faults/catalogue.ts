/** Every fault that the keeper is drilled in, and the seeds that are worth keeping. */
import { CRASHES } from "./crashes.ts";
import type { FaultDrill } from "./fault.ts";
import { FAULTS_OF_NODES } from "./faults-of-nodes.ts";
import { FAULTS_OF_THE_CHAIN } from "./faults-of-the-chain.ts";
import { FAULTS_OF_THE_MARKET } from "./faults-of-the-market.ts";
import { FAULTS_OF_THE_PROCESS } from "./faults-of-the-process.ts";
import { FAULTS_OF_TRANSACTIONS } from "./faults-of-transactions.ts";

export const FAULTS: readonly FaultDrill[] = [
  ...FAULTS_OF_NODES,
  ...FAULTS_OF_THE_CHAIN,
  ...FAULTS_OF_TRANSACTIONS,
  ...FAULTS_OF_THE_PROCESS,
  ...CRASHES,
  ...FAULTS_OF_THE_MARKET,
];

/** Seeds under which an earlier keeper failed, and of what. */
export const NOTABLE_SEEDS: Readonly<Record<string, { readonly seed: number; readonly was: string }>> = {
  down: { seed: 8, was: "idle funds lay for as long as the second of two nodes was out" },
  'kill -9 at "begun"': {
    seed: 1,
    was: "what had been decided before the kill was sent without a new trial",
  },
};
