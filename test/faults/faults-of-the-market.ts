/**
 * Drills in which the protocols or the market are the fault. Here the job may stay undone: what counts is that nothing reverts,
 * that LTV is never raised above its band, and that the keeper says why it holds.
 */
import { Interface, toBeHex, toQuantity } from "ethers";
import { accounts } from "../../devnet/accounts.ts";
import { addressBook, parties } from "../../devnet/addresses.ts";
import { readBeacon } from "../../devnet/player/read-beacon.ts";
import { readMarket } from "../../devnet/read-market.ts";
import { readSnapshot, type StrategySnapshot } from "../../keeper/snapshot.ts";
import { bands } from "../../strategies/leveraged-loop/policy.ts";
import { DRILL_PARAMS, type Drill } from "./drill.ts";
import type { FaultDrill } from "./fault.ts";
import { requireHealth } from "./faults-of-nodes.ts";
import { poke } from "./jobs.ts";
import { minedByKeeper } from "./verdict.ts";

type LoopSnapshot = StrategySnapshot<"leveraged-loop">;

const ETHER = 10n ** 18n;
/** Longer than the age from which a decision is too old. */
const SLOTS = 18;
const EVERYTHING = (1n << 256n) - 1n;

const ABI = new Interface([
  "function setReserveFreeze(address asset, bool freeze)",
  "function setReservePause(address asset, bool paused)",
  "function setBorrowCap(address asset, uint256 cap)",
  "function borrow(address asset, uint256 amount, uint256 mode, uint16 referral, address onBehalfOf)",
  "function remove_liquidity_imbalance(uint256[2] amounts, uint256 maxBurn)",
  "function handleOracleReport(uint256 validators, uint256 balance)",
  "function transfer(address to, uint256 amount)",
  "function transmit()",
]);

const { weth, wstETH, aavePool, aavePoolConfigurator, curvePool, stETH, stethEthFeed, balancerVault } =
  addressBook;

/** Sends a transaction of the world's for the next block. */
async function act(
  drill: Drill,
  from: string,
  to: string,
  name: string,
  args: unknown[] = [],
): Promise<void> {
  const data = ABI.encodeFunctionData(name, args);
  const fees = { maxFeePerGas: 10_000n * 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n };
  await drill.world.provider.send("hardhat_impersonateAccount", [from]);
  await drill.world.provider.send("hardhat_setBalance", [from, toQuantity(10_000_000n * ETHER)]);
  await drill.world.provider
    .signerOf(from)
    .sendUncheckedTransaction({ to, data, gasLimit: 3_000_000n, ...fees });
}

/** Undefined where the protocols themselves cannot be read: Aave refuses a price of zero. */
const seen = ({ world }: Drill): Promise<LoopSnapshot | undefined> =>
  readSnapshot(world.chain.provider, world.deployment.contracts, "latest").catch(() => undefined);

function ofTheMarket(name: string, strike: (drill: Drill) => Promise<void>): FaultDrill {
  return {
    group: "market",
    name,
    // What was under way when the market was struck may revert.
    allows: { times: 20, reverts: 1 },
    async play(drill) {
      for (let slot = drill.random.between(0, 1); slot > 0; slot--) await drill.slot();
      await strike(drill);
      await drill.mine();
      let before = (await seen(drill))?.state.ltv;
      for (let slot = 0; slot < SLOTS; slot++) {
        await drill.polls();
        await drill.mine();
        before = requireNotRaised(before, await seen(drill));
      }
      for (let slot = 0; slot < 40 && (await isUnderWay(drill)); slot++) await drill.slot();
      const { health, results } = drill.fleetOrThrow;
      const { healthy, problems } = health.report(drill.clock.now());
      // What cannot be read, or is asked for and would revert, is for people to see.
      const helpless = before === undefined || results.at(-1)?.outcome === "refused";
      if (healthy === helpless || healthy !== (problems.length === 0))
        throw new Error(`health is ${healthy} with ${problems.length} problems named`);
    },
  };
}

/** Slots in which a signal goes back and forth, and how often that may lead to a transaction that comes too late. */
const FLAPS = 18;
const MOST_TRIES = 5;

/** @param every slots */
async function flap(drill: Drill, high: bigint, low: bigint, every: number): Promise<void> {
  const asked = new Set<string>();
  for (let slot = 0; slot < FLAPS; slot++) {
    await answer(drill, Math.floor(slot / every) % 2 === 0 ? low : high);
    await drill.slot();
    const { action, reason } = drill.fleetOrThrow.results.at(-1)?.choice.asked ?? {};
    asked.add(`${action} (${reason})`);
  }
  if (asked.size < 2) throw new Error(`the signal flaps, and the rules say ${[...asked]} all along`);
}

/** The feed's answer; the slot is its second, after round and time. */
async function answer({ world }: Drill, wei: bigint): Promise<void> {
  await world.provider.send("hardhat_setStorageAt", [stethEthFeed.address, "0x1", toBeHex(wei, 32)]);
}

/** Interest alone raises LTV by less than this in a slot. */
const INTEREST = 100_000;

function requireNotRaised(before: number | undefined, now: LoopSnapshot | undefined): number | undefined {
  if (now === undefined || before === undefined) return now?.state.ltv;
  const { state, params } = now;
  const { high } = bands(state, state.level, params);
  if (state.ltv > high && state.ltv > before + INTEREST)
    throw new Error(`LEV-01: LTV rose from ${before} to ${state.ltv}, above ${high}`);
  return state.ltv;
}

async function isUnderWay({ fleetOrThrow, world }: Drill): Promise<boolean> {
  return (await fleetOrThrow.journal.openAction(world.deployment.contracts.vault)) !== undefined;
}

const configure = (drill: Drill, name: string, args: unknown[]) =>
  act(drill, accounts.builder, aavePoolConfigurator.address, name, args);

export const FAULTS_OF_THE_MARKET: readonly FaultDrill[] = [
  ofTheMarket("price stale", async ({ clock, random }) => clock.advance(random.between(27, 90) * 3_600)),
  ofTheMarket("price zero", (drill) => answer(drill, 0n)),
  ofTheMarket("price jumped", async (drill) => {
    await act(drill, accounts.liquidityProvider, curvePool.address, "remove_liquidity_imbalance", [
      [BigInt(drill.random.between(300_000, 600_000)) * ETHER, 0n],
      EVERYTHING,
    ]);
    await act(drill, accounts.transmitter, stethEthFeed.address, "transmit");
  }),
  ofTheMarket("reserve frozen", (drill) =>
    configure(drill, "setReserveFreeze", [drill.random.pick([weth, wstETH]).address, true]),
  ),
  ofTheMarket("reserve paused", (drill) =>
    configure(drill, "setReservePause", [drill.random.pick([weth, wstETH]).address, true]),
  ),
  ofTheMarket("reserve capped", (drill) => configure(drill, "setBorrowCap", [weth.address, 1n])),
  ofTheMarket("no flash liquidity", (drill) =>
    act(drill, balancerVault.address, weth.address, "transfer", [accounts.bob, 60_000n * ETHER]),
  ),
  ofTheMarket("Curve drained", (drill) =>
    act(drill, accounts.liquidityProvider, curvePool.address, "remove_liquidity_imbalance", [
      [BigInt(drill.random.between(650_000, 700_000)) * ETHER, 0n],
      EVERYTHING,
    ]),
  ),
  ofTheMarket("borrow rate ×6", async (drill) => {
    const amount = BigInt(drill.random.between(300_000, 420_000)) * ETHER;
    const loan = [weth.address, amount, 2n, 0, accounts.borrowerWhale];
    await act(drill, accounts.borrowerWhale, aavePool.address, "borrow", loan);
  }),
  {
    group: "market",
    name: "signal flaps",
    jobs: [poke],
    // What protects is tried while the signal says so, each time later; the signal may be gone when it is mined.
    allows: { reverts: 2 * MOST_TRIES },
    async play(drill) {
      const { random, world, clock } = drill;
      await drill.untilDone(10);
      const { feed: calm } = await readMarket(world.chain.provider);
      // The lender follows the feed at once, and LTV goes across the band's upper edge and back.
      const fallen = (calm.answer * BigInt(random.between(940, 952))) / 1_000n;
      for (let cooldown = 0; cooldown < 2; cooldown++) {
        const before = await world.provider.getBlockNumber();
        await flap(drill, calm.answer, fallen, random.between(1, 3));
        const mined = await minedByKeeper(drill, before);
        const done = mined.filter(({ succeeded }) => succeeded);
        if (done.length > 1) throw new Error(`KPR-04: ${done.length} actions in one cooldown`);
        if (mined.length - done.length > MOST_TRIES)
          throw new Error(`KPR-04: ${mined.length} tries in ${FLAPS} slots`);
        clock.advance(DRILL_PARAMS.spacing);
      }
      await answer(drill, calm.answer);
      await drill.slots(2);
      requireHealth(drill, true);
    },
  },
  ofTheMarket("slash", async (drill) => {
    const { validators, balance } = await readBeacon(drill.world.chain.provider);
    const lost = (balance * BigInt(drill.random.between(1, 50))) / 1_000n;
    await act(drill, parties.lidoOracle, stETH.address, "handleOracleReport", [validators, balance - lost]);
  }),
];
