/** A step taken on the contracts and in the model, put side by side. */
import { ProtocolRevert } from "../../strategies/kernels/revert.ts";
import { Refusal } from "../../strategies/refusal.ts";

/** What either side held before and after a step, as text; a refusal is `refused`. */
export interface Compared {
  readonly model: string;
  readonly chain: string;
}

export function refusedBy(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch (error) {
    if (error instanceof Refusal || error instanceof ProtocolRevert || error instanceof RangeError)
      return true;
    throw error;
  }
}

export async function revertedBy(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return false;
  } catch (error) {
    if (/revert/i.test((error as Error).message)) return true;
    throw error;
  }
}

const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;

export const text = (value: unknown): string =>
  JSON.stringify(sorted(value), (_, inner) => (typeof inner === "bigint" ? inner.toString() : inner));
