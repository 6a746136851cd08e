/** Puts a strategy in the place of a deployed vault's loop: the loop, which is empty, leaves at once, the other comes when the vault's delay is over. */
import { MaxUint256 } from "ethers";
import { interfaceOf } from "../../../contracts/artifacts.ts";
import type { VaultOnChain } from "../vault-on-chain.ts";

type Call = readonly [name: string, ...args: unknown[]];

const DAY = 86_400;
/** Longer than the vault's delay. */
const DELAY = 8 * DAY;

/** @param settings further calls to the vault once it has the strategy */
export async function inPlaceOfTheLoop(
  world: VaultOnChain,
  strategy: string,
  { settings = [] }: { readonly settings?: readonly Call[] } = {},
): Promise<void> {
  const { vault, strategy: loop } = world.deployment.contracts;
  const abi = interfaceOf("KeelVault");
  const owner = ([name, ...args]: Call) => world.send("owner", vault, abi, name, args);
  const added: Call = ["addStrategy", strategy, MaxUint256];
  await owner(["removeStrategy", loop]);
  for (const [name, ...args] of [added, ...settings])
    await owner(["submit", abi.encodeFunctionData(name, args)]);
  await world.provider.send("evm_increaseTime", [DELAY]);
  for (const call of [added, ...settings]) await owner(call);
}
