// What a kernel answers, or undefined where it refuses as the contract would.

import { ProtocolRevert } from "../../strategies/kernels/revert.ts";

/**
 * Other errors than a refusal, or a division by zero that a contract reverts on, are passed on: they are our
 * own mistakes.
 */
export const attempt = <T>(kernel: () => T): T | undefined => {
  try {
    return kernel();
  } catch (error) {
    if (error instanceof ProtocolRevert || error instanceof RangeError) return undefined;
    throw error;
  }
};
