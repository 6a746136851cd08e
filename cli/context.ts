/** What every command that speaks to a chain starts from: the configuration with the flags over it. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { type Config, DEFAULT_CONFIG, loadConfig, type Overrides } from "./config.ts";

/** Flags of the program itself, which every command takes. */
export interface GlobalFlags {
  readonly config?: string;
  readonly rpcUrl?: string;
  readonly port?: number;
  readonly stateDirectory?: string;
}

/** @param overrides what the command's own flags say */
export function configOf(command: Command, overrides: Overrides = {}): Promise<Config> {
  const { config = DEFAULT_CONFIG, rpcUrl, port, stateDirectory } = command.optsWithGlobals<GlobalFlags>();
  return loadConfig(config, {
    ...(rpcUrl === undefined ? {} : { rpcUrl }),
    ...(port === undefined ? {} : { port }),
    ...(stateDirectory === undefined ? {} : { stateDirectory: resolve(stateDirectory) }),
    ...overrides,
  });
}
