/** What every restaking module takes: Lido's tokens and the position's terms. */
import { addressBook } from "../devnet/addresses.ts";
import type { RestakingSettings } from "../strategies/restaking/params.ts";

export const restakingParameters = ({ params, cap, haircut }: RestakingSettings) => ({
  stETH: addressBook.stETH.address,
  wstETH: addressBook.wstETH.address,
  cap,
  haircut,
  rules: { ...params },
});
