// Where a contract's number ends. Bigints have no such end, so a kernel that can come near it asks here.

import { ProtocolRevert } from "../revert.ts";
import { MAX_UINT256 } from "./units.ts";

/** The value itself; reverts below zero and above 2^256 − 1, as checked Solidity arithmetic does. */
export const uint256 = (value: bigint): bigint => {
  if (value < 0n || value > MAX_UINT256) throw new ProtocolRevert("arithmetic overflow");
  return value;
};
