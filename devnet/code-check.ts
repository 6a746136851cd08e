/** Is there code where we are about to call? A call to an address without code succeeds and answers nothing. */
import { KeelError } from "../errors/keel-error.ts";
import { addressBook, type Place, type PlaceName, placeNames } from "./addresses.ts";
import type { Eip1193 } from "./eip1193.ts";
import type { WorldState } from "./genesis/world-state.ts";

export interface PlaceCheck extends Place {
  readonly name: PlaceName;
  /** `other` where the offline mainnet has code that is not the genesis world's. */
  readonly code: "present" | "missing" | "other";
}

/**
 * Looks at every address of the book.
 * @param world what the code must equal; without it, on a fork, any code will do
 */
export async function checkPlaces(chain: Eip1193, world?: WorldState): Promise<PlaceCheck[]> {
  return Promise.all(
    placeNames.map(async (name): Promise<PlaceCheck> => {
      const place: Place = addressBook[name];
      const code = await codeAt(chain, place.address);
      const expected = world?.[place.address.toLowerCase() as keyof WorldState]?.code ?? code;
      return { name, ...place, code: code === "0x" ? "missing" : code === expected ? "present" : "other" };
    }),
  );
}

/** @throws KEEL_NO_CODE naming the first of the named addresses that has none */
export async function requireCode(chain: Eip1193, named: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, address] of Object.entries(named)) {
    if ((await codeAt(chain, address)) !== "0x") continue;
    throw new KeelError(
      "KEEL_NO_CODE",
      `there is no contract at ${address}, where ${name} should be`,
      "Deploy again on this chain, or point to the chain that has it",
    );
  }
}

/** Whether there is a contract at `address` by now. */
export const hasCode = async (chain: Eip1193, address: string): Promise<boolean> =>
  (await codeAt(chain, address)) !== "0x";

function codeAt(chain: Eip1193, address: string): Promise<string> {
  return chain.request({ method: "eth_getCode", params: [address, "latest"] });
}
