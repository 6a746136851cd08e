/**
 * The keeper of one contract, of whatever kind: decides as the contract would, tries the transaction out, sends it, and writes down
 * each step before it takes it. It may be late, never harmful: what it sends is what the contract lets it do.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { Urgency } from "../strategies/decision.ts";
import { NO_RULES, type Rules } from "../strategies/rules/rules.ts";
import type { KeeperAction } from "./action.ts";
import { backingOff } from "./back-off.ts";
import type { BlockTag } from "./block.ts";
import { withinBudget } from "./budget.ts";
import type { Choice, ChoiceSettings } from "./choice.ts";
import type { Clock } from "./clock.ts";
import { type Confirmation, type Confirming, confirm } from "./confirm.ts";
import type { VaultContext } from "./context.ts";
import type { Passing } from "./crash-points.ts";
import { choose, requireAgreement } from "./decide.ts";
import { dearestFor, feesFor, outbidding } from "./fees.ts";
import type { RecordedAction } from "./journal/entries.ts";
import type { Journal } from "./journal/journal.ts";
import { kindFor } from "./kinds/kinds.ts";
import { isUnspaced } from "./kinds/strategy.ts";
import type { Log } from "./log.ts";
import { Memory } from "./memory.ts";
import { freeNonce } from "./nonce.ts";
import type { KeeperParams } from "./params.ts";
import { publish } from "./publish.ts";
import type { Revert } from "./revert.ts";
import type { Opinion } from "./second-opinion.ts";
import { sign, type TransactionSigner } from "./send.ts";
import { settle } from "./settle.ts";
import { simulate } from "./simulate.ts";
import type { Snapshot } from "./snapshot.ts";
import { tell } from "./tell.ts";
import { lockOf, subjectOf, type Watched } from "./watched.ts";

export interface VaultKeeperOptions {
  readonly rpc: Eip1193;
  readonly witness?: Eip1193 | undefined;
  readonly relay?: Eip1193 | undefined;
  /** Seconds for which the relay has a transaction to itself. */
  readonly relaySeconds?: number;
  readonly contracts: Watched;
  /** Must be a keeper of its vault, where it has one. */
  readonly signer: TransactionSigner;
  readonly journal: Journal;
  readonly params: KeeperParams;
  /** The strategist's own; none without it. */
  readonly rules?: Rules;
  readonly clock: Clock;
  readonly log: Log;
  /** Decide and try out, but sign and send nothing. */
  readonly dryRun?: boolean;
  readonly passing?: Passing;
}

/** What one look came to, by its {@link Outcome}. */
export type TickResult =
  | (Looked & { readonly outcome: "nothing" | "waiting" | "behind" })
  | (Looked & {
      readonly outcome:
        | "would-send"
        | "too-dear"
        | "over-budget"
        | "backing-off"
        | "cooling-down"
        | "disagreed"
        | "alone";
      readonly action: KeeperAction;
    })
  | (Looked & {
      readonly outcome: "refused" | "not-yet";
      readonly action: KeeperAction;
      readonly revert: Revert;
    })
  | (Looked & { readonly outcome: "sent"; readonly action: KeeperAction; readonly hash: string });

export interface Looked {
  readonly snapshot: Snapshot;
  readonly choice: Choice;
}

/** What a keeper is shown. */
export interface Sight {
  readonly snapshot: Snapshot;
  /** By which the block was read. */
  readonly tag: BlockTag;
  /** Asks another node, once it matters. */
  readonly opinion: () => Promise<Opinion>;
  readonly reorganised?: boolean;
}

export interface VaultKeeper {
  readonly contracts: Watched;
  /**
   * Decides on what it is shown and sends at most one transaction, without waiting for it.
   * @throws KEEL_BRAINS_DISAGREE, or what the node answered
   */
  look(sight: Sight): Promise<TickResult>;
  /** What became of the last transaction; undefined where none is under way. */
  confirm(confirming?: Confirming): Promise<Confirmation | undefined>;
}

export async function createVaultKeeper(options: VaultKeeperOptions): Promise<VaultKeeper> {
  const { rpc, contracts, signer, journal, params, clock, log, relaySeconds = 0 } = options;
  const { rules = NO_RULES, dryRun = false, passing = () => {} } = options;
  const [vault, subject, kind] = [lockOf(contracts), subjectOf(contracts), kindFor(contracts)];
  const { allocation, settleFrom, leastGain } = params;
  const settings: ChoiceSettings = { allocation, settleFrom, leastGain };
  const chainId = BigInt(await rpc.request({ method: "eth_chainId" }));
  const { witness, relay } = options;
  const context: VaultContext = {
    rpc,
    witness,
    relay,
    relaySeconds,
    vault,
    signer,
    chainId,
    journal,
    params,
    clock,
    log,
    passing,
  };
  /** Since when no other node could be asked. */
  let aloneSince: number | undefined;
  const memory = await Memory.from(rules, journal, subject, clock.now());

  async function confirmAndTell(confirming?: Confirming): Promise<Confirmation | undefined> {
    await confirm({ ...context, vault: signer.address }, confirming);
    const confirmation = await confirm(context, confirming);
    if (confirmation === undefined) return undefined;
    const { kind, ending, inclusion } = confirmation;
    const level = ending === "mined" ? "info" : ending === "waiting" ? "debug" : "warn";
    const { hash, block, gasUsed } = inclusion ?? {};
    log[level]({ vault, kind, hash, block, gasUsed: gasUsed?.toString() }, `transaction ${ending}`);
    return confirmation;
  }

  async function look(sight: Sight): Promise<TickResult> {
    const { snapshot } = sight;
    const underWay = dryRun ? undefined : await stillUnderWay(sight);
    const windows = memory.look(snapshot);
    const choice = choose(snapshot, settings, { rules, windows });
    const id = await journal.recordLook({
      vault,
      subject,
      time: clock.now(),
      snapshot,
      settings,
      rules: rules.rules.map(({ setting }) => setting),
      windows,
      choice,
    });
    passing("looked");
    await requireOneMind(id, choice, snapshot);
    const result = await act(id, { snapshot, choice }, sight, underWay);
    if (result.outcome !== "sent") await journal.recordOutcome(id, result.outcome, reasonOf(result));
    tell(log, contracts, result);
    return result;
  }

  async function stillUnderWay({ snapshot, tag, reorganised = false }: Sight) {
    const head = tag === "pending" ? undefined : snapshot.block;
    if (head !== undefined) for (const whose of [signer.address, vault]) await settle(context, whose, head);
    const confirmation = await confirmAndTell({ head, reorganised });
    return confirmation?.ending === "waiting" ? journal.openAction(vault) : undefined;
  }

  async function requireOneMind(id: number, choice: Choice, snapshot: Snapshot): Promise<void> {
    try {
      requireAgreement(choice, snapshot);
    } catch (error) {
      await journal.recordOutcome(id, "disagreed", (error as Error).message);
      throw error;
    }
  }

  async function act(
    id: number,
    looked: Looked,
    { tag, opinion }: Sight,
    underWay: RecordedAction | undefined,
  ): Promise<TickResult> {
    const { snapshot, choice } = looked;
    const { block } = snapshot;
    if (underWay && !isMoreUrgent(choice, underWay)) return { ...looked, outcome: "waiting" };
    if (block.number < (await journal.lastInclusion(vault))) return { ...looked, outcome: "behind" };
    const action = await kind.actionFor(rpc, contracts, choice, snapshot, tag);
    if (action === undefined) return { ...looked, outcome: "nothing" };
    const { urgency } = action;

    const dearest = dearestFor(action, snapshot, params);
    const wanted = feesFor(urgency, block.baseFee, dearest, params);
    const last = underWay?.attempts.at(-1);
    const fees = wanted && last ? outbidding(wanted, last.fees, block.baseFee, dearest) : wanted;
    if (fees === undefined) return { ...looked, outcome: "too-dear", action };
    if (await backingOff(journal, action.to, urgency, clock.now()))
      return { ...looked, outcome: "backing-off", action };
    if (await coolingDown(choice, action.to)) return { ...looked, outcome: "cooling-down", action };
    if (!(await withinBudget(context, urgency))) return { ...looked, outcome: "over-budget", action };
    if (!dryRun) {
      const other = await opinion();
      if (other === "different") return { ...looked, outcome: "disagreed", action };
      aloneSince = other === "none" ? (aloneSince ?? clock.now()) : undefined;
      const waited = clock.now() - (aloneSince ?? 0);
      if (urgency < Urgency.protect && waited < params.aloneSeconds)
        return { ...looked, outcome: "alone", action };
    }
    const revert = await simulate(rpc, signer.address, action, tag, block);
    if (revert !== undefined) {
      const outcome = action.notYet?.includes(revert.name) ? "not-yet" : "refused";
      return { ...looked, outcome, action, revert };
    }
    if (dryRun) return { ...looked, outcome: "would-send", action };
    passing("simulated");

    const open = await journal.openActionsOf(signer.address);
    const free = await freeNonce(rpc, signer.address, open, tag === "latest" ? block : undefined);
    if (underWay === undefined && free.foreign && urgency < Urgency.protect)
      return { ...looked, outcome: "waiting" };
    const nonce = underWay?.nonce ?? free.next;
    const signed = await sign(signer, chainId, nonce, action, fees);
    passing("signed");
    const time = clock.now();
    const attempt = {
      ...signed,
      fees,
      deadline: time + params.deadlineSeconds + (relay === undefined ? 0 : relaySeconds),
      deadlineBlock: block.number + params.deadlineBlocks,
      privateUntil: relay === undefined || urgency === Urgency.rescue ? 0 : time + relaySeconds,
      cancels: false,
    };
    const beginning = { vault, time, signer: signer.address, action, nonce, dearest, attempt };
    await journal.begin(id, beginning, underWay);
    passing("begun");
    await publish(context, attempt);
    return { ...looked, outcome: "sent", action, hash: signed.hash };
  }

  /** What trades nothing has no cooldown of the contract's: a signal that flaps has one action in it, not one a block (KPR-04). */
  async function coolingDown({ move, ...choice }: Choice, target: string): Promise<boolean> {
    if (!("order" in choice) || !isUnspaced(move, choice.order)) return false;
    const since = clock.now() - (await journal.lastDone(target));
    return since >= 0 && since < params.spacing;
  }

  return { contracts, look, confirm: confirmAndTell };
}

/** A look at the prices must not hold up a rescue; it gives its nonce away. */
function isMoreUrgent({ asked, move }: Choice, { urgency }: RecordedAction): boolean {
  return move.kind === "execute" && asked.urgency > urgency;
}

function reasonOf(result: TickResult): string | undefined {
  return "revert" in result ? result.revert.text : undefined;
}
