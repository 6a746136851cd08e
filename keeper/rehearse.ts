/**
 * A fire drill on a private copy of the chain: every strategy of a vault is unwound to its end, as its vault would do it, at once as
 * far as that goes and the rest by its slow way out, and what came back, what it cost and how long it took is written down. So
 * people know what leaving costs now, before they must.
 */
import { Interface, toQuantity } from "ethers";
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { least } from "../strategies/kernels/math/extremes.ts";
import { readBlock } from "./block.ts";
import { revertOf } from "./revert.ts";

export interface StrategyRehearsal {
  readonly strategy: string;
  /** Units at redemption rate before, and what a full unwind was said to return. */
  readonly entryUnits: bigint;
  readonly exitUnits: bigint;
  /** Units that came back. */
  readonly realisedUnits: bigint;
  /** Those among them that came back by the slow way out. */
  readonly slowUnits: bigint;
  /** Units at exit value that could not be unwound. */
  readonly leftUnits: bigint;
  /** What entry value lost of itself, scaled 1e9; of the part that came back. */
  readonly cost: number;
  readonly gasUsed: bigint;
  /** Transactions, each in a block of its own. */
  readonly blocks: number;
  /** Until the last of it was back. */
  readonly seconds: number;
  /** Why the rest could not be unwound, in the contract's words. */
  readonly stuckOn?: string;
}

export interface VaultRehearsal {
  readonly vault: string;
  readonly block: number;
  readonly strategies: readonly StrategyRehearsal[];
}

const STRATEGY = new Interface([
  "function entryUnits() view returns (uint256)",
  "function exitUnits() view returns (uint256)",
  "function withdrawLimit() view returns (uint256)",
  "function withdraw(uint256 units, uint256 minUnits) returns (uint256 realised)",
  "function startExit(uint256 units) returns (uint256 started)",
  "function finishExit() returns (uint256 units)",
  "function exitingUnits() view returns (uint256)",
]);

const RATIO = 1_000_000_000n;
const SLOT_SECONDS = 12;
const DAY = 86_400;
/** A slow way out that takes longer counts as stuck. */
const MOST_DAYS = 60;
const GAS = 10_000_000n;
const POCKET_MONEY = 10n ** 20n;
/** Unwinding in parts ends here: an hour of blocks. */
const MOST_BLOCKS = 300;
/** What is left of a position and not worth a block: a billionth. */
const DUST_PART = 1_000_000_000n;

/** @param fork a chain of one's own that mines each transaction at once; it is used up */
export async function rehearse(fork: Eip1193, vault: string): Promise<VaultRehearsal> {
  const { number } = await readBlock(fork, "latest");
  await fork.request({ method: "hardhat_impersonateAccount", params: [vault] });
  await fork.request({ method: "hardhat_setBalance", params: [vault, toQuantity(POCKET_MONEY)] });
  await fork.request({ method: "hardhat_setNextBlockBaseFeePerGas", params: ["0x0"] });
  const strategies: StrategyRehearsal[] = [];
  for (const strategy of await read<string[]>(fork, vault, interfaceOf("KeelVault"), "strategies"))
    strategies.push(await unwind(fork, vault, strategy));
  return { vault, block: number, strategies };
}

interface Unwinding {
  readonly fork: Eip1193;
  readonly vault: string;
  readonly strategy: string;
  readonly gasUsed: bigint;
  readonly blocks: number;
  readonly seconds: number;
  readonly stuckOn?: string | undefined;
}

async function unwind(fork: Eip1193, vault: string, strategy: string): Promise<StrategyRehearsal> {
  const view = (name: string) => read<bigint>(fork, strategy, STRATEGY, name);
  const idle = () => read<bigint>(fork, vault, interfaceOf("KeelVault"), "idleUnits");
  const entryUnits = await view("entryUnits");
  const exitUnits = await view("exitUnits");
  const before = await idle();
  const start = { fork, vault, strategy, gasUsed: 0n, blocks: 0, seconds: 0 };
  const atOnce = await leaveAtOnce(start, exitUnits / DUST_PART);
  const quickly = (await idle()) - before;
  const { gasUsed, blocks, seconds, stuckOn } = await leaveSlowly(atOnce, exitUnits / DUST_PART);
  const realisedUnits = (await idle()) - before;
  const unwound = entryUnits - (await view("entryUnits"));
  const lost = unwound > realisedUnits ? unwound - realisedUnits : 0n;
  return {
    ...{ strategy, entryUnits, exitUnits, realisedUnits, slowUnits: realisedUnits - quickly },
    leftUnits: await view("exitUnits"),
    cost: unwound === 0n ? 0 : Number((lost * RATIO) / unwound),
    ...{ gasUsed, blocks, seconds },
    ...(stuckOn !== undefined && { stuckOn }),
  };
}

/** Withdraws as much as the strategy lets out, block after block, until less than `dust` is left or it lets nothing out. */
async function leaveAtOnce(start: Unwinding, dust: bigint): Promise<Unwinding> {
  const { fork, strategy } = start;
  const view = (name: string) => read<bigint>(fork, strategy, STRATEGY, name);
  let so = start;
  while ((await view("exitUnits")) > dust && so.blocks < MOST_BLOCKS) {
    await announce(fork, SLOT_SECONDS);
    const limit = await view("withdrawLimit");
    const left = await view("exitUnits");
    const units = least(limit, left);
    if (units <= dust) return { ...so, stuckOn: "it lets nothing out now" };
    const sent = await send(so, "withdraw", [units, 0n]);
    if (typeof sent === "string") return { ...so, stuckOn: sent };
    so = { ...so, gasUsed: so.gasUsed + sent, blocks: so.blocks + 1, seconds: so.seconds + SLOT_SECONDS };
  }
  return so;
}

/** Starts the slow way out, where there is one, for what is left, and asks day after day for what has matured. */
async function leaveSlowly(start: Unwinding, dust: bigint): Promise<Unwinding> {
  const { fork, strategy } = start;
  const view = (name: string) => read<bigint>(fork, strategy, STRATEGY, name);
  const left = await view("exitUnits");
  if (left <= dust || !(await isSlow(fork, strategy))) return start;
  const begun = await send(start, "startExit", [left]);
  if (typeof begun === "string") return { ...start, stuckOn: begun };
  let so: Unwinding = { ...start, gasUsed: start.gasUsed + begun, blocks: start.blocks + 1 };
  for (let day = 0; day < MOST_DAYS; day++) {
    if ((await view("exitingUnits")) <= dust)
      return { ...so, stuckOn: (await view("exitUnits")) <= dust ? undefined : start.stuckOn };
    await announce(fork, DAY);
    const sent = await send(so, "finishExit", []);
    if (typeof sent === "string") return { ...so, stuckOn: sent };
    so = { ...so, gasUsed: so.gasUsed + sent, blocks: so.blocks + 1, seconds: so.seconds + DAY };
  }
  return { ...so, stuckOn: `its slow way out is not over after ${MOST_DAYS} days` };
}

async function isSlow(fork: Eip1193, strategy: string): Promise<boolean> {
  try {
    await read<bigint>(fork, strategy, STRATEGY, "exitingUnits");
    return true;
  } catch {
    return false;
  }
}

/** Interest runs until the block that unwinds: what is asked for must be what there is in it, at "pending". */
async function announce(fork: Eip1193, seconds: number): Promise<void> {
  const { timestamp } = await readBlock(fork, "latest");
  await fork.request({ method: "evm_setNextBlockTimestamp", params: [timestamp + seconds] });
}

/** @returns gas used, or why it would revert */
async function send(
  { fork, vault, strategy }: Unwinding,
  name: string,
  args: readonly unknown[],
): Promise<bigint | string> {
  const data = STRATEGY.encodeFunctionData(name, args);
  const call = { from: vault, to: strategy, data, gas: toQuantity(GAS) };
  try {
    await fork.request({ method: "eth_call", params: [call, "pending"] });
  } catch (error) {
    const revert = revertOf(error);
    if (revert === undefined) throw error;
    return revert.text;
  }
  const hash = await fork.request({ method: "eth_sendTransaction", params: [{ ...call, gasPrice: "0x0" }] });
  const receipt = await fork.request({ method: "eth_getTransactionReceipt", params: [hash] });
  return receipt.status === "0x1" ? BigInt(receipt.gasUsed) : "it reverted although it had passed";
}

async function read<T>(fork: Eip1193, to: string, abi: Interface, name: string): Promise<T> {
  const call = { to, data: abi.encodeFunctionData(name) };
  const answer = await fork.request({ method: "eth_call", params: [call, "pending"] });
  return abi.decodeFunctionResult(name, answer)[0];
}
