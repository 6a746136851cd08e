/** The keeper's transactions in words: what it did and why, for someone who never saw the policy. */
import { Action, type Decision, levelName, Reason } from "../../strategies/decision.ts";
import type { ActionRecord } from "../result.ts";

const ACTIONS: Record<Action, string> = {
  [Action.hold]: "waited",
  [Action.lever]: "borrowed more",
  [Action.delever]: "sold to repay",
  [Action.mark]: "noted the level",
  [Action.deposit]: "put funds to work",
  [Action.exit]: "asked for an exit",
  [Action.claim]: "took what had matured",
  [Action.harvest]: "took the rewards",
  [Action.sell]: "sold",
  [Action.enter]: "added liquidity",
  [Action.withdraw]: "removed liquidity",
  [Action.borrow]: "borrowed more",
  [Action.repay]: "repaid",
  [Action.unwind]: "left the venue and repaid",
  [Action.reduce]: "sold to repay",
  [Action.release]: "let the loop lever again",
};

const REASONS: Record<Reason, string> = {
  [Reason.inBand]: "LTV was inside its band",
  [Reason.empty]: "there was no position",
  [Reason.levelChanged]: "the depeg level changed",
  [Reason.belowMin]: "LTV was below its band",
  [Reason.aboveMax]: "LTV was above its band",
  [Reason.depeg]: "LTV was above the band of a depeg",
  [Reason.pastRipcord]: "LTV was past the ripcord line",
  [Reason.negativeCarry]: "borrowing cost more than staking earned",
  [Reason.refusedLevel]: "no borrowing during a depeg",
  [Reason.refusedPriceStale]: "no borrowing on a stale price",
  [Reason.refusedPriceBound]: "no borrowing on a price that broke its bound",
  [Reason.refusedVenue]: "the lender would have refused",
  [Reason.refusedBorrowLimit]: "the lender's borrowing limit was reached",
  [Reason.refusedCarry]: "borrowing would not have paid",
  [Reason.refusedCooldown]: "too soon after the last action",
  [Reason.venuePaused]: "the lender was paused",
  [Reason.slashed]: "stake had been slashed",
  [Reason.exitMatured]: "an exit had matured",
  [Reason.worthHarvesting]: "the rewards were worth their gas",
  [Reason.epochOpen]: "an exit could be asked for later without waiting longer",
  [Reason.exitUnderWay]: "an exit was under way",
  [Reason.refusedRate]: "the redemption rate was late or out of its bounds",
  [Reason.idleFunds]: "funds lay beside the pool",
  [Reason.poolShallow]: "others had left the pool",
  [Reason.virtualPriceFell]: "the pool's virtual price had fallen",
  [Reason.refusedBalance]: "the pool held too much stETH",
  [Reason.refusedCost]: "moving liquidity would have cost too much",
  [Reason.venueLoss]: "the venue had lost funds",
  [Reason.venueIlliquid]: "the venue paid nothing out",
  [Reason.surplus]: "the loan had earned more than it cost",
  [Reason.refusedHeld]: "the strategist's rules held the loop down",
  [Reason.ruled]: "the strategist's rules asked for it",
  [Reason.refusedPace]: "too soon after the last sale",
};

/** What was done and why, with the contract's error where it refused. */
export function inWords(record: ActionRecord): { what: string; why: string } {
  const what = record.kind === "execute" ? ACTIONS[record.decision.action] : kindInWords(record);
  if (record.refused === undefined) return { what, why: why(record) };
  return { what: `not done (${what})`, why: `${why(record)}; the contract refused with ${record.refused}` };
}

/** What records of one kind have in common. */
export function kindInWords({ kind, decision, refused }: ActionRecord): string {
  if (refused !== undefined) return "refused by the contract";
  if (kind === "allocate") return "put idle stETH to work";
  if (kind === "poke") return "looked at the prices";
  if (decision.action === Action.mark) return "noted a new depeg level";
  return `${ACTIONS[decision.action]}: ${REASONS[decision.reason]}`;
}

/** A level that was only noted is told by its name, since the policy's reason there is why it did no more. */
function why({ kind, decision }: { kind: ActionRecord["kind"]; decision: Decision }): string {
  if (kind === "allocate") return "a deposit lay idle";
  if (kind === "poke") return "the average needs a fresh price";
  if (decision.action === Action.mark) return `the depeg is now at level “${levelName(decision.level)}”`;
  return REASONS[decision.reason];
}
