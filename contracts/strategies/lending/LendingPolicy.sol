// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bands} from "../Bands.sol";
import {Codes} from "../Codes.sol";
import {DepegLevels} from "../DepegLevels.sol";
import {SalePace} from "../SalePace.sol";

/// @title What a lending position should do now: collateral supplied, a stable asset borrowed and placed in a yield venue.
/// @notice The twin of `strategies/lending/policy.ts`: the same state and parameters give the same action, target and reason,
/// digit for digit. Pure and total: every state has an answer, also an absurd one.
/// Ratios are scaled 1e9, floored, and saturated at 1e12; ages are seconds, saturated at 1e12.
library LendingPolicy {
    /// A thousandth: what the venue pays below it, of the debt or of what it holds, is no repayment worth making between two sales.
    uint64 private constant WORTH_REPAYING = 1e6;

    struct State {
        /// 1 where the position has collateral
        uint8 open;
        /// the depeg level remembered from the last action
        uint8 level;
        /// Codes.FLAG_*: prices that broke a bound of theirs
        uint8 priceFlags;
        /// Codes.VENUE_*: what the lender, the flash lender and the venue would refuse
        uint8 venueFlags;
        /// debt / collateral as the lender sees them
        uint64 ltv;
        /// the lender's live liquidation threshold
        uint64 liquidationLtv;
        /// the lender's live limit for new borrows
        uint64 borrowLtv;
        /// marketRate / redemptionRate of the collateral
        uint64 peg;
        /// lenderRate / redemptionRate of the collateral
        uint64 lenderPeg;
        /// what the venue yields less what the loan costs, a year, signed
        int64 carry;
        /// borrowed asset held, in the venue and loose, / debt; above 1 the loan has earned more than it cost
        uint64 cover;
        /// what the venue would pay out now / what it holds of ours; 0 where it pays nothing
        uint64 liquid;
        /// a share of the venue now / the best it was worth since the settings were made
        uint64 venueRate;
        uint64 marketAge;
        uint64 lenderAge;
        /// seconds since the last borrow, repay, unwind or harvest
        uint64 sinceAction;
        /// seconds since collateral was last sold for a repayment
        uint64 sinceSale;
    }

    struct Params {
        uint64 minLtv;
        uint64 targetLtv;
        uint64 maxLtv;
        uint64 ripcordLtv;
        /// the target at level `defend`; the bands move down with it
        uint64 defendLtv;
        /// the target at level `evacuate`
        uint64 evacuateLtv;
        uint64 watchPeg;
        uint64 watchReentry;
        uint64 defendPeg;
        uint64 defendReentry;
        uint64 evacuatePeg;
        uint64 evacuateReentry;
        uint64 maxMarketAge;
        uint64 maxLenderAge;
        /// borrowing needs at least this carry
        int64 borrowCarry;
        /// below this carry the loan is repaid
        int64 unwindCarry;
        /// cover from which the surplus becomes collateral
        uint64 harvestCover;
        /// below this the venue has lost too much and is left
        uint64 minVenueRate;
        uint64 cooldown;
        /// seconds between two sales of collateral, unless past the ripcord line
        uint64 pace;
        /// how much of the way from the band's edge to the target one action goes, in basis points
        uint64 recenterBps;
    }

    struct Decision {
        uint8 action;
        uint8 reason;
        uint8 urgency;
        uint8 level;
        /// the LTV that the action leads to; 0 where there is none
        uint64 target;
    }

    /// @notice Parameters that could hurt are refused here, by the number of the rule they break; 0 means sound.
    /// @dev 1 to 4 {Bands}, 5 peg thresholds, 6 carry, 7 recentering, 8 room under target, 9 harvest, 10 venue rate,
    /// 11 {SalePace}.
    /// @param window over which the prices average, seconds
    function unsound(
        Params memory p,
        uint256 liquidationLtv,
        uint256 window
    ) internal pure returns (uint256 rule) {
        rule = Bands.unsound(_ltvs(p), liquidationLtv);
        if (rule != 0) return rule;
        if (!DepegLevels.inOrder(_thresholds(p))) return 5;
        if (
            p.unwindCarry >= p.borrowCarry ||
            p.borrowCarry < 0 ||
            p.borrowCarry > 1e12 ||
            p.unwindCarry < -1e12
        ) {
            return 6;
        }
        if (p.recenterBps == 0 || p.recenterBps > 10_000) return 7;
        if (p.minLtv > Bands.percent97(p.targetLtv)) return 8;
        if (p.harvestCover <= Codes.RATIO || p.harvestCover > Codes.SATURATED) return 9;
        if (p.minVenueRate == 0 || p.minVenueRate > Codes.RATIO) return 10;
        if (!SalePace.sound(p.pace, p.cooldown, window)) return 11;
        return 0;
    }

    function decide(State memory s, Params memory p) internal pure returns (Decision memory d) {
        d.level = _level(s, p);
        bool marked = d.level != s.level;
        if (s.open == 0 && s.cover == 0) return _rest(d, marked, Codes.EMPTY);

        (uint256 low, uint256 target, uint256 high, uint256 line) = bands(s.liquidationLtv, d.level, p);
        if (s.ltv > high) {
            if (s.ltv < line && _awaitsSale(s, p)) return _rest(d, marked, Codes.REFUSED_PACE);
            d.target = Bands.toward(target, high, p.recenterBps);
            (d.reason, d.urgency) = (d.level >= Codes.DEFEND ? Codes.DEPEG : Codes.ABOVE_MAX, Codes.PROTECT);
            if (s.ltv >= line) (d.reason, d.urgency) = (Codes.PAST_RIPCORD, Codes.RESCUE);
            return _unlessPaused(d, Codes.REPAY, s.venueFlags);
        }
        if (s.ltv > 0 && s.venueRate < p.minVenueRate) {
            return _leave(d, s, p, marked, Codes.VENUE_LOSS, Codes.PROTECT);
        }
        if (s.ltv > 0 && s.carry < p.unwindCarry && s.sinceAction >= p.cooldown) {
            return _leave(d, s, p, marked, Codes.NEGATIVE_CARRY, Codes.REBALANCE);
        }
        if (s.cover >= p.harvestCover && _harvestable(s, p)) {
            (d.action, d.reason, d.urgency) = (Codes.HARVEST, Codes.SURPLUS, Codes.REBALANCE);
            return d;
        }
        if (s.ltv < low) return _borrow(d, s, p, marked, Bands.toward(target, low, p.recenterBps));
        return _rest(d, marked, Codes.IN_BAND);
    }

    /// @notice The bands in force; the lower edge keeps 3% from the target also where the lender's threshold presses it.
    function bands(
        uint256 liquidationLtv,
        uint8 level,
        Params memory p
    ) internal pure returns (uint256 low, uint256 target, uint256 high, uint256 line) {
        (low, target, high, line) = Bands.inForce(liquidationLtv, level, _ltvs(p));
        uint256 lowest = Bands.percent97(target);
        if (low > lowest) low = lowest;
    }

    function _level(State memory s, Params memory p) private pure returns (uint8) {
        bool fresh = s.marketAge <= p.maxMarketAge && s.priceFlags & Codes.FLAG_MARKET == 0;
        return fresh ? DepegLevels.next(s.level, s.peg, _thresholds(p)) : DepegLevels.known(s.level);
    }

    function _borrow(
        Decision memory d,
        State memory s,
        Params memory p,
        bool marked,
        uint64 goal
    ) private pure returns (Decision memory) {
        if (goal > s.borrowLtv) goal = s.borrowLtv;
        uint8 refusal = _refusal(s, p, d.level, goal);
        if (refusal != 0) return _rest(d, marked, refusal);
        (d.action, d.reason) = (Codes.BORROW, Codes.BELOW_MIN);
        (d.urgency, d.target) = (Codes.REBALANCE, goal);
        return d;
    }

    function _refusal(
        State memory s,
        Params memory p,
        uint8 level,
        uint256 goal
    ) private pure returns (uint8) {
        if (level >= Codes.WATCH) return Codes.REFUSED_LEVEL;
        if (s.marketAge > p.maxMarketAge || s.lenderAge > p.maxLenderAge) return Codes.REFUSED_PRICE_STALE;
        if (s.priceFlags != 0) return Codes.REFUSED_PRICE_BOUND;
        if (s.venueFlags != 0 || s.venueRate < p.minVenueRate) return Codes.REFUSED_VENUE;
        if (goal <= s.ltv) return Codes.REFUSED_BORROW_LIMIT;
        if (s.carry < p.borrowCarry) return Codes.REFUSED_CARRY;
        if (s.sinceAction < p.cooldown) return Codes.REFUSED_COOLDOWN;
        return 0;
    }

    /// @dev A harvest sells only what the venue pays out now, at a price that the lender knows.
    function _harvestable(State memory s, Params memory p) private pure returns (bool) {
        return
            s.sinceAction >= p.cooldown &&
            s.liquid > 0 &&
            s.lenderAge <= p.maxLenderAge &&
            s.priceFlags & Codes.FLAG_LENDER == 0 &&
            s.venueFlags & (Codes.VENUE_IS_PAUSED | Codes.VENUE_IS_FROZEN) == 0;
    }

    /// @dev Leaving the venue waits for its liquidity as long as anything is in it.
    function _leave(
        Decision memory d,
        State memory s,
        Params memory p,
        bool marked,
        uint8 reason,
        uint8 urgency
    ) private pure returns (Decision memory) {
        if (s.liquid == 0 && s.cover > 0) return _rest(d, marked, Codes.VENUE_ILLIQUID);
        if (_awaitsSale(s, p)) return _rest(d, marked, Codes.REFUSED_PACE);
        (d.reason, d.urgency) = (reason, urgency);
        return _unlessPaused(d, Codes.UNWIND, s.venueFlags);
    }

    /// @dev Between two sales only what the venue pays is repaid.
    function _awaitsSale(State memory s, Params memory p) private pure returns (bool) {
        return s.sinceSale < p.pace && (s.cover < WORTH_REPAYING || s.liquid < WORTH_REPAYING);
    }

    function _unlessPaused(
        Decision memory d,
        uint8 action,
        uint8 venueFlags
    ) private pure returns (Decision memory) {
        if (venueFlags & Codes.VENUE_IS_PAUSED == 0) {
            d.action = action;
        } else {
            (d.reason, d.target) = (Codes.VENUE_PAUSED, 0);
        }
        return d;
    }

    function _rest(Decision memory d, bool marked, uint8 reason) private pure returns (Decision memory) {
        d.action = marked ? Codes.MARK : Codes.HOLD;
        d.reason =
            marked && (reason == Codes.IN_BAND || reason == Codes.EMPTY) ? Codes.LEVEL_CHANGED : reason;
        return d;
    }

    function _ltvs(Params memory p) private pure returns (Bands.Ltvs memory) {
        return Bands.Ltvs(p.minLtv, p.targetLtv, p.maxLtv, p.ripcordLtv, p.defendLtv, p.evacuateLtv);
    }

    function _thresholds(Params memory p) private pure returns (DepegLevels.Thresholds memory) {
        return
            DepegLevels.Thresholds(
                p.watchPeg,
                p.watchReentry,
                p.defendPeg,
                p.defendReentry,
                p.evacuatePeg,
                p.evacuateReentry
            );
    }
}
