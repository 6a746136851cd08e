/** What `keel status` shows: the vault and its strategies as of one block. */
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Deployment } from "../deploy/records.ts";
import { accounts, roles } from "../devnet/accounts.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readAll } from "../devnet/multicall.ts";
import { type Block, readBlock } from "../keeper/block.ts";
import { readStrategies, type StrategyView } from "./strategies/read-strategies.ts";

export interface Holder {
  readonly address: string;
  /** Among the development accounts, if it is one. */
  readonly role?: string;
  readonly shares: bigint;
  /** What leaving now pays, stETH wei. */
  readonly exitAssets: bigint;
}

export interface VaultView {
  readonly name: string;
  readonly address: string;
  /** stETH wei. */
  readonly entryAssets: bigint;
  readonly exitAssets: bigint;
  readonly idleAssets: bigint;
  /** What unwinding everything now would cost, stETH wei. */
  readonly exitCost: bigint;
  readonly supply: bigint;
  /** stETH wei that one whole share is worth at entry value and at exit value. */
  readonly entryPerShare: bigint;
  readonly exitPerShare: bigint;
  readonly entriesOpen: boolean;
  readonly holders: readonly Holder[];
}

export interface View {
  readonly block: Block;
  readonly vault: VaultView;
  readonly strategies: readonly StrategyView[];
  /** ETH per unit that Lido redeems, WAD. */
  readonly redemptionRate: bigint;
}

const WAD = 10n ** 18n;

export async function readView(rpc: Eip1193, { contracts, block: since }: Deployment): Promise<View> {
  const block = await readBlock(rpc, "latest");
  const tag = { blockHash: block.hash };
  const vault = (name: string, args: readonly unknown[] = []) => ({
    to: contracts.vault,
    abi: interfaceOf("KeelVault"),
    name,
    args,
  });
  const adapter = (units: bigint) => ({
    to: contracts.adapter,
    abi: interfaceOf("StethAdapter"),
    name: "toAssets",
    args: [units],
  });
  const [name, supply, entriesOpen, entryUnits, exitUnits, idleUnits, entryPerShare, exitPerShare, reading] =
    await readAll(
      rpc,
      [
        vault("name"),
        vault("totalSupply"),
        vault("entriesOpen"),
        vault("entryUnits"),
        vault("exitUnits"),
        vault("idleUnits"),
        vault("convertToAssets", [WAD]),
        vault("previewRedeem", [WAD]),
        { to: contracts.prices, abi: interfaceOf("StethPrices"), name: "read" },
      ],
      tag,
    );
  const amounts = [adapter(entryUnits), adapter(exitUnits), adapter(idleUnits)];
  type Amounts = [entry: bigint, exit: bigint, idle: bigint];
  const [entryAssets, exitAssets, idleAssets] = (await readAll(rpc, amounts, tag)) as Amounts;
  return {
    block,
    vault: {
      name,
      address: contracts.vault,
      entryAssets,
      exitAssets,
      idleAssets,
      exitCost: entryAssets - exitAssets,
      supply,
      entryPerShare,
      exitPerShare,
      entriesOpen,
      holders: await holdersOf(rpc, contracts.vault, since, block),
    },
    strategies: await readStrategies(rpc, contracts.vault, tag),
    redemptionRate: reading.redemptionRate,
  };
}

/** Everyone who ever received shares and still has some, the largest first. */
async function holdersOf(rpc: Eip1193, vault: string, since: number, block: Block): Promise<Holder[]> {
  const abi = interfaceOf("KeelVault");
  const filter = {
    address: vault,
    topics: abi.encodeFilterTopics("Transfer", []),
    fromBlock: `0x${since.toString(16)}`,
    toBlock: `0x${block.number.toString(16)}`,
  };
  const logs: { topics: string[]; data: string }[] = await rpc.request({
    method: "eth_getLogs",
    params: [filter],
  });
  const receivers = [...new Set(logs.map((log) => abi.parseLog(log)?.args.to as string))];
  const tag = { blockHash: block.hash };
  const read = (name: string) => (argument: unknown) => ({ to: vault, abi, name, args: [argument] });
  const shares: bigint[] = await readAll(rpc, receivers.map(read("balanceOf")), tag);
  const worth: bigint[] = await readAll(rpc, shares.map(read("previewRedeem")), tag);
  return receivers
    .map((address, index): Holder => {
      const role = roles.find((name) => accounts[name] === address);
      const amounts = { shares: shares[index] ?? 0n, exitAssets: worth[index] ?? 0n };
      return { address, ...(role === undefined ? {} : { role }), ...amounts };
    })
    .filter((holder) => holder.shares > 0n)
    .sort((a, b) => (a.shares < b.shares ? 1 : -1));
}
