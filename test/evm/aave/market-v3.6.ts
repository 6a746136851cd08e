// A genuine market of Aave v3.6.

import { ZeroAddress } from "ethers";
import { CATEGORIES, FLASH_LOAN_PREMIUM, LISTINGS } from "../../proofs/aave-market/terms.ts";
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

const SET_CURVE = "setInterestRateParams(address,(uint16,uint32,uint32,uint32))";

export async function openMarketV36(evm: LocalEvm): Promise<Market> {
  const deployer = new Deployer(evm, aaveV36());
  const provider = await deployer.deploy("PoolAddressesProvider", ["test", evm.sender]);
  const strategy = await deployer.deploy("DefaultReserveInterestRateStrategyV2", [provider]);
  const pool = await deployer.deployBehindProxy("PoolInstance", [provider, strategy], [provider]);
  await register(deployer, provider, "POOL", pool);
  await register(deployer, provider, "POOL_CONFIGURATOR", evm.sender);
  const configure = (method: string, args: readonly unknown[]) =>
    deployer.send(pool, "PoolInstance", method, args);
  await configure("updateFlashloanPremium", [FLASH_LOAN_PREMIUM.total]);

  const reserves: MarketReserve[] = [];
  for (const listing of LISTINGS) {
    const { symbol, decimals, price, curve } = listing;
    const asset = await deployer.deploy("MintableERC20", [symbol, symbol, decimals]);
    const source = await deployer.deploy("MockAggregator", [price]);
    const first = [pool, asset, decimals, symbol, symbol, "0x"];
    const forATokens = [pool, ZeroAddress, TREASURY];
    const aToken = await deployer.deployBehindProxy("ATokenInstance", forATokens, first);
    const forDebt = [pool, ZeroAddress];
    const debtToken = await deployer.deployBehindProxy("VariableDebtTokenInstance", forDebt, first);
    await configure("initReserve", [asset, aToken, debtToken]);
    await deployer.send(strategy, "DefaultReserveInterestRateStrategyV2", SET_CURVE, [asset, curve]);
    await configure("setConfiguration", [asset, [configurationBits(listing)]]);
    reserves.push({ asset, aToken, debtToken, source });
  }
  for (const [id, category] of CATEGORIES.entries()) {
    if (category === undefined) continue;
    const { ltv, liquidationThreshold, liquidationBonus, collateralBitmap, borrowableBitmap } = category;
    await configure("configureEModeCategory", [id, [ltv, liquidationThreshold, liquidationBonus, ""]]);
    await configure("configureEModeCategoryCollateralBitmap", [id, collateralBitmap]);
    await configure("configureEModeCategoryBorrowableBitmap", [id, borrowableBitmap]);
  }
  await placeOracle(deployer, provider, reserves);
  return {
    pool,
    poolAbi: deployer.interface("PoolInstance"),
    tokenAbi: deployer.interface("MintableERC20"),
    errors: deployer.errors(),
    provider,
    providerAbi: deployer.interface("PoolAddressesProvider"),
    reserves,
    flashBorrower: await deployer.deploy("MockFlashLoanSimpleReceiver", [provider]),
  };
}
