// Deploys compiled contracts on a throwaway chain, and the libraries they link before them.

import type { LocalEvm } from "../local-evm.ts";
import type { CompiledContracts } from "./compiled-contract.ts";
import { Linker } from "./linker.ts";

const PROXY = "InitializableImmutableAdminUpgradeabilityProxy";
const NOBODY = "0x0000000000000000000000000000000000000001";

/** Deploys by name on one chain, and calls what it deployed. */
export class Deployer extends Linker {
  readonly #evm: LocalEvm;

  constructor(evm: LocalEvm, contracts: CompiledContracts) {
    super(evm, contracts);
    this.#evm = evm;
  }

  /** Sends a call to a contract, by the interface of the one it is named for. */
  async send(to: string, name: string, method: string, args: readonly unknown[]): Promise<void> {
    await this.#evm.send(to, this.interface(name).encodeFunctionData(method, args));
  }

  /** Deploys the contract behind a proxy that nobody can upgrade, and initializes it there. */
  async deployBehindProxy(
    name: string,
    args: readonly unknown[],
    initial: readonly unknown[],
  ): Promise<string> {
    const implementation = await this.deploy(name, args);
    const proxy = await this.deploy(PROXY, [NOBODY]);
    const call = this.interface(name).encodeFunctionData("initialize", initial);
    const data = this.interface(PROXY).encodeFunctionData("initialize", [implementation, call]);
    await this.#evm.send(proxy, data);
    return proxy;
  }
}
