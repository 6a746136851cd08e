/** Views of a contract by name, and structs of integers as a policy's twin in TypeScript has them. */
import { Contract, type Interface, type InterfaceAbi, type Result } from "ethers";
import type { VaultOnChain } from "../vault-on-chain.ts";

export function viewsOf({ provider }: VaultOnChain, address: string, abi: Interface | InterfaceAbi) {
  const contract = new Contract(address, abi, provider);
  return (name: string, ...args: unknown[]) => contract.getFunction(name)(...args);
}

/** A struct's fields, which all fit. */
export const numbersOf = (struct: Result): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(struct.toObject()).map(([name, value]) => [name, Number(value)]));
