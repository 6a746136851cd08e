/**
 * Aave v3, from the bytecode that its authors published, deployed as on mainnet: the addresses provider creates the Pool
 * and the configurator, and the configurator creates the tokens, in mainnet's order, so that all of them get mainnet's
 * addresses. Implementations and libraries are at addresses of their own.
 *
 * The market is set up as Aave v2 was in 2022, before v3 came to Ethereum and before wstETH was listed: prices in ETH,
 * and of Lido's token the market's price rather than its redemption rate.
 */
import { ZeroAddress } from "ethers";
import { accounts } from "../accounts.ts";
import { type Address, addressBook, parties } from "../addresses.ts";
import { aaveCreationCode, withArguments } from "./package-artifacts.ts";
import type { WorldBuilder } from "./world-builder.ts";

const PERCENT = 100n;
const RAY = 10n ** 27n;
const WAD = 10n ** 18n;

/** The rate curve of Aave v2's WETH as of October 2022; that it held in May already is assumed. Rays. */
export const RATE_CURVE = {
  optimalUsageRatio: (RAY * 70n) / 100n,
  baseVariableBorrowRate: 0n,
  variableRateSlope1: (RAY * 3n) / 100n,
  variableRateSlope2: RAY,
  stableRateSlope1: 0n,
  stableRateSlope2: 0n,
  baseStableRateOffset: 0n,
  stableRateExcessOffset: 0n,
  optimalStableToTotalDebtRatio: 0n,
};

/** What v2 charged for a flash loan, all of it for the suppliers; basis points. */
export const FLASH_LOAN_PREMIUM = 9n;

interface Reserve {
  readonly asset: Address;
  readonly symbol: string;
  /** Basis points; the bonus counts what it is added to, as Aave does. */
  readonly ltv: bigint;
  readonly liquidationThreshold: bigint;
  readonly liquidationBonus: bigint;
  /** Basis points of the interest; no value means that the asset cannot be borrowed. */
  readonly reserveFactor?: bigint;
}

/** In the order in which mainnet listed them. */
export const RESERVES: readonly Reserve[] = [
  {
    asset: addressBook.weth.address,
    symbol: "WETH",
    ltv: 8250n,
    liquidationThreshold: 86n * PERCENT,
    liquidationBonus: 105n * PERCENT,
    reserveFactor: 10n * PERCENT, // assumed
  },
  {
    asset: addressBook.wstETH.address,
    symbol: "wstETH",
    ltv: 69n * PERCENT,
    liquidationThreshold: 81n * PERCENT,
    liquidationBonus: 10_750n,
  },
];

const provider = addressBook.aavePoolAddressesProvider.address;
const configurator = addressBook.aavePoolConfigurator.address;
const admin = accounts.builder;

export async function placeAave(world: WorldBuilder): Promise<void> {
  await placeProvider(world);
  await placePool(world);
  await placeOracle(world);
  await world.place(
    addressBook.aaveProtocolDataProvider.address,
    withArguments(aaveCreationCode("misc/AaveProtocolDataProvider"), ["address"], [provider]),
  );
  await world.send(admin, provider, "setPoolDataProvider(address)", [
    addressBook.aaveProtocolDataProvider.address,
  ]);
  await listReserves(world);
}

async function placeProvider(world: WorldBuilder): Promise<void> {
  const code = aaveCreationCode("protocol/configuration/PoolAddressesProvider");
  await world.place(provider, withArguments(code, ["string", "address"], ["Aave Ethereum Market", admin]));
  await world.send(admin, provider, "setACLAdmin(address)", [admin]);

  const aclManager = addressBook.aaveAclManager.address;
  const aclCode = aaveCreationCode("protocol/configuration/ACLManager");
  await world.place(aclManager, withArguments(aclCode, ["address"], [provider]));
  await world.send(admin, provider, "setACLManager(address)", [aclManager]);
  await world.send(admin, aclManager, "addPoolAdmin(address)", [admin]);
}

async function placePool(world: WorldBuilder): Promise<void> {
  const library = async (name: string, libraries: Record<string, Address> = {}) =>
    world.deploy(aaveCreationCode(`protocol/libraries/logic/${name}`, libraries));
  const BorrowLogic = await library("BorrowLogic");
  const libraries = {
    BorrowLogic,
    BridgeLogic: await library("BridgeLogic"),
    EModeLogic: await library("EModeLogic"),
    FlashLoanLogic: await library("FlashLoanLogic", { BorrowLogic }),
    LiquidationLogic: await library("LiquidationLogic"),
    PoolLogic: await library("PoolLogic"),
    SupplyLogic: await library("SupplyLogic"),
  };
  const poolCode = aaveCreationCode("protocol/pool/Pool", libraries);
  const pool = await world.deploy(withArguments(poolCode, ["address"], [provider]));
  const ConfiguratorLogic = await library("ConfiguratorLogic");
  const configuratorImplementation = await world.deploy(
    aaveCreationCode("protocol/pool/PoolConfigurator", { ConfiguratorLogic }),
  );
  // An implementation that nobody initialised is anybody's to initialise.
  await world.send(admin, pool, "initialize(address)", [provider]);
  await world.send(admin, configuratorImplementation, "initialize(address)", [provider]);

  // The provider's first and second creation: mainnet's addresses of both proxies.
  await world.send(admin, provider, "setPoolImpl(address)", [pool]);
  await world.send(admin, provider, "setPoolConfiguratorImpl(address)", [configuratorImplementation]);
}

async function placeOracle(world: WorldBuilder): Promise<void> {
  const oracle = addressBook.aaveOracle.address;
  const types = ["address", "address[]", "address[]", "address", "address", "uint256"];
  const assets = [addressBook.wstETH.address];
  const sources = [addressBook.wstethEthSource.address];
  const values = [provider, assets, sources, ZeroAddress, addressBook.weth.address, WAD];
  await world.place(oracle, withArguments(aaveCreationCode("misc/AaveOracle"), types, values));
  await world.send(admin, provider, "setPriceOracle(address)", [oracle]);
}

async function listReserves(world: WorldBuilder): Promise<void> {
  const token = async (name: string) =>
    world.deploy(
      withArguments(
        aaveCreationCode(`protocol/tokenization/${name}`),
        ["address"],
        [addressBook.aavePool.address],
      ),
    );
  const aToken = await token("AToken");
  const stableDebtToken = await token("StableDebtToken");
  const variableDebtToken = await token("VariableDebtToken");
  const strategyCode = aaveCreationCode("protocol/pool/DefaultReserveInterestRateStrategy");
  const rates = Object.values(RATE_CURVE);
  const strategy = await world.deploy(
    withArguments(strategyCode, ["address", ...rates.map(() => "uint256")], [provider, ...rates]),
  );

  // The configurator's creations: aToken, stable and variable debt token of each reserve in turn.
  const input =
    "(address,address,address,uint8,address,address,address,address,string,string,string,string,string,string,bytes)";
  await world.send(admin, configurator, `initReserves(${input}[])`, [
    RESERVES.map(({ asset, symbol }) => [
      aToken,
      stableDebtToken,
      variableDebtToken,
      18,
      strategy,
      asset,
      parties.aaveCollector,
      ZeroAddress,
      `Aave Ethereum ${symbol}`,
      `aEth${symbol}`,
      `Aave Ethereum Variable Debt ${symbol}`,
      `variableDebtEth${symbol}`,
      `Aave Ethereum Stable Debt ${symbol}`,
      `stableDebtEth${symbol}`,
      "0x10",
    ]),
  ]);
  for (const reserve of RESERVES) await configureReserve(world, reserve);
  await world.send(admin, configurator, "updateFlashloanPremiumTotal(uint128)", [FLASH_LOAN_PREMIUM]);
}

export async function configureReserve(world: WorldBuilder, reserve: Reserve): Promise<void> {
  const { asset, ltv, liquidationThreshold, liquidationBonus, reserveFactor } = reserve;
  await world.send(admin, configurator, "configureReserveAsCollateral(address,uint256,uint256,uint256)", [
    asset,
    ltv,
    liquidationThreshold,
    liquidationBonus,
  ]);
  await world.send(admin, configurator, "setReserveFlashLoaning(address,bool)", [asset, true]);
  if (reserveFactor === undefined) return;
  await world.send(admin, configurator, "setReserveBorrowing(address,bool)", [asset, true]);
  await world.send(admin, configurator, "setReserveFactor(address,uint256)", [asset, reserveFactor]);
}
