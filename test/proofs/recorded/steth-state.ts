// One state of Lido, written under the recorded code and built into the port, so that both can be asked the same.

import { encodeAbiParameters, type Hex, keccak256, numberToHex, toBytes } from "viem";
import { type Connection, RECORDED } from "./mainnet.ts";

export interface StethState {
  readonly totalShares: bigint;
  readonly depositedValidators: bigint;
  readonly beaconValidators: bigint;
  /** Balance of the visible validators, wei. Nothing is buffered until someone submits. */
  readonly beaconBalance: bigint;
  readonly holders: readonly { readonly account: Hex; readonly shares: bigint }[];
  /** Who reports as the oracle; stands in for the registry of node operators, too. */
  readonly oracle: Hex;
}

/** Where the fee goes; an account that nobody uses otherwise. */
export const TREASURY: Hex = "0x3e40D73EB977Dc6a537aF587D48316feE66E9C8c";
const INSURANCE_FUND: Hex = "0x8B3f33234ABD88493c0Cd28De33D583B70beDe35";
const FEE_BASIS_POINTS = 1_000n;
/** Packed stake limit: staking was resumed at block 1, and no limit is set. */
const UNLIMITED_STAKING = 1n;

export const setWord = async ({ provider }: Connection, account: Hex, slot: Hex, value: bigint) => {
  await provider.request({
    method: "hardhat_setStorageAt",
    params: [account, slot, numberToHex(value, { size: 32 })],
  });
};

/** The slot of `mapping(address => …)` at `slot`. */
const sharesSlot = (account: Hex): Hex =>
  keccak256(encodeAbiParameters([{ type: "address" }, { type: "uint256" }], [account, 0n]));

/** Lido keeps single values at the hash of their names. */
const named = (name: string): Hex => keccak256(toBytes(name));

export const writeRecordedSteth = async (connection: Connection, state: StethState): Promise<Hex> => {
  const values: Record<string, bigint> = {
    "lido.StETH.totalShares": state.totalShares,
    "lido.Lido.bufferedEther": 0n,
    "lido.Lido.depositedValidators": state.depositedValidators,
    "lido.Lido.beaconValidators": state.beaconValidators,
    "lido.Lido.beaconBalance": state.beaconBalance,
    "lido.Lido.stakeLimit": UNLIMITED_STAKING,
    "lido.Lido.fee": FEE_BASIS_POINTS,
    "lido.Lido.oracle": BigInt(state.oracle),
    "lido.Lido.nodeOperatorsRegistry": BigInt(state.oracle),
    "lido.Lido.treasury": BigInt(TREASURY),
    "lido.Lido.insuranceFund": BigInt(INSURANCE_FUND),
  };
  for (const [name, value] of Object.entries(values)) {
    await setWord(connection, RECORDED.steth, named(name), value);
  }
  for (const { account, shares } of state.holders) {
    await setWord(connection, RECORDED.steth, sharesSlot(account), shares);
  }
  return RECORDED.steth;
};

export const deployPortSteth = async ({ ethers }: Connection, state: StethState): Promise<Hex> => {
  const [deployer] = await ethers.getSigners();
  const port = await ethers.deployContract("LidoStETH", [
    state.oracle,
    TREASURY,
    deployer,
    state.totalShares,
    state.depositedValidators,
    state.beaconValidators,
    state.beaconBalance,
  ]);
  for (const { account, shares } of state.holders) await port.getFunction("transferShares")(account, shares);
  return (await port.getAddress()) as Hex;
};
