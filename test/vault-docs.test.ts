// docs/vault.md against the vault as it is compiled: its tables name every call and every error, and no others.
import type { Interface } from "ethers";
import { expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { VAULT_LIBRARIES } from "../deploy/modules/vault-libraries.ts";
import { namesIn, tableBelow } from "./vault-page.ts";

const vault = interfaceOf("KeelVault");
const interfaces = [vault, ...VAULT_LIBRARIES.map(interfaceOf)];

/** Beside the vault's own: ERC-20's, and what `Ownable2Step` adds to `transferOwnership`. */
const STANDARD = ["approve", "transfer", "transferFrom", "permit", "acceptOwnership", "renounceOwnership"];
/** What only another contract of the vault's own may call. */
const INTERNAL = ["chargeLoss", "callForRewards", "transferToQueue"];
/** Called at a strategy, not at the vault. */
const OF_STRATEGIES = ["execute"];

/** Errors of OpenZeppelin's contracts, told in their own documentation. */
const OF_OPENZEPPELIN =
  /^(Address|ECDSA|ERC20I|FailedCall|InsufficientBalance|InvalidAccountNonce|Ownable|SafeCast|SafeERC20)/;

function functionsThatWrite(abi: Interface): string[] {
  const names: string[] = [];
  abi.forEachFunction(({ name, constant }) => {
    if (!constant) names.push(name);
  });
  return names;
}

function errorsOf(abi: Interface): string[] {
  const names: string[] = [];
  abi.forEachError(({ name }) => {
    names.push(name);
  });
  return names;
}

test("VLT-13 the table of roles names every call that only somebody may make, and none that is not there", () => {
  const roles = tableBelow("Who may do what").flatMap(([call = ""]) => namesIn(call));
  const calls = tableBelow("Calls").flatMap(([call = ""]) => namesIn(call));
  const written = new Set(functionsThatWrite(vault));
  expect(roles.filter((name) => !written.has(name) && !OF_STRATEGIES.includes(name))).toEqual([]);
  const told = new Set([...roles, ...calls, ...STANDARD, ...INTERNAL]);
  expect([...written].filter((name) => !told.has(name))).toEqual([]);
});

test("the table of errors names every error of the vault and its libraries", () => {
  const told = new Set(tableBelow("What can fail").flatMap(([, error = ""]) => namesIn(error)));
  const thrown = interfaces.flatMap(errorsOf);
  expect(
    [...new Set(thrown)].filter((name) => !OF_OPENZEPPELIN.test(name) && !told.has(name)).sort(),
  ).toEqual([]);
});
