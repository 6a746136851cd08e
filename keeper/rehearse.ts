/**
 * A fire drill on a private copy of the chain: every strategy of a vault is unwound to its end, as its vault would do it, and
 * what came back, what it cost and how many blocks it took is written down. So people know what leaving costs now, before they
 * must.
 */
import { Interface, toQuantity } from "ethers";
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readBlock } from "./block.ts";
import { revertOf } from "./revert.ts";

export interface StrategyRehearsal {
  readonly strategy: string;
  /** Units at redemption rate before, and what a full unwind was said to return. */
  readonly entryUnits: bigint;
  readonly exitUnits: bigint;
  /** Units that came back. */
  readonly realisedUnits: bigint;
  /** Units at exit value that could not be unwound now. */
  readonly leftUnits: bigint;
  /** What entry value lost of itself, scaled 1e9; of the part that came back. */
  readonly cost: number;
  readonly gasUsed: bigint;
  /** Blocks of twelve seconds. */
  readonly blocks: number;
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
]);

const RATIO = 1_000_000_000n;
const SLOT_SECONDS = 12;
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

async function unwind(fork: Eip1193, vault: string, strategy: string): Promise<StrategyRehearsal> {
  const view = (name: string) => read<bigint>(fork, strategy, STRATEGY, name);
  const idle = () => read<bigint>(fork, vault, interfaceOf("KeelVault"), "idleUnits");
  const entryUnits = await view("entryUnits");
  const exitUnits = await view("exitUnits");
  const before = await idle();
  let [left, gasUsed, blocks] = [exitUnits, 0n, 0];
  let stuckOn: string | undefined;
  while (left > exitUnits / DUST_PART && blocks < MOST_BLOCKS) {
    await announceSlot(fork);
    const limit = await view("withdrawLimit");
    left = await view("exitUnits");
    const units = limit < left ? limit : left;
    const sent = units === 0n ? "it lets nothing out now" : await withdraw(fork, vault, strategy, units);
    if (typeof sent === "string") {
      stuckOn = sent;
      break;
    }
    gasUsed += sent;
    blocks++;
    left = await view("exitUnits");
  }
  const realisedUnits = (await idle()) - before;
  const unwound = exitUnits === 0n ? 0n : (entryUnits * (exitUnits - left)) / exitUnits;
  const lost = unwound > realisedUnits ? unwound - realisedUnits : 0n;
  return {
    ...{ strategy, entryUnits, exitUnits, realisedUnits, leftUnits: left, gasUsed, blocks },
    cost: unwound === 0n ? 0 : Number((lost * RATIO) / unwound),
    seconds: blocks * SLOT_SECONDS,
    ...(stuckOn !== undefined && { stuckOn }),
  };
}

/** Interest runs until the block that unwinds: what is asked for must be what there is in it, at "pending". */
async function announceSlot(fork: Eip1193): Promise<void> {
  const { timestamp } = await readBlock(fork, "latest");
  await fork.request({ method: "evm_setNextBlockTimestamp", params: [timestamp + SLOT_SECONDS] });
}

/** @returns gas used, or why it would revert */
async function withdraw(
  fork: Eip1193,
  vault: string,
  strategy: string,
  units: bigint,
): Promise<bigint | string> {
  const data = STRATEGY.encodeFunctionData("withdraw", [units, 0n]);
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
