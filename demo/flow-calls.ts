/** What depositors and leavers send to a vault, and what its receipts say became of it. */
import { Interface, type TransactionReceipt } from "ethers";
import type { Flow } from "../backtest/engine/flows.ts";
import type { FlowRecord } from "../backtest/result.ts";
import { interfaceOf } from "../contracts/artifacts.ts";
import { accounts, type Role } from "../devnet/accounts.ts";
import { type Address, addressBook } from "../devnet/addresses.ts";
import type { Sent } from "../devnet/player/step-transactions.ts";

const EVERYTHING = (1n << 256n) - 1n;

const calls = new Interface([
  "function approve(address, uint256)",
  "function deposit(uint256 assets, address receiver)",
  "function redeem(uint256 shares, address receiver, address owner, uint256 minAssets)",
]);

const addressOf = ({ who }: Flow): Address => accounts[who as Role];

/** Lets the vault take the stETH of everyone who deposits. */
export function approvals(flows: readonly Flow[], vault: Address): Sent[] {
  const depositors = new Set(flows.filter(({ kind }) => kind === "deposit").map(addressOf));
  const data = calls.encodeFunctionData("approve", [vault, EVERYTHING]);
  return [...depositors].map((from) => ({ from, to: addressBook.stETH.address, data }));
}

/** @param held vault shares that the flow's account has */
export function flowCall(flow: Flow, vault: Address, held: bigint): Sent {
  const from = addressOf(flow);
  if (flow.kind === "deposit") {
    return { from, to: vault, data: calls.encodeFunctionData("deposit", [flow.assets, from]) };
  }
  const shares = flow.shares === "all" ? held : flow.shares;
  const data = calls.encodeFunctionData("redeem", [shares, from, from, flow.minAssets]);
  return { from, to: vault, data };
}

/** @param refused the vault's error where the transaction reverted */
export function flowRecord(flow: Flow, receipt: TransactionReceipt, refused: string): FlowRecord {
  const { time, who, kind } = flow;
  const vault = interfaceOf("KeelVault");
  const event = receipt.logs
    .filter(({ address }) => address.toLowerCase() === receipt.to?.toLowerCase())
    .map((log) => vault.parseLog(log))
    .find((parsed) => parsed?.name === (kind === "deposit" ? "Deposit" : "Withdraw"));
  if (event == null) return { time, who, kind, assets: 0n, shares: 0n, refused };
  return { time, who, kind, assets: event.args.assets, shares: event.args.shares };
}
