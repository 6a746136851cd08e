// Creation code of compiled contracts, linked with libraries that are deployed when they are first needed.

import { concat, Interface } from "ethers";
import type { CompiledContract, CompiledContracts } from "./compiled-contract.ts";

/** Where contracts are deployed. */
export interface Site {
  /** Deploys creation code and returns the address. */
  deploy(creationCode: string): Promise<string>;
}

/** Links by name, for one chain; each library is deployed once. */
export class Linker {
  readonly #site: Site;
  readonly #contracts: CompiledContracts;
  readonly #libraries = new Map<string, string>();

  constructor(site: Site, contracts: CompiledContracts) {
    this.#site = site;
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
    return this.#site.deploy(await this.creationCode(name, args));
  }

  /** What creates the contract: its code, linked, and its constructor's arguments. */
  async creationCode(name: string, args: readonly unknown[] = []): Promise<string> {
    const { bytecode } = this.#contract(name);
    let code = bytecode.object;
    for (const references of Object.values(bytecode.linkReferences)) {
      for (const [library, positions] of Object.entries(references)) {
        const address = await this.#library(library);
        for (const { start, length } of positions)
          code = code.slice(0, 2 * start) + address.slice(2) + code.slice(2 * (start + length));
      }
    }
    return concat([`0x${code}`, this.interface(name).encodeDeploy(args)]);
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
