/**
 * A stable asset on the offline mainnet: listed by the lender's own configurator, traded for WETH in a genuine Uniswap v2
 * pair, and yielding in an ERC-4626 venue that lends it on. As `test/solidity/utils/LendingWorld.sol` sets it up.
 */
import { AbiCoder, Contract } from "ethers";
import { accounts, type Role } from "../../devnet/accounts.ts";
import { type Address, addressBook } from "../../devnet/addresses.ts";
import { aaveCreationCode, withArguments } from "../../devnet/genesis/package-artifacts.ts";
import type { DevnetProvider } from "../../devnet/provider.ts";
import type { RateCurve } from "../../strategies/kernels/aave/rate-curve.ts";
import { deployArtifact } from "./deploy-artifact.ts";

const UNIT = 1_000_000n;
const ETHER = 10n ** 18n;
const IMPLEMENTATION = "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc";

export interface StableMarket {
  readonly stable: Address;
  readonly pair: Address;
  readonly feed: Address;
  readonly venue: Address;
  /** The reserve's own rates; WETH's without them. */
  readonly curve?: RateCurve;
}

/** What the market is like when it opens; amounts in whole stable assets or whole ether. */
export interface Opening {
  readonly etherPrice: bigint;
  readonly pairEther: bigint;
  readonly supplied: bigint;
  readonly borrowed: bigint;
  readonly borrower: Role;
  readonly inVenue: bigint;
  readonly lentByVenue: bigint;
  /** Interest that the venue earns on what it lends, WAD a year. */
  readonly venueRate: bigint;
  readonly curve?: RateCurve;
}

const OPENING: Opening = {
  etherPrice: 2_800n,
  pairEther: 50_000n,
  supplied: 200_000_000n,
  borrowed: 80_000_000n,
  borrower: "borrowerWhale",
  inVenue: 50_000_000n,
  lentByVenue: 45_000_000n,
  venueRate: (6n * ETHER) / 100n,
};

const TOKEN = [
  "function transfer(address to, uint256 amount)",
  "function approve(address spender, uint256 amount)",
  "function deposit() payable",
];
const POOL = [
  "function getReserveData(address asset) view returns ((uint256 configuration, uint128 liquidityIndex, uint128 currentLiquidityRate, uint128 variableBorrowIndex, uint128 currentVariableBorrowRate, uint128 currentStableBorrowRate, uint40 lastUpdateTimestamp, uint16 id, address aTokenAddress, address stableDebtTokenAddress, address variableDebtTokenAddress, address interestRateStrategyAddress, uint128 accruedToTreasury, uint128 unbacked, uint128 isolationModeTotalDebt))",
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
  "function borrow(address asset, uint256 amount, uint256 mode, uint16 referralCode, address onBehalfOf)",
];
const CONFIGURATOR = [
  "function initReserves((address aTokenImpl, address stableDebtTokenImpl, address variableDebtTokenImpl, uint8 decimals, address rateStrategy, address asset, address treasury, address incentives, string aTokenName, string aTokenSymbol, string variableDebtTokenName, string variableDebtTokenSymbol, string stableDebtTokenName, string stableDebtTokenSymbol, bytes params)[])",
  "function setReserveBorrowing(address asset, bool enabled)",
  "function setReserveFactor(address asset, uint256 factor)",
];
const ORACLE = ["function setAssetSources(address[] assets, address[] sources)"];
const VENUE = ["function deposit(uint256 assets, address receiver)", "function lend(uint256 amount)"];

export async function openStableMarket(provider: DevnetProvider, opening = OPENING): Promise<StableMarket> {
  const { lenderWhale, owner, trader, liquidityProvider } = accounts;
  const send = (role: Role, to: string, abi: string[], name: string, args: unknown[], value = 0n) =>
    new Contract(to, abi, provider.signerOf(accounts[role])).getFunction(name).send(...args, { value });
  const create = (path: string, args: unknown[]) => deployArtifact(provider, path, args);

  const stable = await create("artifacts/contracts/devnet/StableToken.sol/StableToken.json", [
    lenderWhale,
    2_000_000_000n * UNIT,
  ]);
  const factory = await create("node_modules/@uniswap/v2-core/build/UniswapV2Factory.json", [owner]);
  const factoryAbi = ["function createPair(address, address) returns (address)"];
  const pair: Address = await new Contract(factory, factoryAbi, provider)
    .getFunction("createPair")
    .staticCall(addressBook.weth.address, stable);
  await send("owner", factory, factoryAbi, "createPair", [addressBook.weth.address, stable]);
  const ether = opening.pairEther * ETHER;
  await send("trader", addressBook.weth.address, TOKEN, "deposit", [], ether);
  await send("trader", addressBook.weth.address, TOKEN, "transfer", [pair, ether]);
  await send("lenderWhale", stable, TOKEN, "transfer", [pair, opening.pairEther * opening.etherPrice * UNIT]);
  await send("liquidityProvider", pair, ["function mint(address)"], "mint", [liquidityProvider]);
  const feed = await create("artifacts/contracts/devnet/PairEthFeed.sol/PairEthFeed.json", [
    pair,
    addressBook.weth.address,
    UNIT,
  ]);
  await send("transmitter", feed, ["function transmit()"], "transmit", []);

  const { curve, borrower } = opening;
  await listReserve(provider, { stable, feed, curve }, send);
  const pool = addressBook.aavePool.address;
  await send("lenderWhale", stable, TOKEN, "approve", [pool, 2n ** 255n]);
  await send("lenderWhale", pool, POOL, "supply", [stable, opening.supplied * UNIT, lenderWhale, 0]);
  await send(borrower, pool, POOL, "borrow", [stable, opening.borrowed * UNIT, 2, 0, accounts[borrower]]);

  const venue = await create("artifacts/contracts/devnet/YieldVenue.sol/YieldVenue.json", [
    stable,
    lenderWhale,
    opening.venueRate,
  ]);
  await send("lenderWhale", stable, TOKEN, "approve", [venue, 2n ** 255n]);
  await send("lenderWhale", venue, VENUE, "deposit", [opening.inVenue * UNIT, lenderWhale]);
  await send("lenderWhale", venue, VENUE, "lend", [opening.lentByVenue * UNIT]);
  await send("lenderWhale", stable, TOKEN, "transfer", [trader, 100_000_000n * UNIT]);
  return { stable, pair, feed, venue, ...(curve && { curve }) };
}

type Send = (role: Role, to: string, abi: string[], name: string, args: unknown[]) => Promise<unknown>;

interface Listing {
  readonly stable: string;
  readonly feed: string;
  /** Rates of its own; WETH's without them. */
  readonly curve: RateCurve | undefined;
}

/** With the implementations of WETH's reserve. */
async function listReserve(
  provider: DevnetProvider,
  { stable, feed, curve }: Listing,
  send: Send,
): Promise<void> {
  const weth = addressBook.weth.address;
  const ofWeth = await new Contract(addressBook.aavePool.address, POOL, provider).getFunction(
    "getReserveData",
  )(weth);
  const implementation = async (proxy: string) => {
    const word = await provider.getStorage(proxy, IMPLEMENTATION);
    return AbiCoder.defaultAbiCoder().decode(["address"], word)[0];
  };
  const reserve = [
    await implementation(ofWeth.aTokenAddress),
    await implementation(ofWeth.stableDebtTokenAddress),
    await implementation(ofWeth.variableDebtTokenAddress),
    6,
    curve === undefined ? ofWeth.interestRateStrategyAddress : await deployCurve(provider, curve),
    stable,
    accounts.owner,
    "0x0000000000000000000000000000000000000000",
    ...[
      "aEthSTB",
      "aEthSTB",
      "variableDebtEthSTB",
      "variableDebtEthSTB",
      "stableDebtEthSTB",
      "stableDebtEthSTB",
    ],
    "0x10",
  ];
  const configurator = addressBook.aavePoolConfigurator.address;
  await send("builder", configurator, CONFIGURATOR, "initReserves", [[reserve]]);
  await send("builder", configurator, CONFIGURATOR, "setReserveBorrowing", [stable, true]);
  await send("builder", configurator, CONFIGURATOR, "setReserveFactor", [stable, 1_000]);
  await send("builder", addressBook.aaveOracle.address, ORACLE, "setAssetSources", [[stable], [feed]]);
}

/** The lender's own curve, without its stable rates. */
async function deployCurve(
  provider: DevnetProvider,
  { optimalUsageRatio, baseRate, slope1, slope2 }: RateCurve,
): Promise<Address> {
  const values = [optimalUsageRatio, baseRate, slope1, slope2, 0n, 0n, 0n, 0n, 0n];
  const code = withArguments(
    aaveCreationCode("protocol/pool/DefaultReserveInterestRateStrategy"),
    ["address", ...values.map(() => "uint256")],
    [addressBook.aavePoolAddressesProvider.address, ...values],
  );
  const sent = await provider.signerOf(accounts.builder).sendTransaction({ data: code });
  return (await sent.wait())?.contractAddress as Address;
}
