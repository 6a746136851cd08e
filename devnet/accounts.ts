/**
 * The people of the offline mainnet: who acts in its market and under which of Hardhat's public development keys.
 * Everybody knows these keys. A signature that one of them makes here is valid on Ethereum too, so they must never hold
 * anything there.
 */
import { HDNodeWallet, Mnemonic } from "ethers";

/** Hardhat's and Foundry's default development mnemonic. */
export const DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk";

/** Each role and its address; the place in this list is the account's index below `m/44'/60'/0'/0`. */
export const accounts = {
  /** Deploys Keel and owns what it deployed. */
  owner: "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
  /** Keeps the vault within its bands. */
  keeper: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  /** Depositors. */
  alice: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  bob: "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
  carol: "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
  /** Swaps in the Curve pool. */
  trader: "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
  /** Adds liquidity to the Curve pool and removes it. */
  liquidityProvider: "0x976EA74026E726554dB657fA54763abd0C3a0aa9",
  /** Supplies WETH to Aave. */
  lenderWhale: "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955",
  /** Borrows WETH from Aave against wstETH. */
  borrowerWhale: "0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f",
  /** Calls `transmit()` of the stETH/ETH feed. */
  transmitter: "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720",
  /** Deployed and administers what stands in for mainnet's protocols; takes no part in the market. */
  builder: "0xBcd4042DE499D14e55001CcbB24a551F3b954096",
} as const;

export type Role = keyof typeof accounts;

export const roles = Object.keys(accounts) as Role[];

/** The role's signing key; deriving it takes some milliseconds, so keep what this returns. */
export function walletOf(role: Role): HDNodeWallet {
  const mnemonic = Mnemonic.fromPhrase(DEVELOPMENT_MNEMONIC);
  return HDNodeWallet.fromMnemonic(mnemonic, `m/44'/60'/0'/0/${roles.indexOf(role)}`);
}
