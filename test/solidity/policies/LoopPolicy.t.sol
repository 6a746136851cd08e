// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {Test} from "../utils/Test.sol";

/// @notice Which state makes a leveraged loop do what, and why: one test a branch of its rules.
contract LoopPolicyTest is Test {
    function test_anEmptyLoopRestsAndRemembersOnlyItsLevel() public pure {
        LoopPolicy.State memory s = _calm();
        s.open = 0;
        _decides(s, Codes.HOLD, Codes.EMPTY, Codes.IDLE, 0);
        s.peg = 0.98e9;
        assertEq(_decides(s, Codes.MARK, Codes.LEVEL_CHANGED, Codes.IDLE, 0), Codes.WATCH, "the level seen");
    }

    function test_insideItsBandItRests() public pure {
        LoopPolicy.State memory s = _calm();
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
        s.ltv = 0.60e9;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
        s.ltv = 0.70e9;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
    }

    function test_aboveItsBandItGoesHalfTheWayToTheTarget() public pure {
        LoopPolicy.State memory s = _calm();
        s.ltv = 0.70e9 + 1;
        _decides(s, Codes.DELEVER, Codes.ABOVE_MAX, Codes.PROTECT, 0.68e9);
    }

    function test_pastTheRipcordLineItIsARescue() public pure {
        LoopPolicy.State memory s = _calm();
        s.ltv = 0.75e9;
        _decides(s, Codes.DELEVER, Codes.PAST_RIPCORD, Codes.RESCUE, 0.68e9);
    }

    function test_LEV_07_aboveItsBandTheNextChunkWaitsForItsPace() public pure {
        LoopPolicy.State memory s = _calm();
        (s.ltv, s.sinceSale) = (0.72e9, 30 minutes - 1);
        _decides(s, Codes.HOLD, Codes.REFUSED_PACE, Codes.IDLE, 0);
        s.peg = 0.98e9;
        _decides(s, Codes.MARK, Codes.REFUSED_PACE, Codes.IDLE, 0);
        s.sinceSale = 30 minutes;
        _decides(s, Codes.DELEVER, Codes.ABOVE_MAX, Codes.PROTECT, 0.68e9);
    }

    function test_LEV_07_pastTheLineThatTheLendersThresholdSetsNothingIsWaitedFor() public pure {
        LoopPolicy.State memory s = _calm();
        (s.ltv, s.sinceSale) = (0.75e9, 0);
        _decides(s, Codes.DELEVER, Codes.PAST_RIPCORD, Codes.RESCUE, 0.68e9);
        (s.ltv, s.liquidationLtv) = (0.72e9, 0.74e9);
        // 0.97 of 0.74 is the line, 0.97² of it the upper edge; halfway from there to the target.
        _decides(s, Codes.DELEVER, Codes.PAST_RIPCORD, Codes.RESCUE, 678_133_000);
    }

    function test_LEV_07_whatTheQueueHasPaidRepaysBetweenTwoChunks() public pure {
        LoopPolicy.State memory s = _calm();
        (s.ltv, s.sinceSale, s.queued) = (0.72e9, 0, LoopPolicy.QUEUED_MATURED);
        _decides(s, Codes.CLAIM, Codes.EXIT_MATURED, Codes.REBALANCE, 0);
    }

    function test_aDepegThatTheLenderSeesMovesTheBandsDown() public pure {
        LoopPolicy.State memory s = _calm();
        s.peg = 0.96e9;
        assertEq(_decides(s, Codes.DELEVER, Codes.DEPEG, Codes.PROTECT, 0.52e9), Codes.DEFEND, "defend");
        s.peg = 0.94e9;
        assertEq(_decides(s, Codes.DELEVER, Codes.DEPEG, Codes.PROTECT, 0.32e9), Codes.EVACUATE, "evacuate");
    }

    function test_aLenderAtTheExchangeRateMovesTheBandsOnlyAsFarAsItFollows() public pure {
        LoopPolicy.State memory s = _calm();
        s.lenderAtMarket = 0;
        s.peg = 0.96e9;
        _decides(s, Codes.MARK, Codes.LEVEL_CHANGED, Codes.IDLE, 0);
        s.lenderPeg = 0.985e9;
        _decides(s, Codes.DELEVER, Codes.DEPEG, Codes.PROTECT, 0.60e9);
        s.lenderPeg = 0.96e9;
        _decides(s, Codes.DELEVER, Codes.DEPEG, Codes.PROTECT, 0.52e9);
    }

    function test_LEV_10_aLoweredLiquidationThresholdPressesTheBands() public pure {
        LoopPolicy.State memory s = _calm();
        s.liquidationLtv = 0.70e9;
        s.ltv = 0.66e9;
        // 0.97³ of 0.70 is the target, 0.97² of it the upper edge; halfway between them.
        _decides(s, Codes.DELEVER, Codes.ABOVE_MAX, Codes.PROTECT, 648_750_550);
        s.liquidationLtv = 0;
        _decides(s, Codes.DELEVER, Codes.PAST_RIPCORD, Codes.RESCUE, 0);
    }

    function test_aPausedLenderIsWaitedForWithTheUrgencyKept() public pure {
        LoopPolicy.State memory s = _calm();
        s.venueFlags = Codes.VENUE_IS_PAUSED;
        s.ltv = 0.72e9;
        _decides(s, Codes.HOLD, Codes.VENUE_PAUSED, Codes.PROTECT, 0);
        s.ltv = 0.75e9;
        _decides(s, Codes.HOLD, Codes.VENUE_PAUSED, Codes.RESCUE, 0);
    }

    function test_aRefusedMarketPriceMovesNoLevel() public pure {
        LoopPolicy.State memory s = _calm();
        s.peg = 0.5e9;
        s.priceFlags = Codes.FLAG_MARKET;
        assertEq(_decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0), Codes.CALM, "out of its bounds");
        s.priceFlags = 0;
        s.marketAge = 3601;
        assertEq(_decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0), Codes.CALM, "too old");
        s.level = 200;
        assertEq(LoopPolicy.levelOf(s, _params()), Codes.EVACUATE, "an unknown level is the deepest");
    }

    function test_whatTheQueueHasPaidIsClaimedAlsoByAnEmptyLoop() public pure {
        LoopPolicy.State memory s = _calm();
        s.queued = LoopPolicy.QUEUED_MATURED;
        _decides(s, Codes.CLAIM, Codes.EXIT_MATURED, Codes.REBALANCE, 0);
        s.open = 0;
        _decides(s, Codes.CLAIM, Codes.EXIT_MATURED, Codes.REBALANCE, 0);
        s.venueFlags = Codes.VENUE_IS_PAUSED;
        _decides(s, Codes.HOLD, Codes.VENUE_PAUSED, Codes.REBALANCE, 0);
    }

    function test_INC_02_negativeCarryUnwindsByASaleWhereThatIsCheaper() public pure {
        LoopPolicy.State memory s = _unwinding();
        s.saleCost = 0.0002e9;
        _decides(s, Codes.DELEVER, Codes.NEGATIVE_CARRY, Codes.REBALANCE, 0);
        s.sinceAction = 6 hours - 1;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
    }

    function test_INC_02_negativeCarryLeavesByTheQueueWhereThatIsCheaper() public pure {
        LoopPolicy.State memory s = _unwinding();
        _decides(s, Codes.EXIT, Codes.NEGATIVE_CARRY, Codes.REBALANCE, 0.68e9);
        s.venueFlags = Codes.VENUE_IS_PAUSED;
        _decides(s, Codes.HOLD, Codes.VENUE_PAUSED, Codes.REBALANCE, 0);
    }

    function test_INC_02_whatWaitsInTheQueueTakesLtvNoHigherThanHalfwayToTheEdge() public pure {
        LoopPolicy.State memory s = _unwinding();
        s.ltv = 0.68e9;
        s.queued = LoopPolicy.QUEUED_WAITING;
        _decides(s, Codes.HOLD, Codes.EXIT_UNDER_WAY, Codes.IDLE, 0);
        s.queued = LoopPolicy.QUEUED_NOTHING;
        _decides(s, Codes.DELEVER, Codes.NEGATIVE_CARRY, Codes.REBALANCE, 0);
    }

    function test_INC_02_INC_09_aQueueOfMoreThanAYearIsNeverWaitedFor() public pure {
        LoopPolicy.State memory s = _unwinding();
        assertEq(LoopPolicy.waitCost(s), 246_575, "three days at 3% a year");
        s.queueWait = 365 days;
        assertEq(LoopPolicy.waitCost(s), 0.03e9, "a year");
        s.queueWait += 1;
        _decides(s, Codes.DELEVER, Codes.NEGATIVE_CARRY, Codes.REBALANCE, 0);
    }

    function test_INC_02_inADepegCarryAloneSellsNothing() public pure {
        LoopPolicy.State memory s = _unwinding();
        s.saleCost = 0.0002e9;
        s.ltv = 0.5e9;
        s.peg = 0.96e9;
        _decides(s, Codes.MARK, Codes.LEVEL_CHANGED, Codes.IDLE, 0);
        s.level = Codes.DEFEND;
        _decides(s, Codes.HOLD, Codes.IN_BAND, Codes.IDLE, 0);
    }

    function test_belowItsBandItLeversToTheTargetOrTheLendersLimit() public pure {
        LoopPolicy.State memory s = _low();
        _decides(s, Codes.LEVER, Codes.BELOW_MIN, Codes.REBALANCE, 0.66e9);
        s.borrowLtv = 0.62e9;
        _decides(s, Codes.LEVER, Codes.BELOW_MIN, Codes.REBALANCE, 0.62e9);
    }

    function test_LEV_03_leveringIsRefusedAtAnyAlarm() public pure {
        LoopPolicy.State memory s = _low();
        s.peg = 0.985e9;
        _decides(s, Codes.MARK, Codes.REFUSED_LEVEL, Codes.IDLE, 0);
        s.level = Codes.WATCH;
        s.peg = 0.994e9;
        _decides(s, Codes.HOLD, Codes.REFUSED_LEVEL, Codes.IDLE, 0);
        s.peg = 0.995e9;
        _decides(s, Codes.LEVER, Codes.BELOW_MIN, Codes.REBALANCE, 0.66e9);
    }

    function test_LEV_03_leveringNeedsFreshPricesWithinTheirBounds() public pure {
        LoopPolicy.State memory s = _low();
        s.marketAge = 3601;
        _refuses(s, Codes.REFUSED_PRICE_STALE);
        s = _low();
        s.lenderAge = 86_401;
        _refuses(s, Codes.REFUSED_PRICE_STALE);
        s = _low();
        s.priceFlags = Codes.FLAG_LENDER;
        _refuses(s, Codes.REFUSED_PRICE_BOUND);
    }

    function test_LEV_03_leveringNeedsALenderThatLends() public pure {
        LoopPolicy.State memory s = _low();
        s.venueFlags = Codes.VENUE_NO_FLASH;
        _refuses(s, Codes.REFUSED_VENUE);
        s = _low();
        s.borrowLtv = s.ltv;
        _refuses(s, Codes.REFUSED_BORROW_LIMIT);
    }

    function test_LEV_03_leveringNeedsCarryBeforeAndAfterIt() public pure {
        LoopPolicy.State memory s = _low();
        s.carry = 0.005e9 - 1;
        _refuses(s, Codes.REFUSED_CARRY);
        s = _low();
        s.carryAfter = 0.005e9 - 1;
        _refuses(s, Codes.REFUSED_CARRY);
    }

    function test_leveringWaitsForItsCooldownItsStrategistAndItsQueue() public pure {
        LoopPolicy.State memory s = _low();
        s.sinceAction = 6 hours - 1;
        _refuses(s, Codes.REFUSED_COOLDOWN);
        s = _low();
        s.held = 1;
        _refuses(s, Codes.REFUSED_HELD);
        s = _low();
        s.queued = LoopPolicy.QUEUED_WAITING;
        _refuses(s, Codes.EXIT_UNDER_WAY);
    }

    function test_LEV_04_unsoundSettingsAreRefusedByTheRuleTheyBreak() public pure {
        LoopPolicy.Params memory p = _params();
        _breaks(p, 0);
        p.minLtv = p.targetLtv;
        _breaks(p, 1);
        p = _params();
        p.targetLtv = 0.68e9;
        _breaks(p, 2);
        p = _params();
        p.ripcordLtv = 0.79e9;
        _breaks(p, 3);
        p = _params();
        p.evacuateLtv = p.defendLtv + 1;
        _breaks(p, 4);
        p = _params();
        p.watchReentry = p.watchPeg - 1;
        _breaks(p, 5);
        p = _params();
        p.unwindCarry = p.leverCarry;
        _breaks(p, 6);
        p = _params();
        p.recenterBps = 0;
        _breaks(p, 7);
        p = _params();
        p.queueMargin = 1e9 + 1;
        _breaks(p, 8);
    }

    function test_LEV_07_aPaceIsNoShorterThanThePricesWindowAndNoLongerThanADayOrTheCooldown() public pure {
        LoopPolicy.Params memory p = _params();
        p.pace = 30 minutes - 1;
        _breaks(p, 9);
        p.pace = p.cooldown;
        _breaks(p, 0);
        p.pace += 1;
        _breaks(p, 9);
        (p.pace, p.cooldown) = (1 days, 2 days);
        _breaks(p, 0);
        p.pace += 1;
        _breaks(p, 9);
    }

    // ------------------------------------------------------------------ states and settings

    /// Bands of 60%, 66% and 70%, a ripcord at 75% under a threshold of 81%.
    function _params() private pure returns (LoopPolicy.Params memory p) {
        (p.minLtv, p.targetLtv, p.maxLtv, p.ripcordLtv) = (0.60e9, 0.66e9, 0.70e9, 0.75e9);
        (p.defendLtv, p.evacuateLtv) = (0.50e9, 0.30e9);
        (p.watchPeg, p.watchReentry) = (0.99e9, 0.995e9);
        (p.defendPeg, p.defendReentry) = (0.97e9, 0.985e9);
        (p.evacuatePeg, p.evacuateReentry) = (0.95e9, 0.97e9);
        (p.maxMarketAge, p.maxLenderAge) = (1 hours, 1 days);
        (p.leverCarry, p.unwindCarry) = (0.005e9, -0.01e9);
        (p.cooldown, p.pace) = (6 hours, 30 minutes);
        (p.recenterBps, p.queueMargin) = (5_000, 0.001e9);
    }

    /// In the band at the peg, earning 2% a year.
    function _calm() private pure returns (LoopPolicy.State memory s) {
        (s.open, s.lenderAtMarket) = (1, 1);
        (s.ltv, s.liquidationLtv, s.borrowLtv) = (0.65e9, 0.81e9, 0.69e9);
        (s.peg, s.lenderPeg) = (1e9, 1e9);
        (s.carry, s.carryAfter, s.borrowRate) = (0.02e9, 0.02e9, 0.03e9);
        (s.saleCost, s.queueWait) = (0.002e9, 3 days);
        (s.sinceAction, s.sinceSale) = (1 days, 1 days);
    }

    function _low() private pure returns (LoopPolicy.State memory s) {
        s = _calm();
        s.ltv = 0.5e9;
    }

    function _unwinding() private pure returns (LoopPolicy.State memory s) {
        s = _calm();
        s.carry = -0.01e9 - 1;
    }

    // ------------------------------------------------------------------ questions

    function _decides(
        LoopPolicy.State memory s,
        uint8 action,
        uint8 reason,
        uint8 urgency,
        uint64 target
    ) private pure returns (uint8 level) {
        LoopPolicy.Decision memory d = LoopPolicy.decide(s, _params());
        assertEq(d.reason, reason, "reason");
        assertEq(d.action, action, "action");
        assertEq(d.urgency, urgency, "urgency");
        assertEq(d.target, target, "target");
        return d.level;
    }

    function _refuses(LoopPolicy.State memory s, uint8 reason) private pure {
        _decides(s, Codes.HOLD, reason, Codes.IDLE, 0);
    }

    function _breaks(LoopPolicy.Params memory p, uint256 rule) private pure {
        assertEq(LoopPolicy.unsound(p, 0.81e9, 30 minutes), rule, "the rule that is broken");
    }
}
