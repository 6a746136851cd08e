/**
 * Which key a command signs with, and whether it may. Outside a node that says of itself that it is a development node,
 * nothing is signed without `--live`, and never with a development key: everybody has those.
 */
import { type BaseWallet, Wallet } from "ethers";
import { accounts, type Role, roles, walletOf } from "../devnet/accounts.ts";
import { KeelError } from "../errors/keel-error.ts";
import type { ConnectedChain } from "./chain.ts";
import type { KeySource } from "./config.ts";

export interface KeyRequest {
  readonly source: KeySource;
  /** A development account by role or address. */
  readonly from: string;
  readonly live: boolean;
}

/** @throws KEEL_DEVELOPMENT_KEY, KEEL_NOT_LIVE, KEEL_NO_KEY, KEEL_BAD_KEY, KEEL_UNKNOWN_ACCOUNT */
export function keyFor(chain: ConnectedChain, { source, from, live }: KeyRequest): BaseWallet {
  const key = source.from === "development" ? walletOf(roleOf(from)) : fromEnvironment(source.variable);
  requireMaySign(chain, key.address, live);
  return key;
}

/** @throws KEEL_DEVELOPMENT_KEY, KEEL_NOT_LIVE */
export function requireMaySign({ rpc, development }: ConnectedChain, address: string, live: boolean): void {
  if (development) return;
  const unknown = `the node at ${rpc.name} does not say that it is a development node`;
  if (Object.values<string>(accounts).includes(address)) {
    throw new KeelError(
      "KEEL_DEVELOPMENT_KEY",
      `${unknown}, and everybody knows the development keys`,
      "Name another key in keel.config.ts, or use the chain of `keel up`",
    );
  }
  if (live) return;
  throw new KeelError(
    "KEEL_NOT_LIVE",
    `${unknown}, so a signature would count on Ethereum`,
    "Add --live if that is what you want",
  );
}

/** @throws KEEL_UNKNOWN_ACCOUNT */
export function roleOf(account: string): Role {
  const role = roles.find(
    (name) => name === account || accounts[name].toLowerCase() === account.toLowerCase(),
  );
  if (role !== undefined) return role;
  throw new KeelError(
    "KEEL_UNKNOWN_ACCOUNT",
    `"${account}" is no development account`,
    `Use one of ${roles.join(", ")}, or the address of one`,
  );
}

function fromEnvironment(variable: string): BaseWallet {
  const key = process.env[variable];
  if (key === undefined || key === "") {
    throw new KeelError(
      "KEEL_NO_KEY",
      `the environment has no ${variable}`,
      `Put the private key into ${variable}`,
    );
  }
  try {
    return new Wallet(key);
  } catch {
    // The cause would carry the key.
    throw new KeelError("KEEL_BAD_KEY", `${variable} holds no private key`, "Put 32 bytes in hex into it");
  }
}
