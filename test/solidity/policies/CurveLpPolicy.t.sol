// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {CurveLpPolicy as P} from "../../../contracts/strategies/curve-lp/CurveLpPolicy.sol";
import {DepegLevels} from "../../../contracts/strategies/DepegLevels.sol";
import {Test} from "../utils/Test.sol";

/// @notice Which state makes liquidity in a Curve pool do what, and why: one test a branch of its rules.
contract CurveLpPolicyTest is Test {
    function test_anEmptyPositionRestsAndRemembersOnlyItsLevel() public pure {
        P.State memory s = _calm();
        (s.open, s.placed) = (0, 0);
        _rests(s, Codes.HOLD, Codes.EMPTY);
        s.peg = 0.98e9;
        _rests(s, Codes.MARK, Codes.LEVEL_CHANGED);
    }

    function test_insideItsBandItRests() public pure {
        P.State memory s = _calm();
        _rests(s, Codes.HOLD, Codes.IN_BAND);
        s.placed = 1e9;
        _rests(s, Codes.HOLD, Codes.IN_BAND);
    }

    function test_aVirtualPriceThatFellEmptiesThePosition() public pure {
        P.State memory s = _calm();
        s.virtualPrice = 0.999e9 - 1;
        _withdraws(s, Codes.VIRTUAL_PRICE_FELL, Codes.RESCUE, 0);
        s.venueFlags = Codes.VENUE_IS_PAUSED;
        _decides(s, Codes.HOLD, Codes.VENUE_PAUSED, Codes.RESCUE, 0, P.NO_FORM);
        (s.placed, s.venueFlags) = (0, 0);
        _rests(s, Codes.HOLD, Codes.REFUSED_PRICE_BOUND);
    }

    function test_aDepegBringsLiquidityDownToItsLevelsPart() public pure {
        P.State memory s = _calm();
        s.peg = 0.96e9;
        _withdraws(s, Codes.DEPEG, Codes.PROTECT, 0.5e9);
        s.peg = 0.94e9;
        _withdraws(s, Codes.DEPEG, Codes.PROTECT, 0.1e9);
        s.priceFlags = Codes.FLAG_MARKET;
        _rests(s, Codes.HOLD, Codes.IN_BAND);
    }

    function test_aWithdrawalTakesTheFormThatReturnsMore() public pure {
        P.State memory s = _calm();
        s.peg = 0.96e9;
        (s.oneSidedOut, s.balancedOut) = (0.9995e9, 0.9990e9);
        _decides(s, Codes.WITHDRAW, Codes.DEPEG, Codes.PROTECT, 0.5e9, P.ONE_SIDED);
        s.balancedOut = s.oneSidedOut;
        _decides(s, Codes.WITHDRAW, Codes.DEPEG, Codes.PROTECT, 0.5e9, P.BALANCED);
    }

    function test_aPoolThatOthersLeftIsLeftInProportion() public pure {
        P.State memory s = _calm();
        s.room = 2.4e9;
        _withdraws(s, Codes.POOL_SHALLOW, Codes.REBALANCE, 0.48e9);
        s.sinceAction = 6 hours - 1;
        _rests(s, Codes.HOLD, Codes.REFUSED_COOLDOWN);
        s.sinceAction = 6 hours;
        (s.oneSidedOut, s.balancedOut) = (0.998e9 - 1, 0.998e9 - 1);
        _rests(s, Codes.HOLD, Codes.REFUSED_COST);
    }

    function test_rewardsAreHarvestedOnceTheyAreWorthTheirGasAndNotTooOften() public pure {
        P.State memory s = _calm();
        s.rewards = 5e9;
        _decides(s, Codes.HARVEST, Codes.WORTH_HARVESTING, Codes.REBALANCE, 0, P.NO_FORM);
        s.sinceHarvest = 1 days - 1;
        _rests(s, Codes.HOLD, Codes.IN_BAND);
    }

    function test_belowItsBandItEntersInTheFormThatCostsLess() public pure {
        P.State memory s = _idle();
        _decides(s, Codes.ENTER, Codes.IDLE_FUNDS, Codes.REBALANCE, 1e9, P.BALANCED);
        s.oneSidedIn = s.balancedIn + 1;
        _decides(s, Codes.ENTER, Codes.IDLE_FUNDS, Codes.REBALANCE, 1e9, P.ONE_SIDED);
    }

    function test_itEntersOnlySoFarAsOthersLiquidityBearsIt() public pure {
        P.State memory s = _idle();
        s.room = 4e9;
        _decides(s, Codes.ENTER, Codes.IDLE_FUNDS, Codes.REBALANCE, 0.8e9, P.BALANCED);
    }

    function test_CLP_01_enteringIsRefusedWherePricesAreOldOrOutOfBounds() public pure {
        P.State memory s = _idle();
        s.marketAge = 3601;
        _rests(s, Codes.HOLD, Codes.REFUSED_PRICE_STALE);
        s = _idle();
        s.virtualPriceAge = 86_401;
        _rests(s, Codes.HOLD, Codes.REFUSED_PRICE_STALE);
        s = _idle();
        s.priceFlags = 2;
        _rests(s, Codes.HOLD, Codes.REFUSED_PRICE_BOUND);
        s = _idle();
        s.virtualPrice = 1.001e9 + 1;
        _rests(s, Codes.HOLD, Codes.REFUSED_PRICE_BOUND);
    }

    function test_enteringIsRefusedAtAnyAlarmAndWhereThePoolIsOutOfBalance() public pure {
        P.State memory s = _idle();
        (s.level, s.peg) = (DepegLevels.WATCH, 0.994e9);
        _rests(s, Codes.HOLD, Codes.REFUSED_LEVEL);
        s = _idle();
        s.venueFlags = Codes.VENUE_GAUGE_KILLED;
        _rests(s, Codes.HOLD, Codes.REFUSED_VENUE);
        s = _idle();
        s.stethShare = 0.6e9 + 1;
        _rests(s, Codes.HOLD, Codes.REFUSED_BALANCE);
    }

    function test_enteringIsRefusedWhereItCostsTooMuchOrComesTooSoon() public pure {
        P.State memory s = _idle();
        (s.oneSidedIn, s.balancedIn) = (0.998e9 - 1, 0.998e9 - 1);
        _rests(s, Codes.HOLD, Codes.REFUSED_COST);
        s = _idle();
        s.sinceAction = 6 hours - 1;
        _rests(s, Codes.HOLD, Codes.REFUSED_COOLDOWN);
    }

    function test_unsoundShareDepthAndPegSettingsAreRefusedByTheRuleTheyBreak() public pure {
        P.Params memory p = _params();
        _breaks(p, 0);
        p.evacuatePlaced = p.defendPlaced + 1;
        _breaks(p, 1);
        p = _params();
        p.holdDepth = 486;
        _breaks(p, 2);
        p = _params();
        p.depeg.evacuatePeg = p.depeg.defendPeg + 1;
        _breaks(p, 3);
        p = _params();
        p.minVirtualPrice = 1e9;
        _breaks(p, 4);
    }

    function test_unsoundCostBalanceAndHarvestSettingsAreRefusedByTheRuleTheyBreak() public pure {
        P.Params memory p = _params();
        p.minIn = 0.97e9 - 1;
        _breaks(p, 5);
        p = _params();
        p.rescueOut = p.minOut + 1;
        _breaks(p, 5);
        p = _params();
        p.maxStethShare = 0;
        _breaks(p, 6);
        p = _params();
        p.harvestMultiple = 1e9 - 1;
        _breaks(p, 7);
    }

    // ------------------------------------------------------------------ states and settings

    function _params() private pure returns (P.Params memory p) {
        (p.minPlaced, p.defendPlaced, p.evacuatePlaced) = (0.9e9, 0.5e9, 0.1e9);
        (p.enterDepth, p.holdDepth, p.maxStethShare) = (500, 300, 0.6e9);
        (p.depeg.watchPeg, p.depeg.watchReentry) = (0.99e9, 0.995e9);
        (p.depeg.defendPeg, p.depeg.defendReentry) = (0.97e9, 0.985e9);
        (p.depeg.evacuatePeg, p.depeg.evacuateReentry) = (0.95e9, 0.97e9);
        (p.maxMarketAge, p.maxVirtualPriceAge) = (1 hours, 1 days);
        (p.minVirtualPrice, p.maxVirtualPrice) = (0.999e9, 1.001e9);
        (p.minIn, p.minOut, p.rescueOut) = (0.998e9, 0.998e9, 0.98e9);
        (p.harvestMultiple, p.harvestSpacing, p.cooldown) = (5e9, 1 days, 6 hours);
    }

    /// In a deep pool at the peg, where others have ten times the position.
    function _calm() private pure returns (P.State memory s) {
        (s.open, s.placed, s.room) = (1, 0.95e9, 10e9);
        (s.stethShare, s.peg, s.virtualPrice) = (0.5e9, 1e9, 1e9);
        (s.oneSidedIn, s.balancedIn) = (0.9990e9, 0.9995e9);
        (s.oneSidedOut, s.balancedOut) = (0.9990e9, 0.9995e9);
        (s.sinceAction, s.sinceHarvest) = (1 days, 2 days);
    }

    function _idle() private pure returns (P.State memory s) {
        s = _calm();
        s.placed = 0.5e9;
    }

    // ------------------------------------------------------------------ questions

    function _decides(
        P.State memory s,
        uint8 action,
        uint8 reason,
        uint8 urgency,
        uint64 target,
        uint8 form
    ) private pure {
        P.Decision memory d = P.decide(s, _params());
        assertEq(d.reason, reason, "reason");
        assertEq(d.action, action, "action");
        assertEq(d.urgency, urgency, "urgency");
        assertEq(d.target, target, "target");
        assertEq(d.form, form, "form");
    }

    function _withdraws(P.State memory s, uint8 reason, uint8 urgency, uint64 target) private pure {
        _decides(s, Codes.WITHDRAW, reason, urgency, target, P.BALANCED);
    }

    function _rests(P.State memory s, uint8 action, uint8 reason) private pure {
        _decides(s, action, reason, Codes.IDLE, 0, P.NO_FORM);
    }

    function _breaks(P.Params memory p, uint256 rule) private pure {
        assertEq(P.unsound(p), rule, "the rule that is broken");
    }
}
