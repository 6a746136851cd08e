// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a leveraged loop should do now, decided from ratios, ages and codes alone.
/// @notice The twin of `strategies/leveraged-loop/policy.ts`: the same state and parameters give the same action, target
/// and reason, digit for digit. Pure and total: every state has an answer, also an absurd one.
/// Ratios are scaled 1e9 (0.66 is 660_000_000), floored, and saturated at 1e12; ages are seconds, saturated at 1e12.
library LoopPolicy {
    uint256 internal constant RATIO = 1e9;
    /// Ratios and ages saturate here, so that every sum and product below also fits a float64's integers.
    uint256 internal constant SATURATED = 1e12;

    uint8 internal constant HOLD = 0;
    uint8 internal constant LEVER = 1;
    uint8 internal constant DELEVER = 2;
    /// Nothing to trade, but the depeg level changed and must be remembered.
    uint8 internal constant MARK = 3;

    uint8 internal constant CALM = 0;
    uint8 internal constant WATCH = 1;
    uint8 internal constant DEFEND = 2;
    uint8 internal constant EVACUATE = 3;

    uint8 internal constant IDLE = 0;
    uint8 internal constant REBALANCE = 1;
    uint8 internal constant PROTECT = 2;
    uint8 internal constant RESCUE = 3;

    uint8 internal constant IN_BAND = 0;
    uint8 internal constant EMPTY = 1;
    uint8 internal constant LEVEL_CHANGED = 2;
    uint8 internal constant BELOW_MIN = 3;
    uint8 internal constant ABOVE_MAX = 4;
    uint8 internal constant DEPEG = 5;
    uint8 internal constant PAST_RIPCORD = 6;
    uint8 internal constant NEGATIVE_CARRY = 7;
    uint8 internal constant REFUSED_LEVEL = 8;
    uint8 internal constant REFUSED_PRICE_STALE = 9;
    uint8 internal constant REFUSED_PRICE_BOUND = 10;
    uint8 internal constant REFUSED_VENUE = 11;
    uint8 internal constant REFUSED_BORROW_LIMIT = 12;
    uint8 internal constant REFUSED_CARRY = 13;
    uint8 internal constant REFUSED_COOLDOWN = 14;
    uint8 internal constant VENUE_PAUSED = 15;

    uint8 internal constant FLAG_MARKET = 1;
    uint8 internal constant FLAG_REDEMPTION = 2;
    uint8 internal constant FLAG_LENDER = 4;

    uint8 internal constant VENUE_FROZEN = 1;
    uint8 internal constant VENUE_IS_PAUSED = 2;
    uint8 internal constant VENUE_CAPPED = 4;
    uint8 internal constant VENUE_NO_FLASH = 8;

    struct State {
        /// 1 where the position has collateral
        uint8 open;
        /// the depeg level remembered from the last action
        uint8 level;
        /// FLAG_*: prices that broke a bound of theirs
        uint8 priceFlags;
        /// VENUE_*: what the lender and the flash lender would refuse
        uint8 venueFlags;
        /// debt / collateral at lenderRate
        uint64 ltv;
        /// the lender's live liquidation threshold
        uint64 liquidationLtv;
        /// the lender's live limit for new borrows
        uint64 borrowLtv;
        /// marketRate / redemptionRate
        uint64 peg;
        /// lenderRate / redemptionRate
        uint64 lenderPeg;
        /// staking rate less borrow rate, a year, signed
        int64 carry;
        uint64 marketAge;
        uint64 lenderAge;
        /// seconds since the last lever or delever
        uint64 sinceAction;
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
        /// levering needs at least this carry
        int64 leverCarry;
        /// below this carry the loop unwinds
        int64 unwindCarry;
        uint64 cooldown;
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
    /// @dev 1 band order, 2 room under max, 3 ripcord order, 4 level targets, 5 peg thresholds, 6 carry, 7 recentering.
    function unsound(Params memory p, uint256 liquidationLtv) internal pure returns (uint256 rule) {
        if (!(p.minLtv < p.targetLtv && p.targetLtv < p.maxLtv && p.maxLtv < RATIO)) return 1;
        if (p.targetLtv > _percent97(p.maxLtv)) return 2;
        if (p.maxLtv >= p.ripcordLtv || p.ripcordLtv > _percent97(liquidationLtv)) return 3;
        if (p.evacuateLtv > p.defendLtv || p.defendLtv > p.targetLtv) return 4;
        if (!_pegsInOrder(p)) return 5;
        if (
            p.unwindCarry >= p.leverCarry || p.leverCarry < 0 || p.leverCarry > 1e12 || p.unwindCarry < -1e12
        ) {
            return 6;
        }
        if (p.recenterBps == 0 || p.recenterBps > 10_000) return 7;
        return 0;
    }

    function decide(State memory s, Params memory p) internal pure returns (Decision memory d) {
        bool fresh = s.marketAge <= p.maxMarketAge && s.priceFlags & FLAG_MARKET == 0;
        d.level = fresh ? nextLevel(s.level, s.peg, p) : _known(s.level);
        bool marked = d.level != s.level;

        if (s.open == 0) return _rest(d, marked, EMPTY);

        (uint256 low, uint256 target, uint256 high, uint256 line) = bands(s.liquidationLtv, d.level, p);

        if (s.ltv > high) {
            d.target = _toward(target, high, p.recenterBps);
            if (s.ltv >= line) (d.reason, d.urgency) = (PAST_RIPCORD, RESCUE);
            else (d.reason, d.urgency) = (d.level >= DEFEND ? DEPEG : ABOVE_MAX, PROTECT);
            return _deleverUnlessPaused(d, s.venueFlags);
        }
        if (s.carry < p.unwindCarry && s.ltv > 0 && d.level < DEFEND && s.sinceAction >= p.cooldown) {
            (d.reason, d.urgency) = (NEGATIVE_CARRY, REBALANCE);
            return _deleverUnlessPaused(d, s.venueFlags);
        }
        if (s.ltv < low) {
            uint256 goal = _toward(target, low, p.recenterBps);
            if (goal > s.borrowLtv) goal = s.borrowLtv;
            uint8 refusal = _refusal(s, p, d.level, goal);
            if (refusal != 0) return _rest(d, marked, refusal);
            (d.action, d.reason, d.urgency, d.target) = (LEVER, BELOW_MIN, REBALANCE, uint64(goal));
            return d;
        }
        return _rest(d, marked, IN_BAND);
    }

    /// @notice The depeg level after `peg` is seen at `level`: up at once, down only past each level's re-entry.
    function nextLevel(uint8 level, uint256 peg, Params memory p) internal pure returns (uint8 next) {
        uint8 entered =
            peg < p.evacuatePeg
                ? EVACUATE
                : peg < p.defendPeg
                    ? DEFEND
                    : peg < p.watchPeg
                        ? WATCH
                        : CALM;
        next = _known(level);
        if (entered >= next) return entered;
        if (next == EVACUATE && peg >= p.evacuateReentry) next = DEFEND;
        if (next == DEFEND && entered < DEFEND && peg >= p.defendReentry) next = WATCH;
        if (next == WATCH && entered < WATCH && peg >= p.watchReentry) next = CALM;
    }

    /// @notice The bands in force: centred on the level's target, and never past what the lender's live threshold bears.
    function bands(
        uint256 liquidationLtv,
        uint8 level,
        Params memory p
    ) internal pure returns (uint256 low, uint256 target, uint256 high, uint256 line) {
        target =
            level >= EVACUATE
                ? p.evacuateLtv
                : level == DEFEND
                    ? p.defendLtv
                    : p.targetLtv;
        uint256 shift = p.targetLtv - target;
        low = p.minLtv > shift ? p.minLtv - shift : 0;
        high = p.maxLtv - shift;
        line = _min(p.ripcordLtv, _percent97(liquidationLtv));
        high = _min(high, _percent97(line));
        target = _min(target, _percent97(high));
        low = _min(low, target);
    }

    function _refusal(
        State memory s,
        Params memory p,
        uint8 level,
        uint256 goal
    ) private pure returns (uint8) {
        if (level >= WATCH) return REFUSED_LEVEL;
        if (s.marketAge > p.maxMarketAge || s.lenderAge > p.maxLenderAge) return REFUSED_PRICE_STALE;
        if (s.priceFlags != 0) return REFUSED_PRICE_BOUND;
        if (s.venueFlags != 0) return REFUSED_VENUE;
        if (goal <= s.ltv) return REFUSED_BORROW_LIMIT;
        if (s.carry < p.leverCarry) return REFUSED_CARRY;
        if (s.sinceAction < p.cooldown) return REFUSED_COOLDOWN;
        return 0;
    }

    function _deleverUnlessPaused(
        Decision memory d,
        uint8 venueFlags
    ) private pure returns (Decision memory) {
        if (venueFlags & VENUE_IS_PAUSED == 0) {
            d.action = DELEVER;
        } else {
            (d.reason, d.target) = (VENUE_PAUSED, 0);
        }
        return d;
    }

    function _rest(Decision memory d, bool marked, uint8 reason) private pure returns (Decision memory) {
        d.action = marked ? MARK : HOLD;
        d.reason = marked && (reason == IN_BAND || reason == EMPTY) ? LEVEL_CHANGED : reason;
        return d;
    }

    /// @dev From a band's edge toward the target; the whole way at 10,000 bps.
    function _toward(uint256 target, uint256 edge, uint256 bps) private pure returns (uint64) {
        uint256 rest = edge > target ? edge - target : target - edge;
        uint256 kept = (rest * (10_000 - bps)) / 10_000;
        return uint64(edge > target ? target + kept : target - kept);
    }

    function _pegsInOrder(Params memory p) private pure returns (bool) {
        return
            p.evacuatePeg <= p.defendPeg &&
            p.defendPeg <= p.watchPeg &&
            p.evacuatePeg <= p.evacuateReentry &&
            p.defendPeg <= p.defendReentry &&
            p.watchPeg <= p.watchReentry &&
            p.evacuateReentry <= p.defendReentry &&
            p.defendReentry <= p.watchReentry &&
            p.watchReentry <= SATURATED;
    }

    function _known(uint8 level) private pure returns (uint8) {
        return level > EVACUATE ? EVACUATE : level;
    }

    function _percent97(uint256 ratio) private pure returns (uint256) {
        return (ratio * 97) / 100;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
