/** Why the rules ask for what they ask for, as the end of a sentence that begins with "because". */
import { Reason, reasonName } from "../strategies/decision.ts";

export type Words = Partial<Readonly<Record<Reason, string>>>;

/** As a loop has them, and whoever has no other words. */
const WORDS: Readonly<Record<Reason, string>> = {
  [Reason.inBand]: "LTV is inside its band",
  [Reason.empty]: "there is no position",
  [Reason.levelChanged]: "the depeg level changed",
  [Reason.belowMin]: "LTV is below its band",
  [Reason.aboveMax]: "LTV is above its band",
  [Reason.depeg]: "LTV is above its band in a depeg",
  [Reason.pastRipcord]: "LTV is past the ripcord line",
  [Reason.negativeCarry]: "borrowing costs more than it earns",
  [Reason.refusedLevel]: "there is a depeg, and levering waits",
  [Reason.refusedPriceStale]: "a price is too old to lever on",
  [Reason.refusedPriceBound]: "a price is out of its bounds, and levering waits",
  [Reason.refusedVenue]: "the lender or the flash lender refuses",
  [Reason.refusedBorrowLimit]: "the lender's limit leaves no room to lever",
  [Reason.refusedCarry]: "levering would earn too little",
  [Reason.refusedCooldown]: "the last action was not long ago",
  [Reason.venuePaused]: "the lender is paused",
  [Reason.slashed]: "the venue slashed stake",
  [Reason.exitMatured]: "an exit has matured",
  [Reason.worthHarvesting]: "the rewards are worth their gas",
  [Reason.epochOpen]: "the epoch has time left, and asking later costs no wait",
  [Reason.exitUnderWay]: "an exit is under way",
  [Reason.refusedRate]: "the redemption rate is late or out of its bounds",
  [Reason.idleFunds]: "funds lie beside the pool",
  [Reason.poolShallow]: "others have left the pool",
  [Reason.virtualPriceFell]: "the pool's virtual price has fallen",
  [Reason.refusedBalance]: "the pool holds too much stETH",
  [Reason.refusedCost]: "moving liquidity would cost too much",
  [Reason.venueLoss]: "the venue has lost funds",
  [Reason.venueIlliquid]: "the venue pays nothing out now",
  [Reason.surplus]: "the loan has earned more than it cost",
  [Reason.refusedHeld]: "the strategist's rules hold the loop down",
  [Reason.ruled]: "the strategist's rules ask for it",
  [Reason.refusedPace]: "the market is left alone for a while after the last sale",
};

/** Of what no policy decides on: exit queues, and strangers' positions. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  nobodyWaits: "nobody waits in the queue",
  priceUnseen: "the queue has not looked at its prices long enough to know a fair one",
  belowFloor: "leavers would get less than the queue settles at",
  funded: "idle funds pay those who wait",
  overdue: "the oldest request has waited as long as one may",
  unfunded: "there are not enough funds for those who wait",
  beforeLine: "LTV is not past the ripcord line",
  noFunds: "the keeper holds nothing, or has allowed nothing, to repay with",
  auctionRefuses: "the position or its lender refuses the repayment",
  tooLittleGain: "the reward is not worth its gas",
  worthItsGas: "the reward is worth its gas",
};

/** @param own words of the strategy's kind, which come first */
export function because(reason: Reason, own: Words = {}): string {
  return own[reason] ?? WORDS[reason];
}

/** @param name of a policy's reason, or of one of the keeper's own */
export function becauseNamed(name: string, own: Words = {}): string {
  const code = Object.values(Reason).find((each) => reasonName(each) === name);
  return code === undefined ? (OWN_WORDS[name] ?? name) : because(code, own);
}
