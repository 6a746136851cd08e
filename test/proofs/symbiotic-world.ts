// Symbiotic as its own deployment script builds it, from its published bytecode: registries, factories, one
// network-restake delegator, one instant slasher; and vaults in it.

import { AbiCoder, Interface } from "ethers";
import { symbioticCreationCode, withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { MAX_UINT256 } from "../../strategies/kernels/math/units.ts";
import type { Actor, Deed } from "../evm/actor.ts";
import type { LocalEvm } from "../evm/local-evm.ts";

const ABI = new Interface([
  "function whitelist(address implementation)",
  "function registerNetwork()",
  "function registerOperator()",
  "function setMiddleware(address)",
  "function optIn(address where)",
  "function setMaxNetworkLimit(uint96 identifier, uint256 amount)",
  "function create((uint64 version, address owner, bytes vaultParams, uint64 delegatorIndex, bytes delegatorParams, bool withSlasher, uint64 slasherIndex, bytes slasherParams) params) returns (address vault, address delegator, address slasher)",
  "function epochDurationInit() view returns (uint48)",
  "function set_minter(address)",
  "function mint(address, uint256)",
  "function approve(address, uint256)",
]);
const NOBODY = "0x0000000000000000000000000000000000000000";
const BURNER = "0x000000000000000000000000000000000000dEaD";
const IDENTIFIER = 0n;
/** More than a world's deposits come to. */
const PURSE = 1n << 128n;

/** Where one vault and its modules are, and when it began and became usable. */
export type VaultAddresses = {
  vault: string;
  delegator: string;
  slasher: string;
  openedAt: number;
  readyAt: number;
};

export type Protocol = {
  configurator: string;
  operatorVaultOptIn: string;
  collateral: string;
  /** The first actor's, by which delegator and slasher know its network. */
  subnetwork: string;
};

const call = (to: string, name: string, args: readonly unknown[] = []): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
});

const succeed = async (actor: Actor, deeds: readonly Deed[]): Promise<void> => {
  const answers = await actor.perform(deeds);
  const failed = answers.findIndex(({ success }) => !success);
  if (failed !== -1) throw new Error(`set-up call ${failed} reverts: ${deeds[failed]?.data}`);
};

/**
 * Deploys the protocol. Both actors are operators with collateral; the first is also a network and its own
 * middleware. `collateral` is a token that the chain's sender may mint,
 * unless `fund` says how else they get it.
 */
export async function buildSymbiotic(
  evm: LocalEvm,
  actors: readonly [Actor, Actor],
  collateral: string,
  fund: (account: string) => Promise<unknown> = (account) =>
    evm.send(collateral, ABI.encodeFunctionData("mint", [account, PURSE])),
): Promise<Protocol> {
  const deploy = (name: string, types: readonly string[] = [], values: readonly unknown[] = []) =>
    evm.deploy(withArguments(symbioticCreationCode(name), types, values));
  const whitelist = (factory: string, implementation: string) =>
    evm.send(factory, ABI.encodeFunctionData("whitelist", [implementation]));

  const vaultFactory = await deploy("VaultFactory", ["address"], [evm.sender]);
  const delegatorFactory = await deploy("DelegatorFactory", ["address"], [evm.sender]);
  const slasherFactory = await deploy("SlasherFactory", ["address"], [evm.sender]);
  const networks = await deploy("NetworkRegistry");
  const operators = await deploy("OperatorRegistry");
  const middlewares = await deploy("NetworkMiddlewareService", ["address"], [networks]);
  const optIn = (where: string, name: string) =>
    deploy("OptInService", ["address", "address", "string"], [operators, where, name]);
  const operatorVaultOptIn = await optIn(vaultFactory, "OperatorVaultOptInService");
  const operatorNetworkOptIn = await optIn(networks, "OperatorNetworkOptInService");

  const vault = await deploy(
    "Vault",
    ["address", "address", "address"],
    [delegatorFactory, slasherFactory, vaultFactory],
  );
  await whitelist(vaultFactory, vault);
  const delegator = await deploy(
    "NetworkRestakeDelegator",
    ["address", "address", "address", "address", "address", "uint64"],
    [networks, vaultFactory, operatorVaultOptIn, operatorNetworkOptIn, delegatorFactory, 0],
  );
  await whitelist(delegatorFactory, delegator);
  const slasher = await deploy(
    "Slasher",
    ["address", "address", "address", "uint64"],
    [vaultFactory, middlewares, slasherFactory, 0],
  );
  await whitelist(slasherFactory, slasher);
  const configurator = await deploy(
    "VaultConfigurator",
    ["address", "address", "address"],
    [vaultFactory, delegatorFactory, slasherFactory],
  );

  const [network] = actors;
  await succeed(network, [
    call(networks, "registerNetwork"),
    call(middlewares, "setMiddleware", [network.address]),
  ]);
  for (const actor of actors) {
    await succeed(actor, [
      call(operators, "registerOperator"),
      call(operatorNetworkOptIn, "optIn", [network.address]),
    ]);
    await fund(actor.address);
  }
  const subnetwork = `0x${((BigInt(network.address) << 96n) | IDENTIFIER).toString(16).padStart(64, "0")}`;
  return { configurator, operatorVaultOptIn, collateral, subnetwork };
}

/** Opens a vault in which both actors may set limits and shares, and both are operators of the network. */
export async function openVault(
  evm: LocalEvm,
  { configurator, operatorVaultOptIn, collateral }: Protocol,
  actors: readonly [Actor, Actor],
  epochDuration: number,
  depositLimit: bigint | undefined,
): Promise<VaultAddresses> {
  const coder = AbiCoder.defaultAbiCoder();
  const holders = actors.map(({ address }) => address);
  const data = ABI.encodeFunctionData("create", [
    {
      version: 1,
      owner: evm.sender,
      vaultParams: coder.encode(
        ["(address, address, uint48, bool, bool, uint256, address, address, address, address, address)"],
        [
          [
            collateral,
            BURNER,
            epochDuration,
            false,
            depositLimit !== undefined,
            depositLimit ?? 0n,
            evm.sender,
            NOBODY,
            NOBODY,
            NOBODY,
            NOBODY,
          ],
        ],
      ),
      delegatorIndex: 0,
      delegatorParams: coder.encode(
        ["((address, address, address), address[], address[])"],
        [[[evm.sender, NOBODY, NOBODY], holders, holders]],
      ),
      withSlasher: true,
      slasherIndex: 0,
      slasherParams: coder.encode(["((bool))"], [[[false]]]),
    },
  ]);
  const [answer] = await evm.callAll([[configurator, data]]);
  const [vault, delegator, slasher] = ABI.decodeFunctionResult("create", answer ?? "0x");
  await evm.send(configurator, data);
  for (const actor of actors) {
    await succeed(actor, [
      call(operatorVaultOptIn, "optIn", [vault]),
      call(collateral, "approve", [vault, MAX_UINT256]),
    ]);
  }
  await succeed(actors[0], [call(delegator, "setMaxNetworkLimit", [IDENTIFIER, MAX_UINT256])]);
  const [began] = await evm.callAll([[vault, ABI.encodeFunctionData("epochDurationInit")]]);
  const block = await evm.request<{ timestamp: string }>("eth_getBlockByNumber", "latest", false);
  return { vault, delegator, slasher, openedAt: Number(began), readyAt: Number(block.timestamp) };
}
