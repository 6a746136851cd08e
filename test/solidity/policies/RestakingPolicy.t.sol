// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {RestakingPolicy as P} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {Test} from "../utils/Test.sol";

/// @notice Which state makes a restaked position do what, and why: one test a branch of its rules.
contract RestakingPolicyTest is Test {
    function test_anEmptyPositionRests() public pure {
        P.State memory s = _calm();
        (s.open, s.staked) = (0, 0);
        _rests(s, Codes.HOLD, Codes.EMPTY);
    }

    function test_atItsTargetItRests() public pure {
        _rests(_calm(), Codes.HOLD, Codes.IN_BAND);
    }

    function test_RSK_01_aSlashRaisesTheLevelByItsSizeAndIsRemembered() public pure {
        P.State memory s = _calm();
        s.slashSeen = 1;
        assertEq(_rests(s, Codes.MARK, Codes.SLASHED), Codes.WATCH, "any slash is watched");
        s.slashSeen = 0.01e9;
        assertEq(_rests(s, Codes.MARK, Codes.SLASHED), Codes.DEFEND, "one in a hundred");
    }

    function test_RSK_01_aDeepSlashSendsAllButALittleToTheQueue() public pure {
        P.State memory s = _slashed();
        _decides(s, Codes.EXIT, Codes.SLASHED, Codes.RESCUE, 0.1e9);
        s.venueFlags = Codes.VENUE_IS_PAUSED;
        _decides(s, Codes.HOLD, Codes.VENUE_PAUSED, Codes.RESCUE, 0);
        s.staked = 0.1e9;
        _rests(s, Codes.MARK, Codes.SLASHED);
    }

    function test_leavingIsBySaleWhereThatIsCheaperThanTheQueue() public pure {
        P.State memory s = _slashed();
        assertEq(P.queueCost(s.exitWait, 0.04e9), 767_123, "a week at 4% a year");
        s.saleCost = 767_122;
        _decides(s, Codes.SELL, Codes.SLASHED, Codes.RESCUE, 0.1e9);
        s.saleCost = 767_123;
        _decides(s, Codes.EXIT, Codes.SLASHED, Codes.RESCUE, 0.1e9);
        assertEq(P.queueCost(1e12, 0.04e9), 0.4e9, "no wait counts as more than ten years");
    }

    function test_INC_04_nothingIsSoldWhereMarketAndRedemptionDisagree() public pure {
        P.State memory s = _slashed();
        s.saleCost = 0;
        s.peg = 0.98e9 - 1;
        _decides(s, Codes.EXIT, Codes.SLASHED, Codes.RESCUE, 0.1e9);
        s.peg = 1.02e9 + 1;
        _decides(s, Codes.EXIT, Codes.SLASHED, Codes.RESCUE, 0.1e9);
        s.peg = 1e9;
        s.priceFlags = Codes.FLAG_MARKET;
        _decides(s, Codes.EXIT, Codes.SLASHED, Codes.RESCUE, 0.1e9);
    }

    function test_RSK_01_aPushedRateThatFellOrWasFlaggedIsDefended() public pure {
        P.State memory s = _calm();
        s.rateFlags = Codes.RATE_FELL;
        assertEq(_rests(s, Codes.MARK, Codes.LEVEL_CHANGED), Codes.DEFEND, "it fell");
        s.rateFlags = Codes.RATE_FLAGGED;
        assertEq(_rests(s, Codes.MARK, Codes.LEVEL_CHANGED), Codes.DEFEND, "it was flagged");
        s.rateFlags = Codes.RATE_JUMPED;
        assertEq(_rests(s, Codes.MARK, Codes.LEVEL_CHANGED), Codes.WATCH, "it rose too fast");
    }

    function test_aVenueThatStopsOrARateThatAgesIsWatched() public pure {
        P.State memory s = _calm();
        s.venueFlags = Codes.VENUE_OPERATOR_OUT;
        assertEq(_rests(s, Codes.MARK, Codes.LEVEL_CHANGED), Codes.WATCH, "nobody works for it");
        s.venueFlags = Codes.VENUE_IS_CAPPED;
        assertEq(_rests(s, Codes.HOLD, Codes.IN_BAND), Codes.CALM, "being full alarms nobody");
        s.rateAge = 2 days + 1;
        assertEq(_rests(s, Codes.MARK, Codes.LEVEL_CHANGED), Codes.WATCH, "nobody pushed a rate");
    }

    function test_INC_04_theMarketPriceAlarmsButNeverEvacuates() public pure {
        P.State memory s = _calm();
        s.peg = 0.98e9;
        assertEq(_rests(s, Codes.MARK, Codes.LEVEL_CHANGED), Codes.WATCH, "two in a hundred");
        s.peg = 0.3e9;
        assertEq(_rests(s, Codes.MARK, Codes.LEVEL_CHANGED), Codes.DEFEND, "however deep");
        s.marketAge = 3601;
        assertEq(_rests(s, Codes.HOLD, Codes.IN_BAND), Codes.CALM, "unless the price is old");
    }

    function test_anAlarmOutlastsItsCause() public pure {
        P.State memory s = _calm();
        (s.level, s.sinceAlarm) = (Codes.DEFEND, 1 days - 1);
        assertEq(P.nextLevel(s, _params()), Codes.DEFEND, "for a day");
        s.sinceAlarm = 1 days;
        assertEq(P.nextLevel(s, _params()), Codes.CALM, "and no longer");
        s.peg = 0.97e9;
        assertEq(P.nextLevel(s, _params()), Codes.DEFEND, "before its re-entry");
        s.peg = 0.985e9;
        assertEq(P.nextLevel(s, _params()), Codes.WATCH, "past the first");
        (s.level, s.sinceAlarm) = (9, 0);
        assertEq(P.nextLevel(s, _params()), Codes.EVACUATE, "an unknown level is the deepest");
    }

    function test_RSK_02_whatMaturedIsClaimed() public pure {
        P.State memory s = _calm();
        s.claimable = 1;
        _decides(s, Codes.CLAIM, Codes.EXIT_MATURED, Codes.REBALANCE, 0);
        s.peg = 0.94e9;
        _decides(s, Codes.CLAIM, Codes.EXIT_MATURED, Codes.PROTECT, 0);
    }

    function test_aboveItsMaximumItLeavesDownToTheTargetJustBeforeAnEpochEnds() public pure {
        P.State memory s = _calm();
        s.staked = 0.95e9 + 1;
        (s.epochLeft, s.sinceAction) = (1 days + 1, 6 hours - 1);
        _rests(s, Codes.HOLD, Codes.REFUSED_COOLDOWN);
        s.sinceAction = 6 hours;
        _rests(s, Codes.HOLD, Codes.EPOCH_OPEN);
        s.epochLeft = 1 days;
        _decides(s, Codes.EXIT, Codes.ABOVE_MAX, Codes.REBALANCE, 0.9e9);
    }

    function test_rewardsAreHarvestedOnceTheyAreWorthTheirClaim() public pure {
        P.State memory s = _calm();
        s.rewards = 5;
        _decides(s, Codes.HARVEST, Codes.WORTH_HARVESTING, Codes.REBALANCE, 0);
        s.rewards = 4;
        _rests(s, Codes.HOLD, Codes.IN_BAND);
    }

    function test_belowItsTargetItDepositsWhatIsLooseUpToTheTarget() public pure {
        P.State memory s = _loose();
        _decides(s, Codes.DEPOSIT, Codes.BELOW_MIN, Codes.REBALANCE, 0.6e9);
        s.loose = 0.7e9;
        _decides(s, Codes.DEPOSIT, Codes.BELOW_MIN, Codes.REBALANCE, 0.9e9);
        s.loose = 0.01e9 - 1;
        _rests(s, Codes.HOLD, Codes.IN_BAND);
    }

    function test_aDepositNeedsARateAVenueAndCalm() public pure {
        P.State memory s = _loose();
        s.level = Codes.WATCH;
        s.rateFlags = Codes.RATE_STALE;
        _rests(s, Codes.HOLD, Codes.REFUSED_RATE);
        s.rateFlags = 0;
        s.peg = 0.98e9;
        _rests(s, Codes.HOLD, Codes.REFUSED_LEVEL);
        s = _loose();
        s.venueFlags = Codes.VENUE_IS_CAPPED;
        _rests(s, Codes.HOLD, Codes.REFUSED_VENUE);
    }

    function test_aDepositWaitsForTheExitUnderWayAndForItsCooldown() public pure {
        P.State memory s = _loose();
        s.pending = 1;
        _rests(s, Codes.HOLD, Codes.EXIT_UNDER_WAY);
        s.pending = 0;
        s.sinceAction = 6 hours - 1;
        _rests(s, Codes.HOLD, Codes.REFUSED_COOLDOWN);
    }

    function test_unsoundStakesAndPegsAreRefusedByTheRuleTheyBreak() public pure {
        P.Params memory p = _params();
        _breaks(p, 0);
        p.evacuateStaked = p.targetStaked + 1;
        _breaks(p, 1);
        p = _params();
        p.maxStaked = 0.92e9;
        _breaks(p, 2);
        p = _params();
        p.minLoose = 0;
        _breaks(p, 3);
        p = _params();
        p.watchReentry = p.watchPeg - 1;
        _breaks(p, 4);
    }

    function test_unsoundSlashesSalesAndTimesAreRefusedByTheRuleTheyBreak() public pure {
        P.Params memory p = _params();
        p.defendSlash = p.evacuateSlash + 1;
        _breaks(p, 5);
        p = _params();
        p.waitCost = 1e9 + 1;
        _breaks(p, 6);
        p = _params();
        p.minHarvest = 0;
        _breaks(p, 7);
        p = _params();
        p.calmAfter = p.cooldown - 1;
        _breaks(p, 8);
    }

    // ------------------------------------------------------------------ states and settings

    function _params() private pure returns (P.Params memory p) {
        (p.targetStaked, p.maxStaked, p.evacuateStaked) = (0.90e9, 0.95e9, 0.10e9);
        p.minLoose = 0.01e9;
        (p.watchPeg, p.watchReentry) = (0.99e9, 0.995e9);
        (p.defendPeg, p.defendReentry) = (0.95e9, 0.98e9);
        (p.defendSlash, p.evacuateSlash) = (0.01e9, 0.05e9);
        (p.maxMarketAge, p.maxRateAge) = (1 hours, 2 days);
        (p.calmAfter, p.cooldown, p.epochWindow) = (1 days, 6 hours, 1 days);
        (p.waitCost, p.maxGap, p.minHarvest) = (0.04e9, 0.02e9, 5);
    }

    /// At its target and at the peg; an exit takes a week, and no market takes what is staked.
    function _calm() private pure returns (P.State memory s) {
        (s.open, s.staked, s.peg) = (1, 0.9e9, 1e9);
        (s.saleCost, s.exitWait) = (1e12, 7 days);
        (s.sinceAction, s.sinceAlarm) = (1 days, 10 days);
    }

    function _slashed() private pure returns (P.State memory s) {
        s = _calm();
        s.slashSeen = 0.05e9;
    }

    function _loose() private pure returns (P.State memory s) {
        s = _calm();
        (s.staked, s.loose) = (0.5e9, 0.1e9);
    }

    // ------------------------------------------------------------------ questions

    function _decides(
        P.State memory s,
        uint8 action,
        uint8 reason,
        uint8 urgency,
        uint64 target
    ) private pure returns (uint8 level) {
        P.Decision memory d = P.decide(s, _params());
        assertEq(d.reason, reason, "reason");
        assertEq(d.action, action, "action");
        assertEq(d.urgency, urgency, "urgency");
        assertEq(d.target, target, "target");
        return d.level;
    }

    function _rests(P.State memory s, uint8 action, uint8 reason) private pure returns (uint8 level) {
        return _decides(s, action, reason, Codes.IDLE, 0);
    }

    function _breaks(P.Params memory p, uint256 rule) private pure {
        assertEq(P.unsound(p), rule, "the rule that is broken");
    }
}
