/**
 * Finds what there is to look after, so that nobody need list it: a vault's strategies with the kind of each, its exit queue, and
 * what a stranger's position borrows.
 */
import { Interface, ZeroAddress } from "ethers";
import { type ContractName, interfaceOf } from "../contracts/artifacts.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { type Read, readAll, readGroups } from "../devnet/multicall.ts";
import { KeelError } from "../errors/keel-error.ts";
import type { StrategyKind, Watched, WatchedStranger, WatchedStrategy } from "./watched.ts";

/** A getter that no other kind has: who answers it is of this kind. */
const SIGNS: readonly (readonly [StrategyKind, ContractName, string])[] = [
  ["leveraged-loop", "LeveragedLoopStrategy", "held"],
  ["lending", "LendingStrategy", "stableRoute"],
  ["curve-lp", "StethCurveLp", "gauge"],
  ["restaking", "SymbioticStrategy", "haircut"],
];

const TOKEN = new Interface(["function decimals() view returns (uint8)"]);
const LENDER = new Interface([
  "function ADDRESSES_PROVIDER() view returns (address)",
  "function getPriceOracle() view returns (address)",
]);

export interface VaultSetting {
  readonly vault: string;
  /** Whose prices are looked at; those of its first loop without it. */
  readonly prices?: string | undefined;
}

export interface Discovered {
  readonly watched: readonly Watched[];
  /** Strategies of a kind that this keeper does not know. */
  readonly unknown: readonly string[];
}

/** @throws where the vault cannot be read */
export async function discoverVault(rpc: Eip1193, { vault, prices }: VaultSetting): Promise<Discovered> {
  const ofVault = (name: string) => ({ to: vault, abi: interfaceOf("KeelVault"), name });
  const reads = ["strategies", "exitQueue", "adapter"].map(ofVault);
  const [addresses, queue, adapter] = await readAll(rpc, reads, "latest");
  const found = await Promise.all([...addresses].map((address: string) => signsOf(rpc, address)));
  const exitQueue: string | undefined = queue === ZeroAddress ? undefined : queue;
  const priced = prices ?? found.find(({ prices: own }) => own !== undefined)?.prices;
  const strategies = found.flatMap(({ kind, address, venueYield }): WatchedStrategy[] =>
    kind === undefined ? [] : [{ kind, vault, strategy: address, prices: priced, exitQueue, venueYield }],
  );
  const queues: Watched[] =
    exitQueue === undefined
      ? []
      : [{ kind: "exit-queue", vault, exitQueue, adapter, strategies: found.map(waysOut) }];
  const unknown = found.filter(({ kind }) => kind === undefined).map(({ address }) => address);
  return { watched: [...strategies, ...queues], unknown };
}

/** @param payer who would repay @throws KEEL_NO_AUCTION where the position has no ripcord that the keeper knows */
export async function discoverStranger(
  rpc: Eip1193,
  strategy: string,
  payer: string,
): Promise<WatchedStranger> {
  const { kind } = await signsOf(rpc, strategy);
  if (kind !== "leveraged-loop" && kind !== "lending") {
    throw new KeelError(
      "KEEL_NO_AUCTION",
      `there is no loop and no lending position at ${strategy}`,
      "Name the address of the strategy, not of its vault, in keeper.strangers",
    );
  }
  const loan = { to: strategy, ...LOANS[kind] };
  const pool = { to: strategy, abi: interfaceOf("LendingStrategy"), name: "pool" };
  const [token, lender] = await readAll(rpc, [loan, pool], "latest");
  const [decimals, provider] = await readAll(
    rpc,
    [
      { to: token, abi: TOKEN, name: "decimals" },
      { to: lender, abi: LENDER, name: "ADDRESSES_PROVIDER" },
    ],
    "latest",
  );
  const [oracle] = await readAll(rpc, [{ to: provider, abi: LENDER, name: "getPriceOracle" }], "latest");
  return { kind: "ripcord", of: kind, strategy, payer, token, tokenUnit: 10n ** BigInt(decimals), oracle };
}

/** What each kind borrows. */
const LOANS = {
  "leveraged-loop": { abi: new Interface(["function weth() view returns (address)"]), name: "weth" },
  lending: { abi: new Interface(["function stable() view returns (address)"]), name: "stable" },
} as const;

interface Signs {
  readonly address: string;
  readonly kind: StrategyKind | undefined;
  /** Whether it has a slow way out. */
  readonly slow: boolean;
  readonly prices: string | undefined;
  readonly venueYield: string | undefined;
}

const waysOut = ({ address, slow }: Signs) => ({ address, slow });

async function signsOf(rpc: Eip1193, address: string): Promise<Signs> {
  const read = (contract: ContractName, name: string): Read[] => [
    { to: address, abi: interfaceOf(contract), name },
  ];
  const tries = [
    ...SIGNS.map(([, contract, getter]) => read(contract, getter)),
    read("SymbioticStrategy", "exitingUnits"),
    read("LeveragedLoopStrategy", "prices"),
    read("LendingStrategy", "yield"),
  ];
  const { groups } = await readGroups(rpc, tries, "latest");
  const answers = groups.map((values) => values?.[0]);
  const [exiting, prices, venueYield] = answers.slice(SIGNS.length);
  const sign = answers.findIndex((answer) => answer !== undefined);
  return {
    address,
    kind: SIGNS[sign]?.[0],
    slow: exiting !== undefined,
    prices,
    venueYield: venueYield === ZeroAddress ? undefined : venueYield,
  };
}
