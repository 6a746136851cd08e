// A contract as a compiler leaves it, with holes where its libraries' addresses belong.

import type { JsonFragment } from "ethers";

export type CompiledContract = {
  readonly abi: readonly JsonFragment[];
  readonly bytecode: {
    /** In hex, without 0x. */
    readonly object: string;
    /** By source and library: where the address goes, in bytes. */
    readonly linkReferences: Record<string, Record<string, readonly { start: number; length: number }[]>>;
  };
};

/** By name. */
export type CompiledContracts = Readonly<Record<string, CompiledContract>>;
