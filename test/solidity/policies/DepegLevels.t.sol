// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Bands} from "../../../contracts/strategies/Bands.sol";
import {DepegLevels} from "../../../contracts/strategies/DepegLevels.sol";
import {Test} from "../utils/Test.sol";

/// @notice How alarms rise and fall with the peg, and which bands bear a lender's threshold.
contract DepegLevelsTest is Test {
    function test_aLevelIsEnteredAtOnceHoweverDeep() public pure {
        _goes(DepegLevels.CALM, 0.99e9, DepegLevels.CALM);
        _goes(DepegLevels.CALM, 0.99e9 - 1, DepegLevels.WATCH);
        _goes(DepegLevels.CALM, 0.97e9 - 1, DepegLevels.DEFEND);
        _goes(DepegLevels.CALM, 0.95e9 - 1, DepegLevels.EVACUATE);
        _goes(DepegLevels.WATCH, 0, DepegLevels.EVACUATE);
    }

    function test_aLevelIsLeftOnlyPastItsOwnReentry() public pure {
        _goes(DepegLevels.WATCH, 0.995e9 - 1, DepegLevels.WATCH);
        _goes(DepegLevels.WATCH, 0.995e9, DepegLevels.CALM);
        _goes(DepegLevels.DEFEND, 0.985e9 - 1, DepegLevels.DEFEND);
        _goes(DepegLevels.DEFEND, 0.985e9, DepegLevels.WATCH);
        _goes(DepegLevels.EVACUATE, 0.972e9 - 1, DepegLevels.EVACUATE);
        _goes(DepegLevels.EVACUATE, 0.972e9, DepegLevels.DEFEND);
    }

    function test_aFullRecoveryLeavesEveryLevelAtOnce() public pure {
        _goes(DepegLevels.EVACUATE, 1e9, DepegLevels.CALM);
        _goes(255, 0.96e9, DepegLevels.EVACUATE);
    }

    function test_KPR_04_aPegThatFlapsAroundOneThresholdMovesTheLevelOnce(uint256 offset) public pure {
        uint256 shift = bound(offset, 1, 0.004e9);
        uint8 level = DepegLevels.next(DepegLevels.CALM, 0.99e9 - shift, _thresholds());
        for (uint256 i = 0; i < 4; ++i) {
            assertEq(level, DepegLevels.WATCH, "watched, and it stays so");
            level = DepegLevels.next(level, i % 2 == 0 ? 0.99e9 + shift : 0.99e9 - shift, _thresholds());
        }
    }

    function test_LEV_04_bandsThatALenderDoesNotBearAreRefusedByTheRuleTheyBreak() public pure {
        Bands.Ltvs memory p = Bands.Ltvs(0.45e9, 0.5e9, 0.55e9, 0.65e9, 0.3e9, 0.1e9);
        assertEq(Bands.unsound(p, 0.81e9), 0, "sound");
        assertEq(Bands.unsound(p, 0.67e9), 3, "a ripcord within 3% of liquidation");
        p.max = 0.51e9;
        assertEq(Bands.unsound(p, 0.81e9), 2, "a target within 3% of its edge");
        (p.min, p.target, p.defend, p.evacuate, p.max) = (0, 0, 0, 0, 0.1e9);
        assertEq(Bands.unsound(p, 0.81e9), 0, "a target of 0 never borrows");
        p.min = 1;
        assertEq(Bands.unsound(p, 0.81e9), 1, "and has no lower edge");
    }

    function test_anActionGoesFromEitherEdgeSoFarTowardTheTarget() public pure {
        assertEq(Bands.toward(0.5e9, 0.6e9, 10_000), 0.5e9, "all the way down");
        assertEq(Bands.toward(0.5e9, 0.6e9, 2_500), 0.575e9, "a quarter down");
        assertEq(Bands.toward(0.5e9, 0.4e9, 2_500), 0.425e9, "a quarter up");
    }

    function test_bandsAreCentredOnTheLevelsTarget() public pure {
        Bands.Ltvs memory p = Bands.Ltvs(0.45e9, 0.5e9, 0.55e9, 0.65e9, 0.3e9, 0.02e9);
        (uint256 low, uint256 target, uint256 high, ) = Bands.inForce(0.81e9, DepegLevels.DEFEND, p);
        assertEq(low, 0.25e9, "the lower edge moves");
        assertEq(target, 0.3e9, "with the target");
        assertEq(high, 0.35e9, "and the upper");
        (low, , , ) = Bands.inForce(0.81e9, DepegLevels.EVACUATE, p);
        assertEq(low, 0, "never below nothing");
    }

    function _goes(uint8 level, uint256 peg, uint8 to) private pure {
        assertEq(DepegLevels.next(level, peg, _thresholds()), to, "the level after this peg");
    }

    function _thresholds() private pure returns (DepegLevels.Thresholds memory) {
        return DepegLevels.Thresholds(0.99e9, 0.995e9, 0.97e9, 0.985e9, 0.95e9, 0.972e9);
    }
}
