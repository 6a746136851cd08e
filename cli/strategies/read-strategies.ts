/** A vault's strategies as `keel status` tells them, all as of one block. */
import { Interface, type Result, Result as Struct } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { type Read, readAll, readGroups } from "../../devnet/multicall.ts";
import type { Decision } from "../../strategies/decision.ts";
import { because } from "../reason-words.ts";
import type { Price, Printer, Ruler, WatchedState } from "./printer.ts";
import { KNOWN } from "./printers.ts";

const TOKEN = new Interface(["function symbol() view returns (string)"]);

export interface StrategyView {
  readonly address: string;
  /** Undefined where no printer knows it: then its values are all that is told. */
  readonly kind?: string;
  /** The symbol of what it holds, where that is not the same for all of its kind. */
  readonly token?: string;
  /** Units. */
  readonly entryUnits: bigint;
  readonly exitUnits: bigint;
  readonly depositLimit: bigint;
  readonly withdrawLimit: bigint;
  readonly rules?: RulesView;
}

export interface RulesView {
  readonly state: WatchedState & Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
  /** What the contract itself asks for now. */
  readonly check: Decision;
  /** Why, as the end of a sentence that begins with "because". */
  readonly why: string;
  /** What the check's level is a level of. */
  readonly alarm: Printer["alarm"];
  readonly ruler: Ruler;
  readonly notes: readonly string[];
  /** Beside what Lido redeems a unit for. */
  readonly prices: readonly Price[];
}

/** @param tag the block, as `eth_call` takes it */
export async function readStrategies(rpc: Eip1193, vault: string, tag: unknown): Promise<StrategyView[]> {
  const [addresses] = await readAll(
    rpc,
    [{ to: vault, abi: interfaceOf("KeelVault"), name: "strategies" }],
    tag,
  );
  const printers = await printersOf(rpc, addresses, tag);
  const views = await readAll(rpc, [...addresses].flatMap(valuesOf), tag);
  return Promise.all(
    [...addresses].map(async (address: string, index): Promise<StrategyView> => {
      const [entryUnits, exitUnits, depositLimit, withdrawLimit] = views.slice(index * 4, index * 4 + 4);
      const values = { address, entryUnits, exitUnits, depositLimit, withdrawLimit };
      const printer = printers[index];
      if (printer === undefined) return values;
      const token = await symbolOf(rpc, address, printer, tag);
      const rules = await readRules(rpc, address, printer, tag);
      return { ...values, kind: printer.kind, ...(token && { token }), rules };
    }),
  );
}

/** The printer of each strategy, by the getter that only its kind has. */
async function printersOf(rpc: Eip1193, addresses: readonly string[], tag: unknown) {
  const tries = [...addresses].flatMap((to) =>
    KNOWN.map(({ contract, getter }): Read[] => [{ to, abi: interfaceOf(contract), name: getter }]),
  );
  const { groups } = await readGroups(rpc, tries, tag);
  return [...addresses].map((_, index) => {
    const answered = groups.slice(index * KNOWN.length, (index + 1) * KNOWN.length);
    return KNOWN[answered.findIndex((values) => values !== undefined)];
  });
}

/** Every strategy answers these alike. */
function valuesOf(to: string): Read[] {
  const abi: Interface = interfaceOf("LeveragedLoopStrategy");
  return ["entryUnits", "exitUnits", "depositLimit", "withdrawLimit"].map((name) => ({ to, abi, name }));
}

async function symbolOf(
  rpc: Eip1193,
  to: string,
  { contract, token }: Printer,
  tag: unknown,
): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const [held] = await readAll(rpc, [{ to, abi: interfaceOf(contract), name: token }], tag);
  const [symbol] = await readAll(rpc, [{ to: held, abi: TOKEN, name: "symbol" }], tag);
  return symbol;
}

async function readRules(rpc: Eip1193, to: string, printer: Printer, tag: unknown): Promise<RulesView> {
  const abi = interfaceOf(printer.contract);
  const reads = ["risk", "params", "check"].map((name) => ({ to, abi, name }));
  const [state, params, check] = (await readAll(rpc, reads, tag)).map(numbersOf) as [
    RulesView["state"],
    RulesView["params"],
    Decision,
  ];
  return {
    state,
    params,
    check,
    why: because(check.reason, printer.words),
    alarm: printer.alarm,
    ruler: printer.ruler(state, params, check),
    notes: printer.notes(state, params),
    prices: printer.prices(state),
  };
}

/** A struct of a policy: every field is a safe integer, because the contract saturates it, or such a struct. */
function numbersOf(struct: Result): Readonly<Record<string, unknown>> {
  const fields = Object.entries(struct.toObject());
  return Object.fromEntries(
    fields.map(([name, value]) => [name, value instanceof Struct ? numbersOf(value) : Number(value)]),
  );
}
