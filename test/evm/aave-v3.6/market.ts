// A genuine Aave v3.6 market on a throwaway chain: pool, tokens, rate strategy and oracle. The test itself stands
// where the configurator stands, so it sets the pool's configuration without that contract's checks.

import { encodeBytes32String, type Interface, toBeHex, ZeroAddress } from "ethers";
import { CATEGORIES, FLASH_LOAN_PREMIUM, LISTINGS, type Listing } from "../../proofs/aave-v3.6/terms.ts";
import type { LocalEvm } from "../local-evm.ts";
import { aaveV36 } from "./compile.ts";
import { Deployer } from "./deployer.ts";

/** Where a reserve's contracts are. */
export type Reserve = {
  readonly asset: string;
  readonly aToken: string;
  readonly debtToken: string;
  /** The mock of a price feed whose answer is its first slot. */
  readonly source: string;
};

const TREASURY = "0x000000000000000000000000000000000000c0de";
const SET_CURVE = "setInterestRateParams(address,(uint16,uint32,uint32,uint32))";

/** The bits of DataTypes.ReserveConfigurationMap, as the package's comments place them. */
const configuration = (listing: Listing): bigint => {
  const { terms, decimals, borrowable } = listing;
  const fields: readonly [value: bigint, bit: bigint][] = [
    [terms.ltv, 0n],
    [terms.liquidationThreshold, 16n],
    [terms.liquidationBonus, 32n],
    [BigInt(decimals), 48n],
    [1n, 56n],
    [borrowable ? 1n : 0n, 58n],
    [1n, 63n],
    [listing.reserveFactor, 64n],
    [listing.borrowCap, 80n],
    [listing.supplyCap, 116n],
    [listing.liquidationProtocolFee, 152n],
  ];
  return fields.reduce((map, [value, bit]) => map | (value << bit), 0n);
};

export class Market {
  readonly treasury = TREASURY;
  readonly pool: string;
  readonly poolAbi: Interface;
  readonly tokenAbi: Interface;
  /** What the pool and its libraries revert with. */
  readonly errors: Interface;
  readonly reserves: readonly Reserve[];
  /** Takes flash loans from the pool and pays their premium with tokens that it mints itself. */
  readonly flashBorrower: string;
  readonly #evm: LocalEvm;
  readonly #provider: string;
  readonly #providerAbi: Interface;

  private constructor(
    evm: LocalEvm,
    deployer: Deployer,
    at: { pool: string; provider: string; reserves: Reserve[]; flashBorrower: string },
  ) {
    this.#evm = evm;
    this.#provider = at.provider;
    this.#providerAbi = deployer.interface("PoolAddressesProvider");
    this.pool = at.pool;
    this.poolAbi = deployer.interface("PoolInstance");
    this.tokenAbi = deployer.interface("MintableERC20");
    this.errors = deployer.errors();
    this.reserves = at.reserves;
    this.flashBorrower = at.flashBorrower;
  }

  static async open(evm: LocalEvm): Promise<Market> {
    const deployer = new Deployer(evm, aaveV36());
    const send = (to: string, contract: string, name: string, args: readonly unknown[]) =>
      evm.send(to, deployer.interface(contract).encodeFunctionData(name, args));

    const provider = await deployer.deploy("PoolAddressesProvider", ["test", evm.sender]);
    const strategy = await deployer.deploy("DefaultReserveInterestRateStrategyV2", [provider]);
    const pool = await deployer.deployBehindProxy("PoolInstance", [provider, strategy], [provider]);
    for (const [id, address] of [
      ["POOL", pool],
      ["POOL_CONFIGURATOR", evm.sender],
    ] as const)
      await send(provider, "PoolAddressesProvider", "setAddress", [encodeBytes32String(id), address]);
    await send(pool, "PoolInstance", "updateFlashloanPremium", [FLASH_LOAN_PREMIUM]);

    const reserves: Reserve[] = [];
    for (const listing of LISTINGS) {
      const { symbol, decimals, price, curve } = listing;
      const asset = await deployer.deploy("MintableERC20", [symbol, symbol, decimals]);
      const source = await deployer.deploy("MockAggregator", [price]);
      const first = [pool, asset, decimals, symbol, symbol, "0x"];
      const aToken = await deployer.deployBehindProxy("ATokenInstance", [pool, ZeroAddress, TREASURY], first);
      const debtToken = await deployer.deployBehindProxy(
        "VariableDebtTokenInstance",
        [pool, ZeroAddress],
        first,
      );
      await send(pool, "PoolInstance", "initReserve", [asset, aToken, debtToken]);
      await send(strategy, "DefaultReserveInterestRateStrategyV2", SET_CURVE, [asset, curve]);
      await send(pool, "PoolInstance", "setConfiguration", [asset, [configuration(listing)]]);
      reserves.push({ asset, aToken, debtToken, source });
    }
    for (const [id, category] of CATEGORIES.entries()) {
      if (category === undefined) continue;
      const { ltv, liquidationThreshold, liquidationBonus, collateralBitmap, borrowableBitmap } = category;
      const terms = [ltv, liquidationThreshold, liquidationBonus, ""];
      await send(pool, "PoolInstance", "configureEModeCategory", [id, terms]);
      await send(pool, "PoolInstance", "configureEModeCategoryCollateralBitmap", [id, collateralBitmap]);
      await send(pool, "PoolInstance", "configureEModeCategoryBorrowableBitmap", [id, borrowableBitmap]);
    }
    const sources = reserves.map(({ source }) => source);
    const assets = reserves.map(({ asset }) => asset);
    const oracle = await deployer.deploy("AaveOracle", [
      provider,
      assets,
      sources,
      ZeroAddress,
      ZeroAddress,
      10n ** 8n,
    ]);
    await send(provider, "PoolAddressesProvider", "setPriceOracle", [oracle]);
    const flashBorrower = await deployer.deploy("MockFlashLoanSimpleReceiver", [provider]);
    return new Market(evm, deployer, { pool, provider, reserves, flashBorrower });
  }

  /** Lets one account cover deficits, as Aave's safety module does. */
  async appointUmbrella(address: string): Promise<void> {
    const id = encodeBytes32String("UMBRELLA");
    await this.#evm.send(this.#provider, this.#providerAbi.encodeFunctionData("setAddress", [id, address]));
  }

  /** Says of which collateral of a category the LTV is zero. */
  async setZeroLtv(category: number, bitmap: bigint): Promise<void> {
    const args = [category, bitmap];
    await this.#evm.send(
      this.pool,
      this.poolAbi.encodeFunctionData("configureEModeCategoryLtvzeroBitmap", args),
    );
  }

  async setPrice(reserve: number, price: bigint): Promise<void> {
    const source = this.reserves[reserve]?.source ?? ZeroAddress;
    await this.#evm.request("hardhat_setStorageAt", source, "0x0", toBeHex(price, 32));
  }
}
