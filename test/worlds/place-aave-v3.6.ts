/**
 * Aave v3.6 where the offline mainnet has v3.0: at the same addresses, with the same reserves, prices and rate curve,
 * so that the same tests run against both generations. Compiled from its sources, for tests only, as their licence
 * has it.
 */
import { AbiCoder, ZeroAddress } from "ethers";
import { accounts } from "../../devnet/accounts.ts";
import { type Address, addressBook, parties } from "../../devnet/addresses.ts";
import { configureReserve, FLASH_LOAN_PREMIUM, RATE_CURVE, RESERVES } from "../../devnet/genesis/aave.ts";
import type { WorldBuilder } from "../../devnet/genesis/world-builder.ts";
import { aaveV36 } from "../evm/aave/compile-v3.6.ts";
import { Linker } from "../evm/aave/linker.ts";

const WAD = 10n ** 18n;
const RAY_PER_BPS = 10n ** 23n;

const provider = addressBook.aavePoolAddressesProvider.address;
const configurator = addressBook.aavePoolConfigurator.address;
const pool = addressBook.aavePool.address;
const admin = accounts.builder;

export async function placeAaveV36(world: WorldBuilder): Promise<void> {
  const contracts = new Linker(world, aaveV36());
  await placeProvider(world, contracts);
  await placePool(world, contracts);
  await placeOracle(world, contracts);
  await listReserves(world, contracts);
}

async function placeProvider(world: WorldBuilder, contracts: Linker): Promise<void> {
  const named = ["Aave Ethereum Market", admin];
  await world.place(provider, await contracts.creationCode("PoolAddressesProvider", named));
  await world.send(admin, provider, "setACLAdmin(address)", [admin]);
  const aclManager = addressBook.aaveAclManager.address;
  await world.place(aclManager, await contracts.creationCode("ACLManager", [provider]));
  await world.send(admin, provider, "setACLManager(address)", [aclManager]);
  await world.send(admin, aclManager, "addPoolAdmin(address)", [admin]);
}

/** The provider's first and second creation, as in v3.0: mainnet's addresses of both proxies. */
async function placePool(world: WorldBuilder, contracts: Linker): Promise<void> {
  const strategy = await contracts.deploy("DefaultReserveInterestRateStrategyV2", [provider]);
  const implementation = await contracts.deploy("PoolInstance", [provider, strategy]);
  await world.send(admin, provider, "setPoolImpl(address)", [implementation]);
  await world.send(admin, provider, "setPoolConfiguratorImpl(address)", [
    await contracts.deploy("PoolConfiguratorInstance"),
  ]);
}

async function placeOracle(world: WorldBuilder, contracts: Linker): Promise<void> {
  const oracle = addressBook.aaveOracle.address;
  const assets = [addressBook.wstETH.address];
  const sources = [addressBook.wstethEthSource.address];
  const args = [provider, assets, sources, ZeroAddress, addressBook.weth.address, WAD];
  await world.place(oracle, await contracts.creationCode("AaveOracle", args));
  await world.send(admin, provider, "setPriceOracle(address)", [oracle]);
}

async function listReserves(world: WorldBuilder, contracts: Linker): Promise<void> {
  const aToken = await contracts.deploy("ATokenInstance", [pool, ZeroAddress, parties.aaveCollector]);
  const debtToken = await contracts.deploy("VariableDebtTokenInstance", [pool, ZeroAddress]);
  const input = "(address,address,address,string,string,string,string,bytes,bytes)";
  const row = (asset: Address, symbol: string) => [
    aToken,
    debtToken,
    asset,
    `Aave Ethereum ${symbol}`,
    `aEth${symbol}`,
    `Aave Ethereum Variable Debt ${symbol}`,
    `variableDebtEth${symbol}`,
    "0x10",
    rateCurve(),
  ];
  await world.send(admin, configurator, `initReserves(${input}[])`, [
    RESERVES.map(({ asset, symbol }) => row(asset, symbol)),
  ]);
  for (const reserve of RESERVES) await configureReserve(world, reserve);
  await world.send(admin, configurator, "updateFlashloanPremium(uint128)", [FLASH_LOAN_PREMIUM]);
}

/** v3.0's curve, in basis points. */
function rateCurve(): string {
  const { optimalUsageRatio, baseVariableBorrowRate, variableRateSlope1, variableRateSlope2 } = RATE_CURVE;
  const rays = [optimalUsageRatio, baseVariableBorrowRate, variableRateSlope1, variableRateSlope2];
  return AbiCoder.defaultAbiCoder().encode(
    rays.map(() => "uint256"),
    rays.map((ray) => ray / RAY_PER_BPS),
  );
}
