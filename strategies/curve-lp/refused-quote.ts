/** A quote that a pool may refuse. */
import { ProtocolRevert } from "../kernels/revert.ts";

/** The quote, or 0 where the pool reverts; a division by zero is a revert too. */
export function orRefused(quote: () => bigint): bigint {
  try {
    return quote();
  } catch (error) {
    if (error instanceof ProtocolRevert || error instanceof RangeError) return 0n;
    throw error;
  }
}
