/**
 * The keeper: looks at the vault, decides as the contract would, tries the transaction out, sends it, and writes down each
 * step before it takes it. It may be late, never harmful: what it sends is what `check()` asks for.
 *
 * It holds no loop of its own time. `tick` looks once and may send one transaction; `confirm` asks what became of it; both
 * return at once, so a tape player can drive them block by block, and `watch` is no more than both in a loop.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { NO_RULES, type Rules } from "../strategies/rules/rules.ts";
import { actionFor, type KeeperAction } from "./action.ts";
import type { BlockTag } from "./block.ts";
import type { Clock } from "./clock.ts";
import { type Confirmation, confirm, publish } from "./confirm.ts";
import { type Choice, choose, requireAgreement } from "./decide.ts";
import { feesFor, outbidding } from "./fees.ts";
import type { Journal, OpenAction } from "./journal.ts";
import type { Log } from "./log.ts";
import { Memory } from "./memory.ts";
import type { KeeperParams } from "./params.ts";
import type { Revert } from "./revert.ts";
import { nonceOf, sign, type TransactionSigner } from "./send.ts";
import { simulate } from "./simulate.ts";
import { readSnapshot, type Snapshot, type Watched } from "./snapshot.ts";

export interface KeeperOptions {
  readonly rpc: Eip1193;
  readonly contracts: Watched;
  /** Must be a keeper of the vault. */
  readonly signer: TransactionSigner;
  readonly journal: Journal;
  readonly params: KeeperParams;
  /** The strategist's own; none without it. */
  readonly rules?: Rules;
  readonly clock: Clock;
  readonly log: Log;
  /** Decide and try out, but sign and send nothing. */
  readonly dryRun?: boolean;
}

/** What one look came to; `waiting` where an earlier transaction is under way and nothing more urgent is asked for. */
export type TickResult =
  | (Looked & { readonly outcome: "nothing" | "waiting" })
  | (Looked & { readonly outcome: "would-send" | "too-dear"; readonly action: KeeperAction })
  | (Looked & { readonly outcome: "refused"; readonly action: KeeperAction; readonly revert: Revert })
  | (Looked & { readonly outcome: "sent"; readonly action: KeeperAction; readonly hash: string });

export interface Looked {
  readonly snapshot: Snapshot;
  readonly choice: Choice;
}

export interface Keeper {
  /**
   * Looks at the vault as of a block and sends at most one transaction, without waiting for it.
   * @throws KEEL_BRAINS_DISAGREE, or what the node answered
   */
  tick(tag?: BlockTag): Promise<TickResult>;
  /** What became of the last transaction; undefined where none is under way. */
  confirm(): Promise<Confirmation | undefined>;
}

export async function createKeeper(options: KeeperOptions): Promise<Keeper> {
  const { rpc, contracts, signer, journal, params, clock, log } = options;
  const { rules = NO_RULES, dryRun = false } = options;
  const chainId = BigInt(await rpc.request({ method: "eth_chainId" }));
  const context = { rpc, vault: contracts.vault, signer, chainId, journal, params, clock };
  const memory = new Memory(rules, journal, contracts.vault, clock.now());

  async function confirmAndTell(): Promise<Confirmation | undefined> {
    const confirmation = await confirm(context);
    if (confirmation === undefined) return undefined;
    const { kind, ending, inclusion } = confirmation;
    const level = ending === "mined" ? "info" : ending === "waiting" ? "debug" : "warn";
    log[level]({ kind, ...inclusion, gasUsed: inclusion?.gasUsed.toString() }, `transaction ${ending}`);
    return confirmation;
  }

  async function tick(tag: BlockTag = "latest"): Promise<TickResult> {
    const underWay = dryRun ? undefined : await stillUnderWay();
    const snapshot = await readSnapshot(rpc, contracts, tag);
    const windows = memory.look(snapshot);
    const choice = choose(snapshot, params.allocation, { rules, windows });
    const look = journal.recordLook({
      vault: contracts.vault,
      time: clock.now(),
      snapshot,
      allocation: params.allocation,
      rules: rules.rules.map(({ setting }) => setting),
      windows,
      choice,
    });
    requireAgreement(choice.decision, snapshot);
    const result = await act(look, { snapshot, choice }, tag, underWay);
    if (result.outcome !== "sent") {
      journal.recordOutcome(
        look,
        result.outcome,
        result.outcome === "refused" ? result.revert.text : undefined,
      );
    }
    tell(result, log);
    return result;
  }

  async function stillUnderWay(): Promise<OpenAction | undefined> {
    const confirmation = await confirmAndTell();
    return confirmation?.ending === "waiting" ? journal.openAction(contracts.vault) : undefined;
  }

  async function act(
    look: number,
    looked: Looked,
    tag: BlockTag,
    underWay: OpenAction | undefined,
  ): Promise<TickResult> {
    const { snapshot, choice } = looked;
    const { block } = snapshot;
    if (underWay && !isMoreUrgent(choice, underWay)) return { ...looked, outcome: "waiting" };
    const action = await actionFor(rpc, contracts, choice, snapshot, tag);
    if (action === undefined) return { ...looked, outcome: "nothing" };
    const revert = await simulate(rpc, signer.address, action, tag, block);
    if (revert !== undefined) return { ...looked, outcome: "refused", action, revert };
    const wanted = feesFor(action.urgency, block.baseFee, params);
    if (wanted === undefined) return { ...looked, outcome: "too-dear", action };
    if (dryRun) return { ...looked, outcome: "would-send", action };

    const last = underWay?.attempts.at(-1);
    const fees = last === undefined ? wanted : outbidding(wanted, last.fees, block.baseFee);
    const nonce = underWay?.nonce ?? (await nonceOf(rpc, signer.address, "pending"));
    const signed = await sign(signer, chainId, nonce, action, fees);
    const attempt = { ...signed, fees, deadline: clock.now() + params.deadlineSeconds, cancels: false };
    journal.begin(look, contracts.vault, action, nonce, attempt, underWay);
    await publish(context, attempt);
    return { ...looked, outcome: "sent", action, hash: signed.hash };
  }

  return { tick, confirm: confirmAndTell };
}

/** A look at the prices must not hold up a rescue; it gives its nonce away. */
function isMoreUrgent({ decision, move }: Choice, { urgency }: OpenAction): boolean {
  return move.kind === "execute" && decision.urgency > urgency;
}

function tell(result: TickResult, log: Log): void {
  const { snapshot, choice, outcome } = result;
  const facts = {
    block: snapshot.block.number,
    ltv: snapshot.state.ltv,
    peg: snapshot.state.peg,
    decision: choice.decision,
    move: choice.move.kind,
    ...(choice.inForce.length > 0 && { rules: choice.inForce }),
  };
  if (outcome === "nothing") log.debug(facts, "nothing to do");
  else if (outcome === "waiting") log.debug(facts, "waiting for the last transaction");
  else if (outcome === "refused")
    log.warn({ ...facts, reason: result.revert.text }, "the transaction would revert");
  else if (outcome === "sent") log.info({ ...facts, hash: result.hash }, "sent");
  else log.info(facts, outcome === "too-dear" ? "gas is too dear for this" : "would send");
}
