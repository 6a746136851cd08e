/** Values that the files of strategies have in common. */
import { isAddress, ZeroAddress } from "ethers";
import * as z from "zod";
import type { Address } from "../devnet/addresses.ts";

/** Where nothing is connected. */
export const NOBODY = ZeroAddress as Address;

export const address = z
  .string()
  .refine(isAddress, "expected an address")
  .transform((given) => given as Address);

/** A setting stays as written: what it comes to is asked of its own kind when it is deployed. */
export const written = <Setting extends z.ZodType>(setting: Setting) =>
  z.looseObject({}).transform((given, context): z.input<Setting> => {
    const { error } = setting.safeParse(given);
    for (const issue of error?.issues ?? [])
      context.issues.push({ ...issue, input: given } as z.core.$ZodRawIssue);
    return given as z.input<Setting>;
  });
