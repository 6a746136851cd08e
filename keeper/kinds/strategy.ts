/**
 * What strategies of every kind have in common: they say what their rules see and ask for (`risk`, `params`, `check`), the keeper
 * decides the same by the same policy, and `execute` does it. Idle funds of the vault go where there is room for them.
 */
import { type Interface, Result } from "ethers";
import { type ContractName, interfaceOf } from "../../contracts/artifacts.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import type { Read } from "../../devnet/multicall.ts";
import { Action, actionName, type Decision, reasonName, Urgency } from "../../strategies/decision.ts";
import { excess } from "../../strategies/kernels/math/extremes.ts";
import { mulDivCeil } from "../../strategies/kernels/math/mul-div.ts";
import { type RuleSetting, rulesInForce } from "../../strategies/rules/rules.ts";
import type { Reading } from "../../strategies/rules/vocabulary.ts";
import { nextMove } from "../../strategies/vault/allocation.ts";
import { GAS, type KeeperAction } from "../action.ts";
import { type Block, type BlockTag, callTag } from "../block.ts";
import type { Asked, Choice, ChoiceSettings, Move, StrategyChoice } from "../choice.ts";
import type { StrategySnapshot } from "../snapshot.ts";
import type { StrategyKind, StrategyKinds, WatchedStrategy } from "../watched.ts";
import type { Kind, Ruling } from "./kind.ts";

type State<K extends StrategyKind> = StrategyKinds[K]["state"];
type Params<K extends StrategyKind> = StrategyKinds[K]["params"];

/** What tells one kind of strategy from another. */
export interface StrategyTraits<K extends StrategyKind> {
  readonly kind: K;
  /** Whose interface its contracts have. */
  readonly contract: ContractName;
  decide(state: State<K>, params: Params<K>): Decision;
  /** Where the strategist's rules have a say. */
  readonly ruling?: {
    readingOf(state: State<K>, decision: Decision, params: Params<K>): Reading;
    ruled(decision: Decision, state: State<K>, params: Params<K>, inForce: readonly RuleSetting[]): Decision;
  };
  /** The call of an order that is none of {execute}. */
  encode?(abi: Interface, order: Decision, floor: bigint): string | undefined;
  /** Arguments of its `saleFloor` for an order that sells; undefined for one that does not. */
  floorArguments?(order: Decision, state: State<K>): readonly unknown[] | undefined;
  /** Something beside the prices that somebody must look at now and then. */
  readonly observation?: {
    contractOf(watched: WatchedStrategy): string | undefined;
    readonly contract: ContractName;
    /** What tells when it was last looked at, where the state does not. */
    readonly read?: string;
    // biome-ignore lint/suspicious/noExplicitAny: as the read's own interface has it
    observedAt(block: Block, state: State<K>, value: any): number;
  };
  worth(snapshot: StrategySnapshot<K>, urgency: Urgency): bigint;
  /** What is signed for it beside `execute`. */
  readonly functions?: readonly string[];
}

export function strategyKind<K extends StrategyKind>(
  traits: StrategyTraits<K>,
): Kind<WatchedStrategy, StrategySnapshot<K>> {
  const { contract, ruling, observation, functions = [] } = traits;
  const abi = () => interfaceOf(contract);

  function reads({ vault, strategy, prices, exitQueue, ...watched }: WatchedStrategy): Read[] {
    const ofStrategy = (name: string) => ({ to: strategy, abi: abi(), name });
    const ofVault = (name: string) => ({ to: vault, abi: interfaceOf("KeelVault"), name });
    const observed = observation?.read && observation.contractOf({ vault, strategy, ...watched });
    return [
      ...["risk", "params", "check", "entryUnits", "depositLimit"].map(ofStrategy),
      ...["idleUnits", "entryUnits", "exitUnits", "totalSupply"].map(ofVault),
      ...(prices ? [{ to: prices, abi: interfaceOf("StethPrices"), name: "market" }] : []),
      ...(exitQueue ? [{ to: exitQueue, abi: interfaceOf("ExitQueue"), name: "pendingShares" }] : []),
      ...(observed
        ? [{ to: observed, abi: interfaceOf(observation.contract), name: observation.read ?? "" }]
        : []),
    ];
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the reads' own interfaces have it
  function snapshotOf(watched: WatchedStrategy, block: Block, values: readonly any[]): StrategySnapshot<K> {
    const [risk, params, check, positionUnits, depositLimit, idleUnits, entryUnits, exitUnits, supply] =
      values;
    const rest = values.slice(9);
    const market = watched.prices && rest.shift();
    const pendingShares: bigint = watched.exitQueue ? rest.shift() : 0n;
    const state = numbersOf(risk) as unknown as State<K>;
    return {
      kind: traits.kind,
      block,
      state,
      params: numbersOf(params) as unknown as Params<K>,
      check: numbersOf(check) as unknown as Decision,
      idleUnits,
      reservedUnits: mulDivCeil(pendingShares, exitUnits + 1n, supply + 1n),
      entryUnits,
      positionUnits,
      depositLimit,
      ...(market && { pokedAt: Number(market.time) }),
      ...(observation?.contractOf(watched) && { observedAt: observation.observedAt(block, state, rest[0]) }),
    };
  }

  function choose(
    snapshot: StrategySnapshot<K>,
    { allocation }: ChoiceSettings,
    { rules, windows }: Ruling,
  ): StrategyChoice {
    const { state, params, block, idleUnits, reservedUnits, entryUnits, depositLimit } = snapshot;
    const decision = traits.decide(state, params);
    const inForce = ruling ? rulesInForce(rules, ruling.readingOf(state, decision, params), windows) : [];
    const order = ruling ? ruling.ruled(decision, state, params, inForce) : decision;
    // The feed keeps its own hours: poking can refresh only what we look at ourselves.
    const marketAge = block.timestamp - (snapshot.pokedAt ?? block.timestamp);
    const spare = excess(idleUnits, reservedUnits);
    const move = nextMove(
      { decision: order, idleUnits: spare, entryUnits, depositLimit, marketAge },
      allocation,
    );
    const unseenFor = block.timestamp - (snapshot.observedAt ?? block.timestamp);
    const observes = move.kind === "none" && unseenFor >= allocation.pokeEvery;
    return {
      asked: askedBy(decision),
      decision,
      order,
      inForce: inForce.map(({ name }) => name),
      move: observes ? { kind: "observe" } : move,
    };
  }

  async function actionFor(
    rpc: Eip1193,
    watched: WatchedStrategy,
    choice: Choice,
    snapshot: StrategySnapshot<K>,
    tag: BlockTag,
  ): Promise<KeeperAction | undefined> {
    const { move } = choice;
    const { strategy, vault, prices } = watched;
    if (move.kind === "execute" && "order" in choice) {
      const { order } = choice;
      const floor = await saleFloor(rpc, strategy, order, snapshot, tag);
      const data =
        traits.encode?.(abi(), order, floor) ??
        abi().encodeFunctionData("execute", [order.action, order.target, floor]);
      return { kind: move.kind, urgency: order.urgency, to: strategy, data, gasLimit: GAS.execute };
    }
    if (move.kind === "allocate") {
      const data = interfaceOf("KeelVault").encodeFunctionData("allocate", [strategy, move.units]);
      const urgency = Urgency.rebalance;
      return { kind: move.kind, urgency, to: vault, data, gasLimit: GAS.allocate, notYet: NO_ROOM };
    }
    if (move.kind === "poke" && prices) {
      const data = interfaceOf("StethPrices").encodeFunctionData("poke");
      return { kind: move.kind, urgency: Urgency.idle, to: prices, data, gasLimit: GAS.poke };
    }
    const observed = observation?.contractOf(watched);
    if (move.kind === "observe" && observation && observed) {
      const data = interfaceOf(observation.contract).encodeFunctionData("observe");
      return { kind: move.kind, urgency: Urgency.idle, to: observed, data, gasLimit: GAS.observe };
    }
    return undefined;
  }

  /** ETH per stETH (WAD) that a sale must fetch, as the contract computes it now; 0 where nothing is sold. */
  async function saleFloor(
    rpc: Eip1193,
    strategy: string,
    order: Decision,
    { state, block }: StrategySnapshot<K>,
    tag: BlockTag,
  ): Promise<bigint> {
    const args = traits.floorArguments?.(order, state);
    if (args === undefined) return 0n;
    const call = { to: strategy, data: abi().encodeFunctionData("saleFloor", args) };
    const answer = await rpc.request({ method: "eth_call", params: [call, callTag(tag, block)] });
    return abi().decodeFunctionResult("saleFloor", answer)[0];
  }

  return {
    reads,
    snapshotOf,
    choose,
    actionFor,
    worth: (snapshot, urgency) => (urgency < Urgency.protect ? undefined : traits.worth(snapshot, urgency)),
    calls(watched) {
      const { vault, strategy, prices } = watched;
      const observed = observation?.contractOf(watched);
      return [
        { to: vault, contract: "KeelVault", functions: ["allocate"] },
        { to: strategy, contract, functions: ["execute", ...functions] },
        ...(prices ? [{ to: prices, contract: "StethPrices", functions: ["poke"] } as const] : []),
        ...(observation && observed
          ? [{ to: observed, contract: observation.contract, functions: ["observe"] }]
          : []),
      ];
    },
  };
}

/** A vault that keeps its funds back, or caps what a strategy may have. */
const NO_ROOM = ["AboveCap", "AboveDepositLimit", "BelowMinIdle", "ReservedForQueue"];

/** A policy's decision by the names that people are told. */
export const askedBy = ({ action, reason, urgency, level }: Decision): Asked => ({
  action: actionName(action),
  reason: reasonName(reason),
  urgency,
  level,
});

/** True for what trades nothing, and what the contract itself therefore does not space (KPR-04). */
export const isUnspaced = (move: Move, { action }: Decision): boolean =>
  move.kind === "execute" && UNSPACED.includes(action);

const UNSPACED: readonly Action[] = [Action.mark, Action.reduce, Action.release];

/** A struct of a policy: every field is a safe integer, because the contract saturates it, or such a struct. */
function numbersOf(struct: Result): Readonly<Record<string, unknown>> {
  const fields = Object.entries(struct.toObject());
  return Object.fromEntries(
    fields.map(([name, value]) => [name, value instanceof Result ? numbersOf(value) : Number(value)]),
  );
}
