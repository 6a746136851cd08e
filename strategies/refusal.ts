/**
 * What a model throws where one of Keel's contracts would revert with an error of its own. A protocol
 * underneath that reverts is a `ProtocolRevert`. After either the state must be thrown away, as a reverted
 * transaction's is.
 */
import { ProtocolRevert } from "./kernels/revert.ts";

/** The contracts' errors, by their names in Solidity. */
export type RefusalCode =
  | "AboveDepositLimit"
  | "AllocationLoss"
  | "BelowFloor"
  | "BelowMinAssets"
  | "ERC4626ExceededMaxDeposit"
  | "ERC4626ExceededMaxRedeem"
  | "ERC4626ExceededMaxWithdraw"
  | "EntriesClosed"
  | "EntryTooDear"
  | "ExceedsExit"
  | "FlagTooLarge"
  | "FlashShort"
  | "InsufficientRealised"
  | "LtvAboveBand"
  | "LtvNotLower"
  | "NotAsked"
  | "NotPastLine"
  | "NotShownYet"
  | "NothingToDo"
  | "RoundingLoss"
  | "RouteTooShallow"
  | "SaleRaisesLtv"
  | "TargetBeyond"
  | "TooLittleOut"
  | "TooSoon"
  | "VenueTook"
  | "WindowTooShort"
  | "ZeroAmount";

export class Refusal extends Error {
  readonly code: RefusalCode;
  /** The error's arguments, by name. */
  readonly details: Readonly<Record<string, bigint | number | string>>;

  constructor(code: RefusalCode, details: Readonly<Record<string, bigint | number | string>> = {}) {
    const listed = Object.entries(details).map(([name, value]) => `${name} ${value}`);
    super(`${code}(${listed.join(", ")})`);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}

/**
 * Why the contracts would have reverted: the error's name, or the protocol's own reason. Anything else that
 * was thrown is a defect and is thrown again.
 */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof Refusal) return thrown.code;
  if (thrown instanceof ProtocolRevert) return thrown.reason;
  throw thrown;
}
