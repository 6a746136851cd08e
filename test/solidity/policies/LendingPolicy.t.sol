// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LendingPolicy} from "../../../contracts/strategies/lending/LendingPolicy.sol";
import {Test} from "../utils/Test.sol";

/// @notice Which state makes a lending position do what, and why: one test a branch of its rules.
contract LendingPolicyTest is Test {
    function test_anEmptyPositionRestsAndRemembersOnlyItsLevel() public pure {
        LendingPolicy.State memory s = _calm();
        (s.open, s.cover, s.ltv) = (0, 0, 0);
        _decides(s, Codes.HOLD, Codes.EMPTY, Codes.IDLE, 0);
        s.peg = 0.98e9;
        assertEq(_decides(s, Codes.MARK, Codes.LEVEL_CHANGED, Codes.IDLE, 0), Codes.WATCH, "the level seen");
    }

    function test_insideItsBandItRests() public pure {
        LendingPolicy.State memory s = _calm();
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
        s.ltv = 0.45e9;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
    }

    function test_aboveItsBandItRepaysHalfTheWayToTheTarget() public pure {
        LendingPolicy.State memory s = _calm();
        s.ltv = 0.60e9;
        _decides(s, Codes.REPAY, Codes.ABOVE_MAX, Codes.PROTECT, 0.525e9);
        s.ltv = 0.65e9;
        _decides(s, Codes.REPAY, Codes.PAST_RIPCORD, Codes.RESCUE, 0.525e9);
        s.venueFlags = Codes.VENUE_IS_PAUSED;
        _decides(s, Codes.HOLD, Codes.VENUE_PAUSED, Codes.RESCUE, 0);
    }

    function test_aDepegMovesTheBandsDown() public pure {
        LendingPolicy.State memory s = _calm();
        s.peg = 0.96e9;
        assertEq(_decides(s, Codes.REPAY, Codes.DEPEG, Codes.PROTECT, 0.325e9), Codes.DEFEND, "defend");
        s.peg = 0.94e9;
        assertEq(_decides(s, Codes.REPAY, Codes.DEPEG, Codes.PROTECT, 0.125e9), Codes.EVACUATE, "evacuate");
        s.priceFlags = Codes.FLAG_MARKET;
        assertEq(_decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0), Codes.CALM, "not by a refused price");
    }

    function test_LEV_10_aLoweredLiquidationThresholdPressesTheBands() public pure {
        (uint256 low, uint256 target, uint256 high, uint256 line) = LendingPolicy.bands(
            0.40e9,
            Codes.CALM,
            _params()
        );
        assertEq(line, 0.388e9, "97% of the threshold");
        assertEq(high, 376_360_000, "97% of that");
        assertEq(target, 365_069_200, "and of that");
        assertEq(low, 354_117_124, "and of that");
    }

    function test_aVenueThatLostTooMuchIsLeft() public pure {
        LendingPolicy.State memory s = _calm();
        s.venueRate = 0.99e9 - 1;
        _decides(s, Codes.UNWIND, Codes.VENUE_LOSS, Codes.PROTECT, 0);
        s.liquid = 0;
        _decides(s, Codes.HOLD, Codes.VENUE_ILLIQUID, Codes.IDLE, 0);
        s.cover = 0;
        _decides(s, Codes.UNWIND, Codes.VENUE_LOSS, Codes.PROTECT, 0);
    }

    function test_LEV_07_betweenTwoSalesOnlyWhatTheVenuePaysIsRepaid() public pure {
        LendingPolicy.State memory s = _calm();
        (s.ltv, s.sinceSale) = (0.60e9, 30 minutes - 1);
        _decides(s, Codes.REPAY, Codes.ABOVE_MAX, Codes.PROTECT, 0.525e9);
        s.liquid = 1e6 - 1;
        _refuses(s, Codes.REFUSED_PACE);
        (s.liquid, s.cover) = (1e9, 1e6 - 1);
        _refuses(s, Codes.REFUSED_PACE);
        s.sinceSale = 30 minutes;
        _decides(s, Codes.REPAY, Codes.ABOVE_MAX, Codes.PROTECT, 0.525e9);
    }

    function test_LEV_07_whatALostVenueLeavesOwedIsBoughtAtTheSamePace() public pure {
        LendingPolicy.State memory s = _calm();
        (s.venueRate, s.cover, s.liquid, s.sinceSale) = (0.98e9, 0, 0, 30 minutes - 1);
        _refuses(s, Codes.REFUSED_PACE);
        s.sinceSale = 30 minutes;
        _decides(s, Codes.UNWIND, Codes.VENUE_LOSS, Codes.PROTECT, 0);
    }

    function test_LEV_07_pastTheRipcordLineNothingIsWaitedFor() public pure {
        LendingPolicy.State memory s = _calm();
        (s.ltv, s.cover, s.sinceSale) = (0.65e9, 0, 0);
        _decides(s, Codes.REPAY, Codes.PAST_RIPCORD, Codes.RESCUE, 0.525e9);
    }

    function test_INC_02_aLoanThatCostsMoreThanItEarnsIsRepaid() public pure {
        LendingPolicy.State memory s = _calm();
        s.carry = -0.01e9 - 1;
        _decides(s, Codes.UNWIND, Codes.NEGATIVE_CARRY, Codes.REBALANCE, 0);
        s.venueFlags = Codes.VENUE_IS_PAUSED;
        _decides(s, Codes.HOLD, Codes.VENUE_PAUSED, Codes.REBALANCE, 0);
        s.sinceAction = 6 hours - 1;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
    }

    function test_aSurplusIsHarvestedOnceTheVenuePaysAndTheLenderKnowsThePrice() public pure {
        LendingPolicy.State memory s = _calm();
        s.cover = 1.02e9;
        _decides(s, Codes.HARVEST, Codes.SURPLUS, Codes.REBALANCE, 0);
        s.liquid = 0;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
        s.liquid = 1e9;
        s.priceFlags = Codes.FLAG_LENDER;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
        s.priceFlags = 0;
        s.venueFlags = Codes.VENUE_IS_FROZEN;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
    }

    function test_belowItsBandItBorrowsHalfTheWayToTheTargetOrToTheLendersLimit() public pure {
        LendingPolicy.State memory s = _low();
        _decides(s, Codes.BORROW, Codes.BELOW_MIN, Codes.REBALANCE, 0.475e9);
        s.borrowLtv = 0.42e9;
        _decides(s, Codes.BORROW, Codes.BELOW_MIN, Codes.REBALANCE, 0.42e9);
    }

    function test_LEV_03_borrowingIsRefusedAtAnyAlarm() public pure {
        LendingPolicy.State memory s = _low();
        s.peg = 0.985e9;
        _decides(s, Codes.MARK, Codes.REFUSED_LEVEL, Codes.IDLE, 0);
        s.level = Codes.WATCH;
        s.peg = 0.994e9;
        _refuses(s, Codes.REFUSED_LEVEL);
    }

    function test_LEV_03_borrowingNeedsFreshPricesWithinTheirBounds() public pure {
        LendingPolicy.State memory s = _low();
        s.marketAge = 3601;
        _refuses(s, Codes.REFUSED_PRICE_STALE);
        s = _low();
        s.lenderAge = 86_401;
        _refuses(s, Codes.REFUSED_PRICE_STALE);
        s = _low();
        s.priceFlags = Codes.FLAG_REDEMPTION;
        _refuses(s, Codes.REFUSED_PRICE_BOUND);
    }

    function test_LEV_03_borrowingNeedsALenderThatLendsAndAVenueThatTakes() public pure {
        LendingPolicy.State memory s = _low();
        s.venueFlags = Codes.VENUE_IS_CLOSED;
        _refuses(s, Codes.REFUSED_VENUE);
        s = _low();
        (s.ltv, s.venueRate) = (0, 0.98e9);
        _refuses(s, Codes.REFUSED_VENUE);
        s = _low();
        s.borrowLtv = s.ltv;
        _refuses(s, Codes.REFUSED_BORROW_LIMIT);
    }

    function test_LEV_03_borrowingNeedsCarryAndItsCooldown() public pure {
        LendingPolicy.State memory s = _low();
        s.carry = 0.005e9 - 1;
        _refuses(s, Codes.REFUSED_CARRY);
        s = _low();
        s.sinceAction = 6 hours - 1;
        _refuses(s, Codes.REFUSED_COOLDOWN);
    }

    function test_LEV_04_unsoundBandsAreRefusedByTheRuleTheyBreak() public pure {
        LendingPolicy.Params memory p = _params();
        _breaks(p, 0);
        p.minLtv = p.targetLtv;
        _breaks(p, 1);
        p = _params();
        (p.targetLtv, p.maxLtv) = (0.54e9, 0.55e9);
        _breaks(p, 2);
        p = _params();
        p.ripcordLtv = 0.79e9;
        _breaks(p, 3);
        p = _params();
        p.defendLtv = p.targetLtv + 1;
        _breaks(p, 4);
        p = _params();
        p.minLtv = 0.49e9;
        _breaks(p, 8);
    }

    function test_unsoundSettingsBesideTheBandsAreRefusedByTheRuleTheyBreak() public pure {
        LendingPolicy.Params memory p = _params();
        p.defendReentry = p.defendPeg - 1;
        _breaks(p, 5);
        p = _params();
        p.borrowCarry = 1e12 + 1;
        _breaks(p, 6);
        p = _params();
        p.recenterBps = 10_001;
        _breaks(p, 7);
        p = _params();
        p.harvestCover = 1e9;
        _breaks(p, 9);
        p = _params();
        p.minVenueRate = 0;
        _breaks(p, 10);
        p = _params();
        p.pace = 30 minutes - 1;
        _breaks(p, 11);
        p.pace = p.cooldown + 1;
        _breaks(p, 11);
    }

    // ------------------------------------------------------------------ states and settings

    /// Bands of 45%, 50% and 55%, a ripcord at 65% under a threshold of 81%.
    function _params() private pure returns (LendingPolicy.Params memory p) {
        (p.minLtv, p.targetLtv, p.maxLtv, p.ripcordLtv) = (0.45e9, 0.50e9, 0.55e9, 0.65e9);
        (p.defendLtv, p.evacuateLtv) = (0.30e9, 0.10e9);
        (p.watchPeg, p.watchReentry) = (0.99e9, 0.995e9);
        (p.defendPeg, p.defendReentry) = (0.97e9, 0.985e9);
        (p.evacuatePeg, p.evacuateReentry) = (0.95e9, 0.97e9);
        (p.maxMarketAge, p.maxLenderAge) = (1 hours, 1 days);
        (p.borrowCarry, p.unwindCarry) = (0.005e9, -0.01e9);
        (p.harvestCover, p.minVenueRate) = (1.01e9, 0.99e9);
        (p.cooldown, p.pace, p.recenterBps) = (6 hours, 30 minutes, 5_000);
    }

    /// In the band at the peg, its loan covered and earning 2% a year.
    function _calm() private pure returns (LendingPolicy.State memory s) {
        s.open = 1;
        (s.ltv, s.liquidationLtv, s.borrowLtv) = (0.5e9, 0.81e9, 0.69e9);
        (s.peg, s.lenderPeg, s.carry) = (1e9, 1e9, 0.02e9);
        (s.cover, s.liquid, s.venueRate) = (1e9, 1e9, 1e9);
        (s.sinceAction, s.sinceSale) = (1 days, 1 days);
    }

    function _low() private pure returns (LendingPolicy.State memory s) {
        s = _calm();
        s.ltv = 0.40e9;
    }

    // ------------------------------------------------------------------ questions

    function _decides(
        LendingPolicy.State memory s,
        uint8 action,
        uint8 reason,
        uint8 urgency,
        uint64 target
    ) private pure returns (uint8 level) {
        LendingPolicy.Decision memory d = LendingPolicy.decide(s, _params());
        assertEq(d.reason, reason, "reason");
        assertEq(d.action, action, "action");
        assertEq(d.urgency, urgency, "urgency");
        assertEq(d.target, target, "target");
        return d.level;
    }

    function _refuses(LendingPolicy.State memory s, uint8 reason) private pure {
        _decides(s, Codes.HOLD, reason, Codes.IDLE, 0);
    }

    function _breaks(LendingPolicy.Params memory p, uint256 rule) private pure {
        assertEq(LendingPolicy.unsound(p, 0.81e9, 30 minutes), rule, "the rule that is broken");
    }
}
