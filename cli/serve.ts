/** Leaves a chain up until the process is told to stop, so that other commands find it. */
import chalk from "chalk";
import type { Chain } from "../devnet/chain.ts";
import { forgetChain, recordChain } from "./running-chain.ts";
import { stopSignal } from "./stop-signal.ts";

/** What nobody may learn too late, on any chain with id 1. */
export const SIGNATURE_WARNING =
  "Chain id 1: a signature made here with a key that holds anything on Ethereum is valid there too. " +
  "Use the development keys.";

/** @param chain that listens on a port; closed when this returns */
export async function serve({ url, wsUrl, identity, close }: Chain, stateDirectory: string): Promise<void> {
  if (url === undefined) throw new Error("a chain without an address cannot be served");
  const port = Number(new URL(url).port);
  const stop = stopSignal();
  recordChain(stateDirectory, { pid: process.pid, port, url, identity });
  console.log(`chain ${identity} is up at ${chalk.bold(url)} (${wsUrl}); Ctrl-C stops it`);
  await new Promise((resolve) => stop.addEventListener("abort", resolve));
  forgetChain(stateDirectory, port);
  await close();
}
