/**
 * The address book: every contract of mainnet that Keel speaks to, where it is, what it is, and how far the offline
 * mainnet's copy of it can be trusted. The offline mainnet and a fork have the same addresses, so this is the one source
 * for both.
 */

export type Address = `0x${string}`;

/**
 * How the offline mainnet's contract compares with the one that mainnet runs.
 * - `genuine`: the protocol's own code as a package carries it, though not always compiled to mainnet's very bytes
 * - `proven`: a port that equals recorded mainnet code to the wei
 * - `checked`: a port that equals published vectors and a second implementation
 * - `unproven`: neither
 * - `devnet`: no contract of mainnet; the offline mainnet needs it, a fork does not have it
 */
export type Grade = "genuine" | "proven" | "checked" | "unproven" | "devnet";

export interface Place {
  readonly address: Address;
  readonly grade: Grade;
  readonly what: string;
}

export const addressBook = {
  weth: {
    address: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
    grade: "genuine",
    what: "WETH9",
  },
  stETH: {
    address: "0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84",
    grade: "proven",
    what: "Lido stETH, as of 2022",
  },
  wstETH: {
    address: "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0",
    grade: "unproven",
    what: "Lido wstETH",
  },
  curvePool: {
    address: "0xDC24316b9AE028F1497c275EB9192a3Ea0f67022",
    grade: "proven",
    what: "Curve ETH/stETH pool",
  },
  curveToken: {
    address: "0x06325440D014e39736583c165C2963BA99fAf14E",
    grade: "unproven",
    what: "Curve ETH/stETH pool token (steCRV)",
  },
  curveFactory: {
    address: "0xB9fC157394Af804a3578134A6585C0dc9cc990d4",
    grade: "devnet",
    what: "Curve pool factory: has no pools, and names its admin",
  },
  stethEthFeed: {
    address: "0x86392dC19c0b719886221c78AB11eb8Cf5c52812",
    grade: "devnet",
    what: "stETH/ETH feed: stores the pool's own price when anyone transmits",
  },
  wstethEthSource: {
    address: "0xB402a8DaFB859afd857AA122ad9af9087801E9F5",
    grade: "devnet",
    what: "wstETH/ETH price that the lender reads: the feed times stETH per wstETH",
  },
  aavePoolAddressesProvider: {
    address: "0x2f39d218133AFaB8F2B819B1066c7E434Ad94E9e",
    grade: "genuine",
    what: "Aave v3 PoolAddressesProvider",
  },
  aavePool: {
    address: "0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2",
    grade: "genuine",
    what: "Aave v3 Pool (proxy)",
  },
  aavePoolConfigurator: {
    address: "0x64b761D848206f447Fe2dd461b0c635Ec39EbB27",
    grade: "genuine",
    what: "Aave v3 PoolConfigurator (proxy)",
  },
  aaveAclManager: {
    address: "0xc2aaCf6553D20d1e9d78E365AAba8032af9c85b0",
    grade: "genuine",
    what: "Aave v3 ACLManager",
  },
  aaveOracle: {
    address: "0x54586bE62E3c3580375aE3723C145253060Ca0C2",
    grade: "genuine",
    what: "AaveOracle",
  },
  aaveProtocolDataProvider: {
    address: "0x7B4EB56E7CD4b454BA8ff71E4518426369a138a3",
    grade: "genuine",
    what: "AaveProtocolDataProvider",
  },
  aWETH: {
    address: "0x4d5F47FA6A74757f35C14fD3a6Ef8E3C9BC514E8",
    grade: "genuine",
    what: "Aave v3 aToken of WETH (proxy)",
  },
  variableDebtWETH: {
    address: "0xeA51d7853EEFb32b6ee06b1C12E6dcCA88Be0fFE",
    grade: "genuine",
    what: "Aave v3 variable debt of WETH (proxy)",
  },
  aWstETH: {
    address: "0x0B925eD163218f6662a35e0f0371Ac234f9E9371",
    grade: "genuine",
    what: "Aave v3 aToken of wstETH (proxy)",
  },
  variableDebtWstETH: {
    address: "0xC96113eED8cAB59cD8A66813bCB0cEb29F06D2e4",
    grade: "genuine",
    what: "Aave v3 variable debt of wstETH (proxy)",
  },
  balancerVault: {
    address: "0xBA12222222228d8Ba445958a75a0704d566BF2C8",
    grade: "genuine",
    what: "Balancer v2 Vault",
  },
  balancerFeesCollector: {
    address: "0xce88686553686DA562CE7Cea497CE749DA109f9F",
    grade: "genuine",
    what: "Balancer v2 ProtocolFeesCollector",
  },
  symbioticVaultFactory: {
    address: "0xAEb6bdd95c502390db8f52c8909F703E9Af6a346",
    grade: "genuine",
    what: "Symbiotic VaultFactory",
  },
  symbioticDelegatorFactory: {
    address: "0x985Ed57AF9D475f1d83c1c1c8826A0E5A34E8C7B",
    grade: "genuine",
    what: "Symbiotic DelegatorFactory: network-restake delegators",
  },
  symbioticSlasherFactory: {
    address: "0x685c2eD7D59814d2a597409058Ee7a92F21e48Fd",
    grade: "genuine",
    what: "Symbiotic SlasherFactory: instant slashers",
  },
  symbioticNetworkRegistry: {
    address: "0xC773b1011461e7314CF05f97d95aa8e92C1Fd8aA",
    grade: "genuine",
    what: "Symbiotic NetworkRegistry",
  },
  symbioticNetworkMiddlewareService: {
    address: "0xD7dC9B366c027743D90761F71858BCa83C6899Ad",
    grade: "genuine",
    what: "Symbiotic NetworkMiddlewareService",
  },
  symbioticOperatorRegistry: {
    address: "0xAd817a6Bc954F678451A71363f04150FDD81Af9F",
    grade: "genuine",
    what: "Symbiotic OperatorRegistry",
  },
  symbioticOperatorVaultOptIn: {
    address: "0xb361894bC06cbBA7Ea8098BF0e32EB1906A5F891",
    grade: "genuine",
    what: "Symbiotic OptInService: operators to vaults",
  },
  symbioticOperatorNetworkOptIn: {
    address: "0x7133415b33B438843D581013f98A08704316633c",
    grade: "genuine",
    what: "Symbiotic OptInService: operators to networks",
  },
  symbioticVaultConfigurator: {
    address: "0x29300b1d3150B4E2b12fE80BE72f365E200441EC",
    grade: "genuine",
    what: "Symbiotic VaultConfigurator",
  },
  symbioticStakerRewardsFactory: {
    address: "0xFEB871581C2ab2e1EEe6f7dDC7e6246cFa087A23",
    grade: "genuine",
    what: "Symbiotic DefaultStakerRewardsFactory",
  },
  multicall3: {
    address: "0xcA11bde05977b3631167028862bE2a173976CA11",
    grade: "genuine",
    what: "Multicall3",
  },
} as const satisfies Record<string, Place>;

export type PlaceName = keyof typeof addressBook;

export const placeNames = Object.keys(addressBook) as PlaceName[];

/** Contracts of mainnet that came after the offline mainnet's genesis: a fork has them, and a test may put a port there. */
export const laterPlaces = {
  /** Lido's withdrawal queue; May 2023. */
  lidoWithdrawalQueue: "0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1",
} as const satisfies Record<string, Address>;

/** Addresses of mainnet that hold a right or receive a fee, and need no code for it. */
export const parties = {
  /** Lido's oracle, which alone may report the beacon chain's balance. */
  lidoOracle: "0x442af784A788A5bd6F42A01Ebe9F287a871243fb",
  /** Lido's treasury, which receives its part of the staking fee. */
  lidoTreasury: "0x3e40D73EB977Dc6a537aF587D48316feE66E9C8c",
  /** Aave's collector, which receives the reserve factor. */
  aaveCollector: "0x464C71f6c2F760DdA6093dCB91C24c39e5d6e18c",
  /** Balancer's authorizer; the copy of the vault needs its address alone. */
  balancerAuthorizer: "0xA331D84eC860Bf466b4CdCcFb4aC09a1B43F3aE6",
} as const satisfies Record<string, Address>;
