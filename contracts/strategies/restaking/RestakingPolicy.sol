// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Codes} from "../Codes.sol";

/// @title What a restaked position should do now, decided from ratios, times and codes alone.
/// @notice The twin of `strategies/restaking/policy.ts`, for every venue that takes stake and gives it back slowly: the same
/// state and parameters give the same decision, digit for digit. Pure and total: every state has an answer, also an absurd
/// one. Ratios are scaled 1e9, floored, and saturated at 1e12; times are seconds, saturated at 1e12. Amounts are shares of
/// the position's cap. A market price closes entries and can forbid a sale; it never asks for one.
library RestakingPolicy {
    uint256 private constant HOURS_A_YEAR = 8760;
    /// Longer waits count as ten years.
    uint256 private constant LONGEST_WAIT = 10 * HOURS_A_YEAR * 1 hours;

    struct State {
        /// 1 where the position holds anything, on its way out included
        uint8 open;
        /// the alarm level remembered from the last action
        uint8 level;
        /// VENUE_*: deposits closed, exits refused, full, no operator that works for it
        uint8 venueFlags;
        /// RATE_*: what is wrong with a rate that is pushed
        uint8 rateFlags;
        uint8 priceFlags;
        /// what is at stake
        uint64 staked;
        /// what lies here and is not at stake
        uint64 loose;
        /// what is on its way out and cannot be claimed yet
        uint64 pending;
        /// what has matured and can be claimed now
        uint64 claimable;
        /// seconds until the venue's epoch ends; 0 where it has none
        uint64 epochLeft;
        /// seconds that an exit asked for now would take
        uint64 exitWait;
        /// what slashes took of each unit at stake since the last action
        uint64 slashSeen;
        /// seconds since a pushed rate last changed; 0 where the venue's own books answer
        uint64 rateAge;
        /// marketRate / redemptionRate
        uint64 peg;
        uint64 marketAge;
        /// what a sale at our size would lose against redemption; saturated where there is none
        uint64 saleCost;
        /// what the rewards are worth, in times what claiming them costs
        uint64 rewards;
        /// seconds since the last deposit, exit or sale
        uint64 sinceAction;
        /// seconds since the level last rose, or a slash was last noted
        uint64 sinceAlarm;
    }

    struct Params {
        /// share of the cap that deposits fill
        uint64 targetStaked;
        /// share of the cap above which an exit down to the target is asked for
        uint64 maxStaked;
        /// what stays at stake at level `evacuate`
        uint64 evacuateStaked;
        /// the least that is worth a deposit of its own
        uint64 minLoose;
        uint64 watchPeg;
        uint64 watchReentry;
        uint64 defendPeg;
        uint64 defendReentry;
        /// slashes from which on the level is `defend`, and `evacuate`
        uint64 defendSlash;
        uint64 evacuateSlash;
        uint64 maxMarketAge;
        uint64 maxRateAge;
        /// seconds for which a level stays after what raised it is over
        uint64 calmAfter;
        uint64 cooldown;
        /// how long before an epoch's end an exit that is not urgent is asked for
        uint64 epochWindow;
        /// what waiting for an exit costs, a year: what a sale is compared with
        uint64 waitCost;
        /// the furthest that market and redemption price may be apart for a sale
        uint64 maxGap;
        /// the least that rewards are claimed for, in times what claiming costs
        uint64 minHarvest;
    }

    struct Decision {
        uint8 action;
        uint8 reason;
        uint8 urgency;
        uint8 level;
        /// the share of the cap at stake that the action leads to; 0 where there is none
        uint64 target;
    }

    /// @notice Parameters that could hurt are refused here, by the number of the rule they break; 0 means sound.
    /// @dev 1 order of stakes, 2 room under max, 3 least deposit, 4 peg thresholds, 5 slash thresholds, 6 sale, 7 harvest,
    /// 8 calm: an alarm outlasts the cooldown.
    function unsound(Params memory p) internal pure returns (uint256 rule) {
        if (p.evacuateStaked > p.targetStaked || p.targetStaked >= p.maxStaked || p.maxStaked > Codes.RATIO)
            return 1;
        if (p.targetStaked > (uint256(p.maxStaked) * 97) / 100) return 2;
        if (p.minLoose == 0 || p.minLoose > p.targetStaked) return 3;
        if (!_pegsInOrder(p)) return 4;
        if (p.defendSlash == 0 || p.defendSlash > p.evacuateSlash || p.evacuateSlash > Codes.RATIO) return 5;
        if (p.maxGap > Codes.RATIO || p.waitCost > Codes.RATIO) return 6;
        if (p.minHarvest == 0) return 7;
        if (p.calmAfter == 0 || p.calmAfter < p.cooldown) return 8;
        return 0;
    }

    function decide(State memory s, Params memory p) internal pure returns (Decision memory d) {
        d.level = nextLevel(s, p);
        if (s.open == 0) return _rest(d, s, Codes.EMPTY);

        bool evacuating = d.level == Codes.EVACUATE;
        if (evacuating && s.staked > p.evacuateStaked) {
            (d.reason, d.urgency, d.target) = (Codes.SLASHED, Codes.RESCUE, p.evacuateStaked);
            return _leave(d, s, p);
        }
        if (s.claimable > 0) {
            (d.action, d.reason, d.urgency) = (
                Codes.CLAIM,
                Codes.EXIT_MATURED,
                d.level >= Codes.DEFEND ? Codes.PROTECT : Codes.REBALANCE
            );
            return d;
        }
        if (!evacuating && s.staked > p.maxStaked) {
            if (s.sinceAction < p.cooldown) return _rest(d, s, Codes.REFUSED_COOLDOWN);
            if (s.epochLeft > p.epochWindow) return _rest(d, s, Codes.EPOCH_OPEN);
            (d.reason, d.urgency, d.target) = (Codes.ABOVE_MAX, Codes.REBALANCE, p.targetStaked);
            return _leave(d, s, p);
        }
        if (s.rewards >= p.minHarvest) {
            (d.action, d.reason, d.urgency) = (Codes.HARVEST, Codes.WORTH_HARVESTING, Codes.REBALANCE);
            return d;
        }
        if (s.loose >= p.minLoose && s.staked < p.targetStaked) {
            uint8 refused = refusal(s, p, d.level);
            if (refused != 0) return _rest(d, s, refused);
            uint64 reached = s.staked + s.loose;
            (d.action, d.reason, d.urgency) = (Codes.DEPOSIT, Codes.BELOW_MIN, Codes.REBALANCE);
            d.target = reached < p.targetStaked ? reached : p.targetStaked;
            return d;
        }
        return _rest(d, s, Codes.IN_BAND);
    }

    /// @notice The alarm level in this state: up at once; down only `calmAfter` seconds after the last alarm, and where the market
    /// price had raised it, past its re-entry.
    function nextLevel(State memory s, Params memory p) internal pure returns (uint8) {
        uint8 known = s.level > Codes.EVACUATE ? Codes.EVACUATE : s.level;
        uint8 entered = _alarm(s, p, p.watchPeg, p.defendPeg);
        if (entered >= known) return entered;
        if (s.sinceAlarm < p.calmAfter) return known;
        uint8 stayed = _alarm(s, p, p.watchReentry, p.defendReentry);
        return stayed < known ? stayed : known;
    }

    /// @notice What waiting for an exit asked for now would cost, as a ratio.
    function queueCost(uint256 exitWait, uint256 waitCost) internal pure returns (uint256) {
        uint256 wait = exitWait < LONGEST_WAIT ? exitWait : LONGEST_WAIT;
        return (((wait + 1 hours - 1) / 1 hours) * waitCost) / HOURS_A_YEAR;
    }

    /// @dev A slash alone makes for `evacuate`; the market price goes no further than `defend`, whatever it says.
    function _alarm(
        State memory s,
        Params memory p,
        uint64 watchPeg,
        uint64 defendPeg
    ) private pure returns (uint8) {
        bool priced = _marketKnown(s, p);
        if (s.slashSeen >= p.evacuateSlash) return Codes.EVACUATE;
        if (
            s.slashSeen >= p.defendSlash ||
            s.rateFlags & (Codes.RATE_FELL | Codes.RATE_FLAGGED) != 0 ||
            (priced && s.peg < defendPeg)
        ) return Codes.DEFEND;
        if (
            s.slashSeen > 0 ||
            s.rateFlags != 0 ||
            s.rateAge > p.maxRateAge ||
            s.venueFlags & (Codes.VENUE_IS_FROZEN | Codes.VENUE_IS_PAUSED | Codes.VENUE_OPERATOR_OUT) != 0 ||
            (priced && s.peg < watchPeg)
        ) return Codes.WATCH;
        return Codes.CALM;
    }

    /// @dev By sale only where that is cheaper than the queue and market and redemption agree; else by the queue.
    function _leave(
        Decision memory d,
        State memory s,
        Params memory p
    ) private pure returns (Decision memory) {
        uint256 gap = s.peg > Codes.RATIO ? s.peg - Codes.RATIO : Codes.RATIO - s.peg;
        bool agreed = _marketKnown(s, p) && s.rateFlags == 0 && gap <= p.maxGap && s.rateAge <= p.maxRateAge;
        if (agreed && s.saleCost < queueCost(s.exitWait, p.waitCost)) d.action = Codes.SELL;
        else if (s.venueFlags & Codes.VENUE_IS_PAUSED == 0) d.action = Codes.EXIT;
        else (d.reason, d.target) = (Codes.VENUE_PAUSED, 0);
        return d;
    }

    /// @notice Why nothing may be deposited now, as a reason; 0 where it may.
    function refusal(State memory s, Params memory p, uint8 level) internal pure returns (uint8) {
        if (s.rateFlags != 0 || s.rateAge > p.maxRateAge) return Codes.REFUSED_RATE;
        if (level >= Codes.WATCH) return Codes.REFUSED_LEVEL;
        if (s.venueFlags != 0) return Codes.REFUSED_VENUE;
        if (s.pending > 0) return Codes.EXIT_UNDER_WAY;
        if (s.sinceAction < p.cooldown) return Codes.REFUSED_COOLDOWN;
        return 0;
    }

    function _rest(Decision memory d, State memory s, uint8 reason) private pure returns (Decision memory) {
        bool marked = d.level != s.level || s.slashSeen > 0;
        d.action = marked ? Codes.MARK : Codes.HOLD;
        d.reason = reason;
        if (marked && (reason == Codes.IN_BAND || reason == Codes.EMPTY)) {
            d.reason = s.slashSeen > 0 ? Codes.SLASHED : Codes.LEVEL_CHANGED;
        }
        return d;
    }

    function _marketKnown(State memory s, Params memory p) private pure returns (bool) {
        return s.marketAge <= p.maxMarketAge && s.priceFlags & Codes.FLAG_MARKET == 0;
    }

    function _pegsInOrder(Params memory p) private pure returns (bool) {
        return
            p.defendPeg <= p.watchPeg &&
            p.defendPeg <= p.defendReentry &&
            p.watchPeg <= p.watchReentry &&
            p.defendReentry <= p.watchReentry &&
            p.watchReentry <= Codes.SATURATED;
    }
}
