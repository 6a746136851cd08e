// Deploys compiled contracts, and the libraries they link before them.

import { concat, Interface } from "ethers";
import type { LocalEvm } from "../local-evm.ts";
import type { CompiledContract, CompiledContracts } from "./compiled-contract.ts";

const PROXY = "InitializableImmutableAdminUpgradeabilityProxy";
const NOBODY = "0x0000000000000000000000000000000000000001";

/** Deploys by name on one chain; each library once. */
export class Deployer {
  readonly #evm: LocalEvm;
  readonly #contracts: CompiledContracts;
  readonly #libraries = new Map<string, string>();

  constructor(evm: LocalEvm, contracts: CompiledContracts) {
    this.#evm = evm;
    this.#contracts = contracts;
  }

  interface(name: string): Interface {
    return new Interface(this.#contract(name).abi);
  }

  /** What any of the contracts reverts with. */
  errors(): Interface {
    const fragments = Object.values(this.#contracts).flatMap(({ abi }) => abi);
    return new Interface(fragments.filter((fragment) => "type" in fragment && fragment.type === "error"));
  }

  /** Deploys the contract with its constructor's arguments, and returns its address. */
  async deploy(name: string, args: readonly unknown[] = []): Promise<string> {
    const { bytecode } = this.#contract(name);
    let code = bytecode.object;
    for (const references of Object.values(bytecode.linkReferences)) {
      for (const [library, positions] of Object.entries(references)) {
        const address = await this.#library(library);
        for (const { start, length } of positions)
          code = code.slice(0, 2 * start) + address.slice(2) + code.slice(2 * (start + length));
      }
    }
    return this.#evm.deploy(concat([`0x${code}`, this.interface(name).encodeDeploy(args)]));
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

  async #library(name: string): Promise<string> {
    const address = this.#libraries.get(name) ?? (await this.deploy(name));
    this.#libraries.set(name, address);
    return address;
  }

  #contract(name: string): CompiledContract {
    const contract = this.#contracts[name];
    if (contract === undefined) throw new Error(`there is no contract ${name}`);
    return contract;
  }
}
