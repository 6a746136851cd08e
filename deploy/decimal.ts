/** Numbers as people write them in a parameter file, and as contracts want them: integers of a fixed scale. */
import { parseUnits } from "ethers";
import { z } from "zod";

/**
 * A decimal that becomes an integer scaled by 10^`places`; digits beyond are refused, never rounded.
 * @param unit what the number counts, for the message
 */
export function decimal(places: number, unit: string) {
  return z
    .union([z.number(), z.string()], { error: `expected a number of ${unit}` })
    .transform(String)
    .refine((text) => /^\d+(\.\d+)?$/.test(text), `expected a decimal number of ${unit}, such as "0.25"`)
    .refine(
      (text) => (text.split(".")[1] ?? "").length <= places,
      `expected at most ${places} decimal places`,
    )
    .transform((text) => parseUnits(text, places));
}
