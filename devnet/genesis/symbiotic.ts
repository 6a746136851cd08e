/**
 * Symbiotic, from the bytecode that its authors published: registries, opt-in services and factories at mainnet's
 * addresses, with one kind each of vault, delegator (network-restake) and slasher (instant), and the default staker
 * rewards. Implementations are at addresses of their own. It came to mainnet in 2024; here it is from the beginning.
 */
import { accounts } from "../accounts.ts";
import { type Address, addressBook } from "../addresses.ts";
import { symbioticCreationCode, withArguments } from "./package-artifacts.ts";
import type { WorldBuilder } from "./world-builder.ts";

/** As Symbiotic names the services in their signed messages. */
const VAULT_OPT_IN = "OperatorVaultOptInService";
const NETWORK_OPT_IN = "OperatorNetworkOptInService";
/** The first kind that a factory knows. */
const FIRST_TYPE = 0n;

const vaultFactory = addressBook.symbioticVaultFactory.address;
const delegatorFactory = addressBook.symbioticDelegatorFactory.address;
const slasherFactory = addressBook.symbioticSlasherFactory.address;
const networks = addressBook.symbioticNetworkRegistry.address;
const middlewares = addressBook.symbioticNetworkMiddlewareService.address;
const operators = addressBook.symbioticOperatorRegistry.address;
const vaultOptIn = addressBook.symbioticOperatorVaultOptIn.address;
const networkOptIn = addressBook.symbioticOperatorNetworkOptIn.address;

export async function placeSymbiotic(world: WorldBuilder): Promise<void> {
  for (const [factory, name] of [
    [vaultFactory, "VaultFactory"],
    [delegatorFactory, "DelegatorFactory"],
    [slasherFactory, "SlasherFactory"],
  ] as const) {
    await world.place(factory, code(name, ["address"], [accounts.builder]));
  }
  await world.place(networks, code("NetworkRegistry"));
  await world.place(operators, code("OperatorRegistry"));
  await world.place(middlewares, code("NetworkMiddlewareService", ["address"], [networks]));
  await placeOptIn(world, vaultOptIn, vaultFactory, VAULT_OPT_IN);
  await placeOptIn(world, networkOptIn, networks, NETWORK_OPT_IN);
  await whitelistKinds(world);
  await world.place(
    addressBook.symbioticVaultConfigurator.address,
    code(
      "VaultConfigurator",
      ["address", "address", "address"],
      [vaultFactory, delegatorFactory, slasherFactory],
    ),
  );
  await placeRewards(world);
}

function placeOptIn(world: WorldBuilder, service: Address, where: Address, name: string): Promise<void> {
  const types = ["address", "address", "string"];
  return world.place(service, code("OptInService", types, [operators, where, name]));
}

async function whitelistKinds(world: WorldBuilder): Promise<void> {
  const vault = code(
    "Vault",
    ["address", "address", "address"],
    [delegatorFactory, slasherFactory, vaultFactory],
  );
  const delegator = code(
    "NetworkRestakeDelegator",
    ["address", "address", "address", "address", "address", "uint64"],
    [networks, vaultFactory, vaultOptIn, networkOptIn, delegatorFactory, FIRST_TYPE],
  );
  const slasher = code(
    "Slasher",
    ["address", "address", "address", "uint64"],
    [vaultFactory, middlewares, slasherFactory, FIRST_TYPE],
  );
  for (const [factory, creationCode] of [
    [vaultFactory, vault],
    [delegatorFactory, delegator],
    [slasherFactory, slasher],
  ] as const) {
    const implementation = await world.deploy(creationCode);
    await world.send(accounts.builder, factory, "whitelist(address)", [implementation]);
  }
}

async function placeRewards(world: WorldBuilder): Promise<void> {
  const implementation = await world.deploy(
    code("DefaultStakerRewards", ["address", "address"], [vaultFactory, middlewares]),
  );
  await world.place(
    addressBook.symbioticStakerRewardsFactory.address,
    code("DefaultStakerRewardsFactory", ["address"], [implementation]),
  );
}

const code = (name: string, types: readonly string[] = [], values: readonly unknown[] = []): string =>
  withArguments(symbioticCreationCode(name), types, values);
