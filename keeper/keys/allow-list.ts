/**
 * Stands in front of the signer: only calls that a keeper makes are signed, by destination and selector, and none that sends
 * ether. Whatever goes wrong in the keeper, its key moves nobody's funds.
 */
import type { TransactionRequest } from "ethers";
import { type ContractName, interfaceOf } from "../../contracts/artifacts.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { kindFor } from "../kinds/kinds.ts";
import type { TransactionSigner } from "../send.ts";
import type { Watched } from "../watched.ts";

/** Selectors by lower-case address. */
export type AllowList = ReadonlyMap<string, ReadonlySet<string>>;

/** What the keeper calls for what it looks after. */
export function allowListFor(watched: readonly Watched[]): AllowList {
  const allowed = new Map<string, Set<string>>();
  for (const { to, contract, functions } of watched.flatMap((each) => kindFor(each).calls(each))) {
    const selectors = allowed.get(to.toLowerCase()) ?? new Set();
    for (const name of functions) selectors.add(selectorOf(contract, name));
    allowed.set(to.toLowerCase(), selectors);
  }
  return allowed;
}

/** A signer that signs what is on the list, and what does nothing but use up a nonce. */
export function allowing(signer: TransactionSigner, allowed: AllowList): TransactionSigner {
  return {
    address: signer.address,
    async signTransaction(transaction) {
      requireAllowed(transaction, signer.address, allowed);
      return signer.signTransaction(transaction);
    },
  };
}

/** @throws KEEL_NOT_ALLOWED */
function requireAllowed({ to, data, value }: TransactionRequest, self: string, allowed: AllowList): void {
  const destination = String(to).toLowerCase();
  const call = data ?? "0x";
  const isNothing = destination === self.toLowerCase() && call === "0x";
  const isListed = allowed.get(destination)?.has(call.slice(0, 10)) === true;
  if ((isNothing || isListed) && BigInt(value ?? 0) === 0n) return;
  throw new KeelError(
    "KEEL_NOT_ALLOWED",
    `the keeper's key does not sign a call of ${call.slice(0, 10)} to ${to} with ${value ?? 0} wei`,
    "Report it: the keeper should never have asked for it",
  );
}

function selectorOf(contract: ContractName, name: string): string {
  const fragment = interfaceOf(contract).getFunction(name);
  if (fragment === null) throw new Error(`${contract} has no ${name}`);
  return fragment.selector;
}
