/**
 * A step's plan as transactions: what Lido's oracle, the liquidity provider, the trader and the two large accounts at the
 * lender send so that the market stands where the tape says, and then the two observers, the feed's and Keel's own.
 */
import { Interface, type TransactionRequest } from "ethers";
import type { StepPlan } from "../../backtest/tape/step-plan.ts";
import { ETH } from "../../strategies/kernels/curve/steth-pool.ts";
import { accounts } from "../accounts.ts";
import { type Address, addressBook, laterPlaces, parties } from "../addresses.ts";

export type Sent = TransactionRequest & { readonly from: string };

const { aavePool, curvePool, stETH, stethEthFeed, weth } = addressBook;
const VARIABLE_RATE = 2;

const abi = new Interface([
  "function approve(address, uint256)",
  "function handleOracleReport(uint256 validators, uint256 balance)",
  "function finalize(uint256 lastRequestId, uint256 maxShareRate) payable",
  "function add_liquidity(uint256[2], uint256) payable",
  "function remove_liquidity(uint256, uint256[2])",
  "function exchange(int128, int128, uint256, uint256) payable",
  "function deposit() payable",
  "function supply(address, uint256, address, uint16)",
  "function borrow(address, uint256, uint256, uint16, address)",
  "function repay(address, uint256, uint256, address)",
  "function transmit()",
  "function poke()",
]);

const call = (from: string, to: Address, name: string, args: unknown[] = [], value = 0n): Sent => ({
  from,
  to,
  value,
  data: abi.encodeFunctionData(name, args),
});

/** What Lido's oracle reported last. */
export interface BeaconState {
  readonly validators: bigint;
  readonly balance: bigint;
}

/** Sent once, before the first step: who may take whose tokens. */
export function allowances(): Sent[] {
  const everything = (1n << 256n) - 1n;
  const allow = (from: string, token: Address, spender: Address) =>
    call(from, token, "approve", [spender, everything]);
  return [
    allow(accounts.liquidityProvider, stETH.address, curvePool.address),
    allow(accounts.trader, stETH.address, curvePool.address),
    allow(accounts.lenderWhale, weth.address, aavePool.address),
    allow(accounts.borrowerWhale, weth.address, aavePool.address),
  ];
}

/** The world's part of a step, in the block's order. `prices` is Keel's price contract. */
export function stepTransactions(plan: StepPlan, beacon: BeaconState, prices: Address): Sent[] {
  const { transmitter } = accounts;
  return [
    ...report(plan, beacon),
    ...finalization(plan),
    ...liquidity(plan),
    ...trade(plan),
    ...lenderWhale(plan),
    ...borrowerWhale(plan),
    call(transmitter, stethEthFeed.address, "transmit"),
    call(transmitter, prices, "poke"),
  ];
}

function report({ lidoReport }: StepPlan, { validators, balance }: BeaconState): Sent[] {
  if (lidoReport === undefined) return [];
  const args = [validators, balance + lidoReport.rewards];
  return [call(parties.lidoOracle, stETH.address, "handleOracleReport", args)];
}

/** Lido's part is the trader's, who has the ether. */
function finalization({ finalization: paid }: StepPlan): Sent[] {
  if (paid === undefined) return [];
  const args = [paid.lastId, paid.maxShareRate];
  return [call(accounts.trader, laterPlaces.lidoWithdrawalQueue, "finalize", args, paid.ether)];
}

function liquidity({ liquidity: moved }: StepPlan): Sent[] {
  if (moved === undefined) return [];
  const from = accounts.liquidityProvider;
  if (moved.kind === "remove") {
    return [call(from, curvePool.address, "remove_liquidity", [moved.lpAmount, [0n, 0n]])];
  }
  const { ether, steth } = moved;
  return [call(from, curvePool.address, "add_liquidity", [[ether, steth], 0n], ether)];
}

function trade({ trade: sold }: StepPlan): Sent[] {
  if (sold === undefined) return [];
  const { coin, dx } = sold;
  const args = [coin, 1 - coin, dx, 0n];
  return [call(accounts.trader, curvePool.address, "exchange", args, coin === ETH ? dx : 0n)];
}

function lenderWhale({ lenderWhale: deed }: StepPlan): Sent[] {
  if (deed === undefined) return [];
  const from = accounts.lenderWhale;
  return [
    call(from, weth.address, "deposit", [], deed.amount),
    call(from, aavePool.address, "supply", [weth.address, deed.amount, from, 0]),
  ];
}

function borrowerWhale({ borrowerWhale: deed }: StepPlan): Sent[] {
  if (deed === undefined) return [];
  const from = accounts.borrowerWhale;
  const args =
    deed.kind === "borrow"
      ? [weth.address, deed.amount, VARIABLE_RATE, 0, from]
      : [weth.address, deed.amount, VARIABLE_RATE, from];
  return [call(from, aavePool.address, deed.kind, args)];
}
