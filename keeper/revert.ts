/** Why a call reverted, in words: our contracts' errors by name, Aave's and Lido's by the text they give. */
import { Interface } from "ethers";
import { interfaceOf } from "../contracts/artifacts.ts";

const BUILT_IN = new Interface(["error Error(string reason)", "error Panic(uint256 code)"]);

/** A vault's libraries refuse by errors of their own. */
const OURS = [
  "LeveragedLoopStrategy",
  "LendingStrategy",
  "StethCurveLp",
  "SymbioticStrategy",
  "KeelVault",
  "Movements",
  "Notices",
  "PermitSigner",
  "Quarantine",
  "Risks",
  "Roster",
  "StethEthRoute",
  "StethPrices",
  "BalancerFlash",
  "ExitQueue",
  "RewardClaims",
  "StethZap",
] as const;

/** Of `0x` and four bytes; a revert without a reason has less. */
const SELECTOR_LENGTH = 10;

export interface Revert {
  /** The error's name, e.g. `BelowFloor`; `Error` and `Panic` for the language's own. */
  readonly name: string;
  /** One line: the name with its arguments, or the text that was given. */
  readonly text: string;
}

/** @returns undefined where `error` is no revert: then nothing is known about the call */
export function revertOf(error: unknown): Revert | undefined {
  const data = dataOf(error);
  if (data === undefined) {
    const { message } = error as { message?: unknown };
    if (typeof message !== "string" || !/revert/i.test(message)) return undefined;
    return { name: "Unknown", text: "no reason given" };
  }
  if (data.length < SELECTOR_LENGTH) return { name: "Unknown", text: "no reason given" };
  for (const contract of [BUILT_IN, ...OURS.map(interfaceOf)]) {
    const description = contract.parseError(data);
    if (description === null) continue;
    const { name, args } = description;
    return { name, text: name === "Error" ? String(args[0]) : `${name}(${args.map(String).join(", ")})` };
  }
  return { name: "Unknown", text: `unknown error ${data.slice(0, SELECTOR_LENGTH)}` };
}

/** Hardhat and geth give the data as `data`, others wrap it once more. */
function dataOf(error: unknown): string | undefined {
  const { data } = error as { data?: unknown };
  const inner = typeof data === "object" && data !== null ? (data as { data?: unknown }).data : data;
  return typeof inner === "string" && inner.startsWith("0x") ? inner : undefined;
}
