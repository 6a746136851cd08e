// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Codes} from "../Codes.sol";
import {DepegLevels} from "../DepegLevels.sol";

/// @title What liquidity in a Curve pool should do now, decided from ratios, ages and codes alone.
/// @notice The twin of `strategies/curve-lp/policy.ts`: the same state and parameters give the same action, target, form and
/// reason, digit for digit. Pure and total: every state has an answer, also an absurd one.
/// Ratios are scaled 1e9, floored, and saturated at 1e12; ages are seconds, saturated at 1e12.
library CurveLpPolicy {
    /// How coins go in or come out: in the pool's own proportion, or the vault's token alone.
    uint8 internal constant NO_FORM = 0;
    uint8 internal constant BALANCED = 1;
    uint8 internal constant ONE_SIDED = 2;

    /// A pool share below a ten-thousandth needs no rule.
    uint256 private constant MAX_DEPTH = 1_000_000;
    uint256 private constant NINETY_SEVEN = 0.97e9;

    struct State {
        /// 1 where there is anything to look after, in the pool or beside it
        uint8 open;
        /// the depeg level remembered from the last action
        uint8 level;
        /// prices that broke a bound of theirs
        uint8 priceFlags;
        /// VENUE_*: what pool, gauge and token would refuse
        uint8 venueFlags;
        /// the part of the position that is in the pool, by entry value
        uint64 placed;
        /// what others have in the pool / the whole position
        uint64 room;
        /// stETH in the pool / everything in the pool, both at redemptionRate
        uint64 stethShare;
        /// marketRate / redemptionRate
        uint64 peg;
        uint64 marketAge;
        /// the pool's virtual price / the highest one observed
        uint64 virtualPrice;
        /// seconds since the last observation
        uint64 virtualPriceAge;
        /// entry value got for what would now be put in, by form
        uint64 oneSidedIn;
        uint64 balancedIn;
        /// units got for the entry value of all that is in the pool, by form
        uint64 oneSidedOut;
        uint64 balancedOut;
        /// what the rewards are worth / what claiming them costs in gas
        uint64 rewards;
        /// seconds since liquidity was last moved
        uint64 sinceAction;
        uint64 sinceHarvest;
    }

    struct Params {
        /// below this part in the pool more is put in
        uint64 minPlaced;
        /// the most that stays in the pool at level `defend`, and at `evacuate`
        uint64 defendPlaced;
        uint64 evacuatePlaced;
        /// what others must have in the pool for us to enter, and to stay, in percent of what we have there
        uint64 enterDepth;
        uint64 holdDepth;
        /// nothing is put into a pool that holds more stETH than this
        uint64 maxStethShare;
        DepegLevels.Thresholds depeg;
        uint64 maxMarketAge;
        uint64 maxVirtualPriceAge;
        /// a virtual price below this part of the highest one empties the position; one above that part stops entries
        uint64 minVirtualPrice;
        uint64 maxVirtualPrice;
        /// the least entry value for what is put in
        uint64 minIn;
        /// the least units for the entry value taken out: where there is time, and in a rescue
        uint64 minOut;
        uint64 rescueOut;
        /// rewards are claimed once they are worth so many times the gas, and so many seconds after the last time
        uint64 harvestMultiple;
        uint64 harvestSpacing;
        /// seconds between two moves of liquidity that nothing urgent asks for
        uint64 cooldown;
    }

    struct Decision {
        uint8 action;
        uint8 reason;
        uint8 urgency;
        uint8 level;
        /// the part in the pool that the action leads to; 0 where there is none
        uint64 target;
        uint8 form;
    }

    /// @notice Parameters that could hurt are refused here, by the number of the rule they break; 0 means sound.
    /// @dev 1 placed order, 2 depth order, 3 peg thresholds, 4 virtual price, 5 costs, 6 balance, 7 harvest.
    function unsound(Params memory p) internal pure returns (uint256 rule) {
        if (p.minPlaced > NINETY_SEVEN || p.evacuatePlaced > p.defendPlaced || p.defendPlaced > Codes.RATIO)
            return 1;
        if (
            p.holdDepth == 0 ||
            p.enterDepth > MAX_DEPTH ||
            uint256(p.holdDepth) * 100 > uint256(p.enterDepth) * 97
        ) return 2;
        if (!DepegLevels.inOrder(p.depeg)) return 3;
        if (
            p.minVirtualPrice >= Codes.RATIO ||
            p.maxVirtualPrice <= Codes.RATIO ||
            p.maxVirtualPrice > Codes.SATURATED
        ) return 4;
        if (p.minIn < NINETY_SEVEN || p.minIn > Codes.RATIO) return 5;
        if (p.minOut < NINETY_SEVEN || p.minOut > Codes.RATIO || p.rescueOut > p.minOut) return 5;
        if (p.maxStethShare == 0 || p.maxStethShare > Codes.RATIO) return 6;
        if (p.harvestMultiple < Codes.RATIO || p.harvestMultiple > Codes.SATURATED) return 7;
        return 0;
    }

    function decide(State memory s, Params memory p) internal pure returns (Decision memory d) {
        bool fresh = s.marketAge <= p.maxMarketAge && s.priceFlags & Codes.FLAG_MARKET == 0;
        d.level = fresh ? DepegLevels.next(s.level, s.peg, p.depeg) : DepegLevels.known(s.level);
        bool marked = d.level != s.level;

        if (s.open == 0) return _rest(d, marked, Codes.EMPTY);
        if (s.placed > 0 && s.virtualPrice < p.minVirtualPrice) {
            (d.reason, d.urgency) = (Codes.VIRTUAL_PRICE_FELL, Codes.RESCUE);
            return _withdrawUnlessPaused(d, s);
        }
        (uint256 low, uint256 target, uint256 high) = bands(s.room, d.level, p);
        if (s.placed > high) {
            d.target = uint64(target);
            if (d.level >= Codes.DEFEND) {
                (d.reason, d.urgency) = (Codes.DEPEG, Codes.PROTECT);
                return _withdrawUnlessPaused(d, s);
            }
            if (s.sinceAction < p.cooldown) return _rest(d, marked, Codes.REFUSED_COOLDOWN);
            if (s.oneSidedOut < p.minOut && s.balancedOut < p.minOut)
                return _rest(d, marked, Codes.REFUSED_COST);
            (d.reason, d.urgency) = (Codes.POOL_SHALLOW, Codes.REBALANCE);
            return _withdrawUnlessPaused(d, s);
        }
        if (s.rewards >= p.harvestMultiple && s.sinceHarvest >= p.harvestSpacing) {
            (d.action, d.reason, d.urgency) = (Codes.HARVEST, Codes.WORTH_HARVESTING, Codes.REBALANCE);
            return d;
        }
        if (s.placed < low) {
            uint8 refusal = _refusal(s, p, d.level);
            if (refusal != 0) return _rest(d, marked, refusal);
            (d.action, d.reason, d.urgency, d.target) = (
                Codes.ENTER,
                Codes.IDLE_FUNDS,
                Codes.REBALANCE,
                uint64(target)
            );
            d.form = s.oneSidedIn > s.balancedIn ? ONE_SIDED : BALANCED;
            return d;
        }
        return _rest(d, marked, Codes.IN_BAND);
    }

    /// @notice The bands in force at a level, in a pool where others have `room` times the position: below `low` more goes in,
    /// at `target` an action ends, above `high` some comes out.
    function bands(
        uint256 room,
        uint8 level,
        Params memory p
    ) internal pure returns (uint256 low, uint256 target, uint256 high) {
        uint256 cap =
            level >= Codes.EVACUATE
                ? p.evacuatePlaced
                : level == Codes.DEFEND
                    ? p.defendPlaced
                    : Codes.RATIO;
        target = _min(cap, _part(room, p.enterDepth));
        low = _min(p.minPlaced, (target * 97) / 100);
        high = _min((cap * 100) / 97, _part(room, p.holdDepth));
    }

    function _refusal(State memory s, Params memory p, uint8 level) private pure returns (uint8) {
        if (level >= Codes.WATCH) return Codes.REFUSED_LEVEL;
        if (s.marketAge > p.maxMarketAge || s.virtualPriceAge > p.maxVirtualPriceAge)
            return Codes.REFUSED_PRICE_STALE;
        if (s.priceFlags != 0 || s.virtualPrice > p.maxVirtualPrice) return Codes.REFUSED_PRICE_BOUND;
        if (s.virtualPrice < p.minVirtualPrice) return Codes.REFUSED_PRICE_BOUND;
        if (s.venueFlags != 0) return Codes.REFUSED_VENUE;
        if (s.stethShare > p.maxStethShare) return Codes.REFUSED_BALANCE;
        if (s.oneSidedIn < p.minIn && s.balancedIn < p.minIn) return Codes.REFUSED_COST;
        if (s.sinceAction < p.cooldown) return Codes.REFUSED_COOLDOWN;
        return 0;
    }

    function _withdrawUnlessPaused(Decision memory d, State memory s) private pure returns (Decision memory) {
        if (s.venueFlags & Codes.VENUE_IS_PAUSED == 0) {
            d.action = Codes.WITHDRAW;
            d.form = s.oneSidedOut > s.balancedOut ? ONE_SIDED : BALANCED;
        } else {
            (d.reason, d.target) = (Codes.VENUE_PAUSED, 0);
        }
        return d;
    }

    function _rest(Decision memory d, bool marked, uint8 reason) private pure returns (Decision memory) {
        d.action = marked ? Codes.MARK : Codes.HOLD;
        d.reason =
            marked && (reason == Codes.IN_BAND || reason == Codes.EMPTY) ? Codes.LEVEL_CHANGED : reason;
        d.target = 0;
        return d;
    }

    /// @dev The part of the position that may be in a pool where others must have `depth` percent of it.
    function _part(uint256 room, uint256 depth) private pure returns (uint256) {
        return _min(Codes.RATIO, (room * 100) / depth);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
