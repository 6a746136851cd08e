/** What a restaked position is told whatever its venue; the keys are those of the contract's `Terms`. */
import type {
  ContractFuture,
  IgnitionModuleBuilder,
  ModuleParameterRuntimeValue,
} from "@nomicfoundation/ignition-core";

/** @param vault that it serves: deployed with it, or a parameter */
export const restakingTerms = (
  m: IgnitionModuleBuilder,
  vault: ContractFuture<string> | ModuleParameterRuntimeValue<string>,
) => ({
  vault,
  steth: m.getParameter("stETH"),
  wsteth: m.getParameter("wstETH"),
  cap: m.getParameter("cap"),
  haircut: m.getParameter("haircut"),
  params: m.getParameter("rules"),
});
