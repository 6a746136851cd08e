// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bands} from "./Bands.sol";
import {Codes} from "./Codes.sol";
import {DepegLevels} from "./DepegLevels.sol";
import {SalePace} from "./SalePace.sol";

/// @title What a leveraged loop should do now, decided from ratios, ages and codes alone.
/// @notice The twin of `strategies/leveraged-loop/policy.ts`: the same state and parameters give the same action, target
/// and reason, digit for digit. Pure and total: every state has an answer, also an absurd one.
/// Ratios are scaled 1e9 (0.66 is 660_000_000), floored, and saturated at 1e12; ages are seconds, saturated at 1e12.
library LoopPolicy {
    /// What lies in the staking protocol's withdrawal queue.
    uint8 internal constant QUEUED_NOTHING = 0;
    uint8 internal constant QUEUED_WAITING = 1;
    uint8 internal constant QUEUED_MATURED = 2;

    uint256 private constant HOURS_A_YEAR = 8760;
    uint256 private constant BPS = 10_000;

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
        /// staking rate less the borrow rate paid over the last window, a year, signed
        int64 carry;
        uint64 marketAge;
        uint64 lenderAge;
        /// seconds since the last lever or delever
        uint64 sinceAction;
        /// seconds since the last sale of a delever
        uint64 sinceSale;
        /// 1 where the lender prices the collateral by a market feed, 0 where by the exchange rate
        uint8 lenderAtMarket;
        /// 1 while the strategist's rules hold the loop down
        uint8 held;
        /// QUEUED_*
        uint8 queued;
        /// staking rate less what borrowing would cost once the loop is at its target, a year, signed
        int64 carryAfter;
        /// the borrow rate paid over the last window, a year
        uint64 borrowRate;
        /// what a sale at the loop's own size gives up against redemption, a part of it
        uint64 saleCost;
        /// seconds until the queue is expected to pay; saturated where it takes nothing
        uint64 queueWait;
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
        /// seconds between two sales, unless past the ripcord line
        uint64 pace;
        /// how much of the way from the band's upper edge to the target a delever goes, in basis points
        uint64 recenterBps;
        /// by how much the queue must be cheaper than a sale, a part of what is sold
        uint64 queueMargin;
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
    /// @dev 1 to 4 {Bands}, 5 peg thresholds, 6 carry, 7 recentering, 8 queue margin,
    /// 9 {SalePace}.
    /// @param window over which the prices average, seconds
    function unsound(
        Params memory p,
        uint256 liquidationLtv,
        uint256 window
    ) internal pure returns (uint256 rule) {
        // A loop always borrows; the bands alone would let a target of 0 pass.
        if (p.minLtv >= p.targetLtv) return 1;
        rule = Bands.unsound(_ltvs(p), liquidationLtv);
        if (rule != 0) return rule;
        if (!DepegLevels.inOrder(_thresholds(p))) return 5;
        if (
            p.unwindCarry >= p.leverCarry || p.leverCarry < 0 || p.leverCarry > 1e12 || p.unwindCarry < -1e12
        ) {
            return 6;
        }
        if (p.recenterBps == 0 || p.recenterBps > BPS) return 7;
        if (p.queueMargin > Codes.RATIO) return 8;
        if (!SalePace.sound(p.pace, p.cooldown, window)) return 9;
        return 0;
    }

    function decide(State memory s, Params memory p) internal pure returns (Decision memory d) {
        d.level = levelOf(s, p);
        bool marked = d.level != s.level;

        if (s.open == 0 && s.queued != QUEUED_MATURED) return _rest(d, marked, Codes.EMPTY);

        (uint256 low, uint256 target, uint256 high, uint256 line) = bands(s, d.level, p);

        if (s.ltv > high) {
            uint64 goal = Bands.toward(target, high, p.recenterBps);
            if (s.ltv >= line)
                return _unlessPaused(d, s.venueFlags, Codes.DELEVER, Codes.PAST_RIPCORD, Codes.RESCUE, goal);
            if (s.sinceSale >= p.pace) {
                uint8 reason = d.level >= Codes.DEFEND ? Codes.DEPEG : Codes.ABOVE_MAX;
                return _unlessPaused(d, s.venueFlags, Codes.DELEVER, reason, Codes.PROTECT, goal);
            }
        }
        if (s.queued == QUEUED_MATURED) {
            return _unlessPaused(d, s.venueFlags, Codes.CLAIM, Codes.EXIT_MATURED, Codes.REBALANCE, 0);
        }
        if (s.ltv > high) return _rest(d, marked, Codes.REFUSED_PACE);
        if (s.carry < p.unwindCarry && s.ltv > 0 && s.sinceAction >= p.cooldown) {
            if (waitCost(s) + p.queueMargin < s.saleCost) {
                if (s.queued != QUEUED_NOTHING) return _rest(d, marked, Codes.EXIT_UNDER_WAY);
                // What goes into the queue leaves the collateral at once, and its debt only once it is paid.
                uint64 goal = exitGoal(target, high);
                if (s.ltv < goal) {
                    return
                        _unlessPaused(
                            d,
                            s.venueFlags,
                            Codes.EXIT,
                            Codes.NEGATIVE_CARRY,
                            Codes.REBALANCE,
                            goal
                        );
                }
            }
            if (d.level < Codes.DEFEND) {
                return
                    _unlessPaused(d, s.venueFlags, Codes.DELEVER, Codes.NEGATIVE_CARRY, Codes.REBALANCE, 0);
            }
        }
        if (s.ltv < low) {
            uint256 goal = _min(target, s.borrowLtv);
            uint8 refusal = _refusal(s, p, d.level, goal);
            if (refusal != 0) return _rest(d, marked, refusal);
            (d.action, d.reason, d.urgency, d.target) = (
                Codes.LEVER,
                Codes.BELOW_MIN,
                Codes.REBALANCE,
                uint64(goal)
            );
            return d;
        }
        return _rest(d, marked, Codes.IN_BAND);
    }

    /// @notice The depeg level after the market price is seen; one that is refused moves no level.
    function levelOf(State memory s, Params memory p) internal pure returns (uint8) {
        bool fresh = s.marketAge <= p.maxMarketAge && s.priceFlags & Codes.FLAG_MARKET == 0;
        return fresh ? DepegLevels.next(s.level, s.peg, _thresholds(p)) : DepegLevels.known(s.level);
    }

    /// @notice The bands in force: they move down with the level's target as far as the lender's price follows the depeg, and
    /// are never past what the lender's live threshold bears.
    function bands(
        State memory s,
        uint8 level,
        Params memory p
    ) internal pure returns (uint256 low, uint256 target, uint256 high, uint256 line) {
        Bands.Ltvs memory ltvs = _ltvs(p);
        uint256 entered = level >= Codes.EVACUATE ? p.evacuatePeg : p.defendPeg;
        uint256 shift = (Bands.levelShift(level, ltvs) * followedBps(s, entered)) / BPS;
        return Bands.movedDown(s.liquidationLtv, shift, ltvs);
    }

    /// @notice Up to which LTV collateral may leave for the queue: half way from the target to the band's upper edge.
    function exitGoal(uint256 target, uint256 high) internal pure returns (uint64) {
        return uint64((target + high) / 2);
    }

    /// @notice How much of a depeg to `peg` the lender's price shows or, priced at market, soon will; in basis points. The market
    /// price itself is not asked: it may be refused.
    function followedBps(State memory s, uint256 peg) internal pure returns (uint256) {
        if (s.lenderAtMarket != 0) return BPS;
        uint256 shown = Codes.RATIO - _min(s.lenderPeg, Codes.RATIO);
        uint256 fallen = Codes.RATIO - _min(peg, Codes.RATIO);
        if (shown == 0) return 0;
        return shown >= fallen ? BPS : (shown * BPS) / fallen;
    }

    /// @notice What the queue costs in place of a sale, a part of what is sold: units in it earn nothing, and the debt that they
    /// will repay goes on costing the borrow rate. Saturated beyond a year.
    function waitCost(State memory s) internal pure returns (uint256) {
        uint256 hours_ = (uint256(s.queueWait) + 1 hours - 1) / 1 hours;
        return hours_ > HOURS_A_YEAR ? Codes.SATURATED : (s.borrowRate * hours_) / HOURS_A_YEAR;
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
        if (s.venueFlags != 0) return Codes.REFUSED_VENUE;
        if (goal <= s.ltv) return Codes.REFUSED_BORROW_LIMIT;
        if (s.held != 0) return Codes.REFUSED_HELD;
        if (s.queued != QUEUED_NOTHING) return Codes.EXIT_UNDER_WAY;
        if (s.carry < p.leverCarry || s.carryAfter < p.leverCarry) return Codes.REFUSED_CARRY;
        if (s.sinceAction < p.cooldown) return Codes.REFUSED_COOLDOWN;
        return 0;
    }

    function _unlessPaused(
        Decision memory d,
        uint8 venueFlags,
        uint8 action,
        uint8 reason,
        uint8 urgency,
        uint64 target
    ) private pure returns (Decision memory) {
        d.urgency = urgency;
        if (venueFlags & Codes.VENUE_IS_PAUSED != 0) d.reason = Codes.VENUE_PAUSED;
        else (d.action, d.reason, d.target) = (action, reason, target);
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
            DepegLevels.Thresholds({
                watchPeg: p.watchPeg,
                watchReentry: p.watchReentry,
                defendPeg: p.defendPeg,
                defendReentry: p.defendReentry,
                evacuatePeg: p.evacuatePeg,
                evacuateReentry: p.evacuateReentry
            });
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
