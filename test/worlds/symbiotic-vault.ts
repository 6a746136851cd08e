/**
 * A Symbiotic vault of wstETH on the offline mainnet, of epochs of a week: one network, which is the trader's account, and one operator,
 * the liquidity provider's. Its curator is the builder.
 */
import { AbiCoder, Contract, Interface, id, ZeroAddress } from "ethers";
import { accounts, type Role } from "../../devnet/accounts.ts";
import { type Address, addressBook } from "../../devnet/addresses.ts";
import type { DevnetProvider } from "../../devnet/provider.ts";

export const EPOCH = 7 * 86_400;
const BURNER = "0x000000000000000000000000000000000000dEaD";
const CONFIGURATOR = new Interface([
  "function create((uint64 version, address owner, bytes vaultParams, uint64 delegatorIndex, bytes delegatorParams, bool withSlasher, uint64 slasherIndex, bytes slasherParams)) returns (address vault, address delegator, address slasher)",
]);
const SYMBIOTIC = new Interface([
  "function registerNetwork()",
  "function registerOperator()",
  "function setMiddleware(address)",
  "function optIn(address where)",
  "function setMaxNetworkLimit(uint96 identifier, uint256 amount)",
  "function grantRole(bytes32 role, address account)",
]);

export interface SymbioticVault {
  readonly vault: Address;
  readonly delegator: Address;
  readonly network: Address;
  readonly operator: Address;
}

export async function openSymbioticVault(provider: DevnetProvider): Promise<SymbioticVault> {
  const coder = AbiCoder.defaultAbiCoder();
  const { builder: curator, trader: network, liquidityProvider: operator } = accounts;
  const vaultParams = coder.encode(
    ["address", "address", "uint48", "bool", "bool", "uint256", ...Array(5).fill("address")],
    [addressBook.wstETH.address, BURNER, EPOCH, false, false, 0n, ...Array(5).fill(curator)],
  );
  const delegatorParams = coder.encode(
    ["((address, address, address), address[], address[])"],
    [[[curator, ZeroAddress, ZeroAddress], [curator], [curator]]],
  );
  const slasherParams = coder.encode(["bool"], [false]);
  const args = [[1, curator, vaultParams, 0, delegatorParams, true, 0, slasherParams]];
  const to = addressBook.symbioticVaultConfigurator.address;
  const data = CONFIGURATOR.encodeFunctionData("create", args);
  const answer = await provider.call({ from: curator, to, data });
  const [vault, delegator] = CONFIGURATOR.decodeFunctionResult("create", answer);
  await send(provider, "builder", to, CONFIGURATOR, "create", args);

  const act = (role: Role, to: string, name: string, args: readonly unknown[] = []) =>
    send(provider, role, to, SYMBIOTIC, name, args);
  await act("trader", addressBook.symbioticNetworkRegistry.address, "registerNetwork");
  await act("trader", addressBook.symbioticNetworkMiddlewareService.address, "setMiddleware", [network]);
  await act("trader", delegator, "setMaxNetworkLimit", [0n, 10n ** 30n]);
  await act("liquidityProvider", addressBook.symbioticOperatorRegistry.address, "registerOperator");
  await act("liquidityProvider", addressBook.symbioticOperatorVaultOptIn.address, "optIn", [vault]);
  await act("liquidityProvider", addressBook.symbioticOperatorNetworkOptIn.address, "optIn", [network]);
  return { vault, delegator, network, operator };
}

/** The curator lets the strategy say how much stands for the network. */
export async function letDelegate(
  provider: DevnetProvider,
  { delegator }: SymbioticVault,
  strategy: string,
): Promise<void> {
  for (const role of ["NETWORK_LIMIT_SET_ROLE", "OPERATOR_NETWORK_SHARES_SET_ROLE"]) {
    await send(provider, "builder", delegator, SYMBIOTIC, "grantRole", [id(role), strategy]);
  }
}

async function send(
  provider: DevnetProvider,
  role: Role,
  to: string,
  abi: Interface,
  name: string,
  args: readonly unknown[] = [],
): Promise<void> {
  const sent = await new Contract(to, abi, provider.signerOf(accounts[role])).getFunction(name).send(...args);
  const receipt = await provider.getTransactionReceipt(sent.hash);
  if (receipt?.status !== 1) throw new Error(`${name} by ${role} reverted`);
}
