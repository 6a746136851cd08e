/**
 * A tape on chain: the world's blocks by the tape player, the keeper's by the keeper itself, the same code as `keel keeper`,
 * one step after the other, so that nothing depends on how fast the machine is. Leaves the record that the exact engine
 * leaves of the same tape.
 */
import type { Flow } from "../backtest/engine/flows.ts";
import { finalAssets } from "../backtest/metrics/final-assets.ts";
import type { ActionRecord, FlowRecord, Run, StepRecord } from "../backtest/result.ts";
import type { Tape } from "../backtest/tape/tape.ts";
import type { Contracts } from "../deploy/records.ts";
import { accounts, type Role, walletOf } from "../devnet/accounts.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { KEEPER_DELAY, TapePlayer } from "../devnet/player/tape-player.ts";
import { Journal } from "../keeper/journal/journal.ts";
import { createKeeper, type Keeper } from "../keeper/keeper.ts";
import type { Log } from "../keeper/log.ts";
import type { KeeperParams } from "../keeper/params.ts";
import { bands, type LoopParams } from "../strategies/leveraged-loop/policy.ts";
import { ratio } from "../strategies/leveraged-loop/risk.ts";
import { approvals, flowCall, flowRecord } from "./flow-calls.ts";
import { keeperRecord } from "./keeper-record.ts";
import { readShares, readVault, type VaultReading } from "./read-vault.ts";

export interface ChainRun {
  readonly label: string;
  readonly chain: Eip1193;
  readonly contracts: Contracts;
  readonly params: LoopParams;
  readonly tape: Tape;
  readonly flows: readonly Flow[];
  readonly keeperParams: KeeperParams;
  /** Path of the keeper's journal. */
  readonly journal: string;
  readonly log: Log;
  /** Unix seconds of the block before the first step, later than the chain's latest. */
  readonly openedAt: number;
  readonly onStep?: (done: number, total: number) => void;
}

const WAD = 10n ** 18n;
const GWEI = 1e9;

export async function runOnChain(options: ChainRun): Promise<Run> {
  const { chain, contracts, tape, flows, params, openedAt, onStep } = options;
  const { label } = options;
  const steps: StepRecord[] = [];
  const actions: ActionRecord[] = [];
  const flowRecords: FlowRecord[] = [];
  const liquidations: number[] = [];
  const clock = { time: openedAt };
  const journal = await Journal.inFile(options.journal);
  const player = await TapePlayer.open(chain, contracts.prices, openedAt, approvals(flows, contracts.vault));
  try {
    const keeper = await keeperOf(options, journal, clock);
    for (const [done, row] of tape.rows.entries()) {
      onStep?.(done, tape.rows.length);
      const now = flows.filter(({ time }) => time === row.time);
      const calls = [];
      for (const flow of now) {
        const held = await readShares(chain, contracts, accounts[flow.who as Role]);
        calls.push(flowCall(flow, contracts.vault, held));
      }
      const world = await player.moveWorld(row, calls);
      for (const [index, flow] of now.entries()) {
        const receipt = world.people[index];
        if (receipt) flowRecords.push(flowRecord(flow, receipt, "Reverted"));
      }
      const before = await readVault(chain, contracts);
      if (before.healthFactor < WAD) liquidations.push(row.time);

      clock.time = row.time + KEEPER_DELAY;
      const tick = await keeper.tick("latest");
      const block = await player.letKeeperAct(row);
      await keeper.confirm();
      const after = await readVault(chain, contracts);
      const gasGwei = Number(row.gasPrice?.value ?? 0n) / GWEI;
      const action = keeperRecord(tick, block.timestamp, after.state.ltv, block.receipts[0], gasGwei);
      if (action) actions.push(action);
      steps.push(stepRecord(block.timestamp, before, after, params));
    }
    onStep?.(tape.rows.length, tape.rows.length);
  } finally {
    await player.close();
    await journal.close();
  }
  return {
    label,
    engine: "chain",
    managed: true,
    steps,
    actions,
    flows: flowRecords,
    liquidations,
    ...finalAssets(steps),
  };
}

function keeperOf(options: ChainRun, journal: Journal, clock: { readonly time: number }): Promise<Keeper> {
  const { chain, contracts, keeperParams, log } = options;
  return createKeeper({
    rpc: chain,
    contracts,
    signer: walletOf("keeper"),
    journal,
    params: keeperParams,
    clock: {
      now: () => clock.time,
      sleep: () => Promise.reject(new Error("nobody sleeps while a tape is played")),
      timeout: () => AbortSignal.any([]),
    },
    log,
  });
}

function stepRecord(time: number, before: VaultReading, after: VaultReading, params: LoopParams): StepRecord {
  const { state, supply } = after;
  const perShare = (units: bigint) => (WAD * (units + 1n)) / (supply + 1n);
  return {
    time,
    collateral: after.collateral,
    debt: after.debt,
    entryPerShare: perShare(after.entryUnits),
    exitPerShare: perShare(after.exitUnits),
    redemptionRate: after.redemptionRate,
    poolPrice: after.poolPrice,
    peg: state.peg,
    ltv: state.ltv,
    worstLtv: before.state.ltv,
    healthFactor: ratio(before.healthFactor, WAD),
    bands: bands(state, state.level, params),
    liquidationLtv: state.liquidationLtv,
    level: state.level,
    carry: state.carry,
  };
}
