// What the proofs of restaked positions share: Lido and a Keel vault made of calls, everything that a strategy tells beside the same
// from its model, and sizes of any magnitude.

import { Interface } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { etherByShares, type Lido } from "../../strategies/kernels/lido/lido.ts";
import { parseRestakingSetting } from "../../strategies/restaking/params.ts";
import { decide, type RestakingState } from "../../strategies/restaking/policy.ts";
import { looseUnits, type Restaked } from "../../strategies/restaking/restaked.ts";
import { Actor, type Answer, type Deed } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import type { LocalEvm } from "../evm/local-evm.ts";
import { magnitude } from "./amounts.ts";
import { PARAMS, STATE } from "./restaking-policy.proof.ts";

const DECISION = "(uint8 action, uint8 reason, uint8 urgency, uint8 level, uint64 target)";
const ABI = new Interface([
  "function approve(address, uint256) returns (bool)",
  "function wrap(uint256) returns (uint256)",
  "function transfer(address, uint256) returns (bool)",
  "function transferShares(address, uint256) returns (uint256)",
  "function handleOracleReport(uint256 validators, uint256 balance)",
  "function sharesOf(address) view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
  "function deposit(uint256 units)",
  "function withdraw(uint256 units, uint256 minUnits) returns (uint256)",
  "function startExit(uint256 units) returns (uint256)",
  "function finishExit() returns (uint256)",
  "function execute(uint8 action, uint64 target, uint256 floor)",
  "function looseUnits() view returns (uint256)",
  "function stakedUnits() view returns (uint256)",
  "function pendingUnits() view returns (uint256)",
  "function claimableUnits() view returns (uint256)",
  "function entryUnits() view returns (uint256)",
  "function exitUnits() view returns (uint256)",
  "function withdrawLimit() view returns (uint256)",
  "function depositLimit() view returns (uint256)",
  "function factorSeen() view returns (uint256)",
  "function entriesOpen() view returns (bool)",
  `function risk() view returns (${STATE} state)`,
  `function check() view returns (${DECISION} decision)`,
]);

export const TERMS = `(address vault, address steth, address wsteth, uint256 cap, uint256 haircut, ${PARAMS} params)`;
export const NOBODY = "0x0000000000000000000000000000000000000000";
export const SETTINGS = parseRestakingSetting({
  cap: 1_000,
  haircut: "0.3%",
  cooldown: "6h",
  calmAfter: "5d",
});

const ETHER = 10n ** 18n;
const VALIDATORS = 31_250n;
export const POOLED = VALIDATORS * 32n * ETHER;
const SIZE_SCALE = 40n;
/** Units that the vault and whoever moves beside it hold; more than a world moves. */
const PURSE = 40_000n * ETHER;
const WEEK = 7 * 86_400;

/** A step's sizes: an amount, a part of what there is, of any magnitude, or up to a tenth more than all of it, and a wait. */
export const SIZES = {
  amount: fc.oneof(magnitude(68), fc.bigInt({ min: ETHER, max: 400n * ETHER })),
  size: fc.oneof(magnitude(Number(SIZE_SCALE)), fc.bigInt({ min: 0n, max: (11n << SIZE_SCALE) / 10n })),
  /** Seconds since the step before. */
  elapsed: fc.oneof(fc.constantFrom(1, 12, WEEK, 2 * WEEK), fc.integer({ min: 1, max: 3 * 86_400 })),
};

export const part = (whole: bigint, size: bigint): bigint => (whole * size) >> SIZE_SCALE;

export const call = (to: string, name: string, args: readonly unknown[] = [], abi = ABI): Deed => ({
  to,
  data: abi.encodeFunctionData(name, args),
});

/** Lido and the vault's account, which holds both of its tokens. */
export interface KeelSite {
  readonly steth: string;
  readonly wsteth: string;
  readonly keel: Actor;
  readonly lido: Lido;
}

export async function openKeel(evm: LocalEvm, rebasing: boolean): Promise<KeelSite> {
  const shares = (POOLED * 10n) / 11n;
  const steth = await evm.deploy(
    withArguments(
      compiled("contracts/devnet/LidoStETH"),
      ["address", "address", "address", "uint256", "uint256", "uint256", "uint256"],
      [evm.sender, evm.sender, evm.sender, shares, VALIDATORS, VALIDATORS, POOLED],
    ),
  );
  const lido: Lido = { totalShares: shares, totalPooledEther: POOLED };
  const wsteth = await evm.deploy(withArguments(compiled("contracts/devnet/WstETH"), ["address"], [steth]));
  const keel = await Actor.as(evm, "test/solidity/KeelVaultBatch", [rebasing ? steth : wsteth]);
  await evm.send(steth, ABI.encodeFunctionData("approve", [wsteth, 1n << 255n]));
  await evm.send(wsteth, ABI.encodeFunctionData("wrap", [etherByShares(lido, 4n * PURSE)]));
  await evm.send(wsteth, ABI.encodeFunctionData("transfer", [keel.address, PURSE]));
  await evm.send(steth, ABI.encodeFunctionData("transferShares", [keel.address, PURSE]));
  return { steth, wsteth, keel, lido };
}

/** The terms of a strategy of that vault, by {@link SETTINGS}. */
export function termsOf({ keel, steth, wsteth }: KeelSite): unknown[] {
  const { params, cap, haircut } = SETTINGS;
  const names = [...PARAMS.matchAll(/uint64 (\w+)/g)].map(([, name]) => name as keyof typeof params);
  return [keel.address, steth, wsteth, cap, haircut, names.map((name) => params[name])];
}

/** Lido reports that `balance` is left of what was pooled. */
export const reportLido = (evm: LocalEvm, steth: string, balance: bigint) =>
  evm.send(steth, ABI.encodeFunctionData("handleOracleReport", [VALIDATORS, balance]));

const READS = [
  "looseUnits",
  "stakedUnits",
  "pendingUnits",
  "claimableUnits",
  "entryUnits",
  "exitUnits",
  "withdrawLimit",
  "depositLimit",
  "factorSeen",
  "entriesOpen",
  "risk",
  "check",
] as const;

/** The questions to a strategy. */
export const look = (strategy: string, { wsteth, steth }: KeelSite): Deed[] => [
  ...READS.map((name) => call(strategy, name)),
  call(wsteth, "balanceOf", [strategy]),
  call(steth, "sharesOf", [strategy]),
];

/** Its answers, as text. */
export function shown(answers: readonly Answer[]): string {
  return answers
    .map(({ success, data }, index) => {
      if (!success) return "reverts";
      const name = READS[index];
      if (name === undefined) return BigInt(data);
      const [value] = ABI.decodeFunctionResult(name, data);
      return name === "risk" || name === "check" ? [...value].join(" ") : value;
    })
    .join(" ");
}

/** What a model answers with. */
export interface Books<R extends Restaked> {
  stakedUnits(restaked: R): bigint;
  pendingUnits(restaked: R): bigint;
  claimableUnits(restaked: R): bigint;
  entryUnits(restaked: R): bigint;
  exitUnits(restaked: R): bigint;
  withdrawLimit(restaked: R): bigint;
  depositLimit(restaked: R): bigint;
  entriesOpen(restaked: R): boolean;
  risk(restaked: R): RestakingState;
}

const STATE_ORDER = [...STATE.matchAll(/uint\d+ (\w+)/g)].map(([, name]) => name as keyof RestakingState);

/** The model's answers to the same questions, as text. */
export function lookAt<R extends Restaked>(books: Books<R>, model: R): string {
  const state = books.risk(model);
  const { action, reason, urgency, level, target } = decide(state, model.settings.params);
  return [
    looseUnits(model),
    books.stakedUnits(model),
    books.pendingUnits(model),
    books.claimableUnits(model),
    books.entryUnits(model),
    books.exitUnits(model),
    books.withdrawLimit(model),
    books.depositLimit(model),
    model.position.factorSeen,
    books.entriesOpen(model),
    ...STATE_ORDER.map((name) => state[name]),
    ...[action, reason, urgency, level, target],
    model.position.wsteth,
    model.position.steth,
  ].join(" ");
}

/** What a step did: who did it, by which calls, and the model after it. */
export interface Planned<M> {
  readonly actor: Actor;
  readonly deeds: readonly Deed[];
  /** None where the model refused. */
  readonly next: M | undefined;
  /** What is left of the step where the last call was refused: all that came before it. */
  readonly kept: M;
}

/** Takes a step's last call in a copy of the model, which is kept where nothing refuses. */
export function planned<M>(
  model: M,
  actor: Actor,
  deeds: readonly Deed[],
  change: (next: M) => unknown,
): Planned<M> {
  const next = structuredClone(model);
  try {
    change(next);
    return { actor, deeds, next, kept: model };
  } catch {
    return { actor, deeds, next: undefined, kept: model };
  }
}

/** The model after `units` of the vault's own token have come to it. */
export function withArrived<M extends Restaked>(model: M, units: bigint): M {
  const next = structuredClone(model);
  next.position[model.rebasing ? "steth" : "wsteth"] += units;
  return next;
}
