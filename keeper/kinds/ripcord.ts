/**
 * Strangers' borrowers: past the ripcord line anyone may repay debt and take collateral at a discount, and the keeper does so where
 * it is asked to, from funds that its own key holds and has allowed the position to take.
 */
import { Interface } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { Level, RATIO, Reason, Urgency } from "../../strategies/decision.ts";
import { least } from "../../strategies/kernels/math/extremes.ts";
import { GAS } from "../action.ts";
import { callTag } from "../block.ts";
import type { Move, OwnChoice } from "../choice.ts";
import { revertOf } from "../revert.ts";
import type { StrangerSnapshot } from "../snapshot.ts";
import type { WatchedStranger } from "../watched.ts";
import type { Kind } from "./kind.ts";

const WAD = 10n ** 18n;
/** What a ripcord was measured to use, and more. */
const GAS_USED = 600_000n;
/** Somebody else may be first and leave less: then it reverts, but for so much of what was offered. */
const TOLERANCE = 200n;

const TOKEN = new Interface([
  "function balanceOf(address) view returns (uint256)",
  "function allowance(address, address) view returns (uint256)",
  "function stEthPerToken() view returns (uint256)",
  "function getAssetPrice(address) view returns (uint256)",
]);

/** Of loops and lending positions alike. */
const RIPCORD = new Interface([
  "function ripcord(uint256 repay, uint256 minUnits) returns (uint256 repaid, uint256 units)",
]);

const CONTRACTS = { "leveraged-loop": "LeveragedLoopStrategy", lending: "LendingStrategy" } as const;

export const ripcord: Kind<WatchedStranger, StrangerSnapshot> = {
  reads({ of, strategy, payer, token, oracle }) {
    const position = { to: strategy, abi: interfaceOf(CONTRACTS[of]) };
    const price = (asset: string) => ({ to: oracle, abi: TOKEN, name: "getAssetPrice", args: [asset] });
    return [
      { ...position, name: "risk" },
      { ...position, name: "check" },
      { to: token, abi: TOKEN, name: "balanceOf", args: [payer] },
      { to: token, abi: TOKEN, name: "allowance", args: [payer, strategy] },
      price(token),
      price(addressBook.weth.address),
      { to: addressBook.wstETH.address, abi: TOKEN, name: "stEthPerToken" },
    ];
  },

  snapshotOf({ tokenUnit }, block, [risk, check, balance, allowance, tokenPrice, etherPrice, rate]) {
    const [ltv, liquidationLtv, peg] = [risk.ltv, risk.liquidationLtv, risk.peg].map(Number) as [
      number,
      number,
      number,
    ];
    return {
      kind: "ripcord",
      block,
      state: { ltv, liquidationLtv, peg, past: Number(check.reason) === Reason.pastRipcord ? 1 : 0 },
      funds: least(balance, allowance),
      tokenPrice: etherPrice === 0n ? 0n : (tokenPrice * WAD) / etherPrice,
      tokenUnit,
      unitPrice: (rate * BigInt(peg)) / BigInt(RATIO),
    };
  },

  async complete(rpc, { strategy, payer }, snapshot, tag) {
    const { state, funds, block } = snapshot;
    if (state.past === 0 || funds === 0n) return snapshot;
    const call = { from: payer, to: strategy, data: RIPCORD.encodeFunctionData("ripcord", [funds, 0n]) };
    try {
      const answer = await rpc.request({ method: "eth_call", params: [call, callTag(tag, block)] });
      const [repaid, units] = RIPCORD.decodeFunctionResult("ripcord", answer);
      return { ...snapshot, offer: { repaid, units } };
    } catch (error) {
      if (revertOf(error) === undefined) throw error;
      return snapshot;
    }
  },

  choose(snapshot, settings): OwnChoice {
    const { state, funds, offer } = snapshot;
    if (state.past === 0) return told("hold", "beforeLine");
    if (funds === 0n) return told("hold", "noFunds");
    if (offer === undefined) return told("hold", "auctionRefuses");
    if (rewardOf(snapshot) < gasCost(snapshot) + settings.leastGain) return told("hold", "tooLittleGain");
    const minUnits = offer.units - offer.units / TOLERANCE;
    return told("ripcord", "worthItsGas", { kind: "ripcord", repay: offer.repaid, minUnits });
  },

  async actionFor(_rpc, { strategy }, { move }) {
    if (move.kind !== "ripcord") return undefined;
    const data = RIPCORD.encodeFunctionData("ripcord", [move.repay, move.minUnits]);
    const urgency = Urgency.rebalance;
    // Somebody else was first.
    const notYet = ["NotPastLine", "NotPastRipcord", "InsufficientRealised", "TooLittleCollateral"];
    return { kind: move.kind, urgency, to: strategy, data, gasLimit: GAS.ripcord, notYet };
  },

  worth: (snapshot) => rewardOf(snapshot),

  calls: ({ of, strategy }) => [{ to: strategy, contract: CONTRACTS[of], functions: ["ripcord"] }],
};

/** Wei that the collateral would fetch beyond what is repaid for it; 0 where that is less. */
function rewardOf({ offer, unitPrice, tokenPrice, tokenUnit }: StrangerSnapshot): bigint {
  if (offer === undefined) return 0n;
  const got = (offer.units * unitPrice) / WAD;
  const paid = (offer.repaid * tokenPrice) / tokenUnit;
  return got > paid ? got - paid : 0n;
}

const gasCost = ({ block }: StrangerSnapshot): bigint => GAS_USED * block.baseFee;

function told(action: string, reason: string, move: Move = { kind: "none" }): OwnChoice {
  const urgency = move.kind === "none" ? Urgency.idle : Urgency.rebalance;
  return { asked: { action, reason, urgency, level: Level.calm }, move };
}
