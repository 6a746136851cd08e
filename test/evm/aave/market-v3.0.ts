// A genuine market of Aave v3.0, without stable debt.

import { ZeroAddress } from "ethers";
import { CATEGORIES, curveOf, FLASH_LOAN_PREMIUM, LISTINGS } from "../../proofs/aave-market/terms.ts";
import type { LocalEvm } from "../local-evm.ts";
import { aaveV36 } from "./compile-v3.6.ts";
import { Deployer } from "./deployer.ts";
import {
  configurationBits,
  type Market,
  type MarketReserve,
  placeOracle,
  register,
  TREASURY,
} from "./market.ts";
import { aaveV30 } from "./read-v3.0.ts";

/** Where DataTypes.ReserveConfigurationMap has the reserve's e-mode category. */
const CATEGORY_BIT = 168n;

export async function openMarketV30(evm: LocalEvm): Promise<Market> {
  const deployer = new Deployer(evm, aaveV30());
  const provider = await deployer.deploy("PoolAddressesProvider", ["test", evm.sender]);
  const pool = await deployer.deploy("Pool", [provider]);
  await register(deployer, provider, "POOL", pool);
  await register(deployer, provider, "POOL_CONFIGURATOR", evm.sender);
  const configure = (method: string, args: readonly unknown[]) => deployer.send(pool, "Pool", method, args);
  await configure("initialize", [provider]);
  await configure("updateFlashloanPremiums", [FLASH_LOAN_PREMIUM.total, FLASH_LOAN_PREMIUM.toProtocol]);

  const reserves: MarketReserve[] = [];
  for (const listing of LISTINGS) {
    const { symbol, decimals, price, category } = listing;
    const asset = await deployer.deploy("MintableERC20", [symbol, symbol, decimals]);
    const source = await deployer.deploy("MockAggregator", [price]);
    const described = [ZeroAddress, decimals, symbol, symbol, "0x"];
    const aToken = await deployer.deploy("AToken", [pool]);
    await deployer.send(aToken, "AToken", "initialize", [pool, TREASURY, asset, ...described]);
    const debtToken = await deployer.deploy("VariableDebtToken", [pool]);
    await deployer.send(debtToken, "VariableDebtToken", "initialize", [pool, asset, ...described]);
    const stableDebtToken = await deployer.deploy("StableDebtToken", [pool]);
    await deployer.send(stableDebtToken, "StableDebtToken", "initialize", [pool, asset, ...described]);
    const { optimalUsageRatio, baseRate, slope1, slope2 } = curveOf(listing);
    const curve = [provider, optimalUsageRatio, baseRate, slope1, slope2, 0, 0, 0, 0, 0];
    const strategy = await deployer.deploy("DefaultReserveInterestRateStrategy", curve);
    await configure("initReserve", [asset, aToken, stableDebtToken, debtToken, strategy]);
    const bits = configurationBits(listing) | (BigInt(category) << CATEGORY_BIT);
    await configure("setConfiguration", [asset, [bits]]);
    reserves.push({ asset, aToken, debtToken, source });
  }
  for (const [id, category] of CATEGORIES.entries()) {
    if (category === undefined) continue;
    const { ltv, liquidationThreshold, liquidationBonus } = category;
    const terms = [ltv, liquidationThreshold, liquidationBonus, ZeroAddress, ""];
    await configure("configureEModeCategory", [id, terms]);
  }
  await placeOracle(deployer, provider, reserves);
  const periphery = new Deployer(evm, aaveV36());
  return {
    pool,
    poolAbi: deployer.interface("Pool"),
    tokenAbi: deployer.interface("MintableERC20"),
    errors: deployer.errors(),
    provider,
    providerAbi: deployer.interface("PoolAddressesProvider"),
    reserves,
    flashBorrower: await periphery.deploy("MockFlashLoanSimpleReceiver", [provider]),
  };
}
