/** The chains that `keel up` serves from this folder, by port: where they are and which process is behind them. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chainIdentity } from "../devnet/chain-identity.ts";
import { RpcNode } from "../devnet/rpc-node.ts";
import { KeelError } from "../errors/keel-error.ts";

export interface RunningChain {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** See {@link chainIdentity}: that what answers at the URL is the chain which this process started. */
  readonly identity: string;
}

export function recordChain(stateDirectory: string, chain: RunningChain): void {
  mkdirSync(join(stateDirectory, "chains"), { recursive: true });
  writeFileSync(pathOf(stateDirectory, chain.port), JSON.stringify(chain));
}

export function forgetChain(stateDirectory: string, port: number): void {
  rmSync(pathOf(stateDirectory, port), { force: true });
}

/** @returns undefined where none was started on this port, or it is gone, or something else answers there now */
export async function runningChain(stateDirectory: string, port: number): Promise<RunningChain | undefined> {
  const path = pathOf(stateDirectory, port);
  if (!existsSync(path)) return undefined;
  const recorded: RunningChain = JSON.parse(readFileSync(path, "utf8"));
  try {
    return (await chainIdentity(new RpcNode(recorded.url))) === recorded.identity ? recorded : undefined;
  } catch (error) {
    if (error instanceof KeelError) return undefined;
    throw error;
  }
}

const pathOf = (stateDirectory: string, port: number) => join(stateDirectory, "chains", `${port}.json`);
