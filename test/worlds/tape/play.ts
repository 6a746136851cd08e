/**
 * One tape through the contracts of one kind of strategy, with its keeper, and through the exact engine: what either tells after every
 * step, and what the keeper did.
 */
import { runExact } from "../../../backtest/engine/exact.ts";
import type { Flow } from "../../../backtest/engine/flows.ts";
import { measuredGas } from "../../../backtest/engine/measured-gas.ts";
import type { System } from "../../../backtest/engine/system.ts";
import type { ActionRecord, FlowRecord } from "../../../backtest/result.ts";
import type { Tape } from "../../../backtest/tape/tape.ts";
import { interfaceOf } from "../../../contracts/artifacts.ts";
import { approvals, flowCall, flowRecord } from "../../../demo/flow-calls.ts";
import { readPricedAt, readShares } from "../../../demo/read-vault.ts";
import { scenarioParameters } from "../../../demo/scenario.ts";
import { accounts, type Role, walletOf } from "../../../devnet/accounts.ts";
import { KEEPER_DELAY, TapePlayer } from "../../../devnet/player/tape-player.ts";
import { readMarket } from "../../../devnet/read-market.ts";
import { Journal } from "../../../keeper/journal/journal.ts";
import { createKeeper } from "../../../keeper/keeper.ts";
import { createLog } from "../../../keeper/log.ts";
import { DEFAULT_KEEPER_PARAMS } from "../../../keeper/params.ts";
import type { TickResult } from "../../../keeper/vault-keeper.ts";
import type { Market } from "../../../strategies/market/market.ts";
import { entryUnits, exitUnits } from "../../../strategies/vault/vault.ts";
import { VaultOnChain } from "../vault-on-chain.ts";
import type { KindOnBothSides, PlayedKind } from "./kind-on-both-sides.ts";
import { viewsOf } from "./views.ts";

/** Everything that a side holds after a step, or what a depositor or leaver got in it. */
export interface Told {
  readonly time: number;
  readonly [name: string]: unknown;
}

/** What the keeper did in a step. */
export interface Deed {
  readonly time: number;
  readonly kind: string;
  readonly action: number;
  readonly target: number;
  readonly refused: boolean;
}

export interface Side {
  readonly steps: readonly Told[];
  readonly deeds: readonly Deed[];
  readonly flows: readonly Told[];
}

export interface PlayOptions {
  readonly kind: PlayedKind;
  /** Its first row is later than the deployment, which ends within the ninth day of the genesis. */
  readonly tape: Tape;
  readonly flows: readonly Flow[];
  readonly onStep?: (done: number) => void;
}

export async function playBoth({
  kind,
  tape,
  flows,
  onStep,
}: PlayOptions): Promise<{ onchain: Side; offline: Side }> {
  const world = await VaultOnChain.open();
  try {
    const both = await kind.open(world);
    const pricedAt = await readPricedAt(world.chain.provider, world.deployment.contracts);
    const onchain = await playOnChain(world, both, tape, flows, onStep);
    return { onchain, offline: playOffline(both, tape, flows, pricedAt) };
  } finally {
    await world.close();
  }
}

async function playOnChain(
  world: VaultOnChain,
  { watched, follow, onChain }: KindOnBothSides,
  { rows }: Tape,
  flows: readonly Flow[],
  onStep?: (done: number) => void,
): Promise<Side> {
  const { chain, provider, deployment } = world;
  const { vault } = deployment.contracts;
  const latest = await provider.getBlock("latest");
  const openedAt = (latest?.timestamp ?? 0) + 1;
  const clock = { time: openedAt };
  const side = { steps: [] as Told[], deeds: [] as Deed[], flows: [] as Told[] };
  const journal = await Journal.inFile(":memory:");
  const player = await TapePlayer.open(
    chain.provider,
    watched.prices as `0x${string}`,
    openedAt,
    approvals(flows, vault),
  );
  try {
    const keeper = await createKeeper({
      rpc: chain.provider,
      contracts: watched,
      signer: walletOf("keeper"),
      journal,
      params: DEFAULT_KEEPER_PARAMS,
      clock: {
        now: () => clock.time,
        sleep: () => Promise.reject(new Error("nobody sleeps while a tape is played")),
        timeout: () => AbortSignal.any([]),
      },
      log: createLog("silent"),
    });
    for (const row of rows) {
      const others = await follow(row);
      const now = flows.filter(({ time }) => time === row.time);
      const people = [];
      for (const flow of now) {
        const held = await readShares(chain.provider, deployment.contracts, accounts[flow.who as Role]);
        people.push(flowCall(flow, vault, held));
      }
      const { people: receipts } = await player.moveWorld(row, [...others, ...people]);
      const reverted = receipts.slice(0, others.length).findIndex(({ status }) => status !== 1);
      if (reverted !== -1) throw new Error(`transaction ${reverted} of what surrounds the position reverted`);
      for (const [index, receipt] of receipts.slice(others.length).entries())
        side.flows.push(toldOf(flowRecord(now[index] as Flow, receipt, "reverted")));
      clock.time = row.time + KEEPER_DELAY;
      const tick = await keeper.tick("latest");
      const block = await player.letKeeperAct(row);
      await keeper.confirm();
      const deed = deedOf(tick, clock.time, block.receipts[0]?.status !== 1);
      if (deed !== undefined) side.deeds.push(deed);
      const market = partsOf(await readMarket(chain.provider));
      side.steps.push({ time: clock.time, market, vault: await readBooks(world), position: await onChain() });
      onStep?.(side.steps.length);
    }
  } finally {
    await player.close();
    await journal.close();
  }
  return side;
}

function playOffline(
  { choice, world, inEngine, openedAt }: KindOnBothSides,
  tape: Tape,
  flows: readonly Flow[],
  pricedAt: number,
): Side {
  const { prices, vault } = scenarioParameters();
  const steps: Told[] = [];
  const run = runExact({
    label: "offline",
    tape,
    world,
    deployment: { time: openedAt ?? pricedAt, prices, strategy: choice, ...vault },
    keeper: {
      allocation: DEFAULT_KEEPER_PARAMS.allocation,
      gas: measuredGas(choice.kind === "leveraged-loop" ? undefined : choice.kind),
    },
    flows,
    managed: true,
    liquidators: false,
    onStep(system) {
      const { time } = system.market;
      const told = { market: partsOf(system.market), vault: booksIn(system), position: inEngine(system) };
      // The system changes with the next step.
      steps.push({ time, ...structuredClone(told) });
    },
  });
  return { steps, deeds: run.actions.map(deedIn), flows: run.flows.map(toldOf) };
}

/** What a chain and the engine both hold of a market. */
const partsOf = ({ time, lido, pool, lender: { weth, wsteth }, whales, feed }: Market) => ({
  ...{ time, lido, pool, weth, wsteth, whales, feed },
});

async function readBooks(world: VaultOnChain) {
  const view = viewsOf(world, world.deployment.contracts.vault, interfaceOf("KeelVault"));
  const shares = async (role: Role): Promise<bigint> => view("balanceOf", accounts[role]);
  return {
    idle: await view("idleUnits"),
    supply: await view("totalSupply"),
    entryUnits: await view("entryUnits"),
    exitUnits: await view("exitUnits"),
    alice: await shares("alice"),
    bob: await shares("bob"),
    carol: await shares("carol"),
  };
}

function booksIn({ vault }: System) {
  const { idle, supply, shares } = vault.books;
  const { alice = 0n, bob = 0n, carol = 0n } = shares;
  return {
    ...{ idle, supply, alice, bob, carol },
    entryUnits: entryUnits(vault),
    exitUnits: exitUnits(vault),
  };
}

function deedOf(tick: TickResult, time: number, reverted: boolean): Deed | undefined {
  const { move } = tick.choice;
  if (move.kind === "none" || !("order" in tick.choice)) return undefined;
  const { action, target } = move.kind === "execute" ? tick.choice.order : tick.choice.decision;
  return { time, kind: move.kind, action, target, refused: "revert" in tick || reverted };
}

const deedIn = ({ time, kind, decision: { action, target }, refused }: ActionRecord): Deed => ({
  ...{ time, kind, action, target },
  refused: refused !== undefined,
});

const toldOf = ({ refused, ...flow }: FlowRecord): Told => ({
  ...flow,
  refused: refused !== undefined,
});
