// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Gains are recognised at a bounded rate, whoever waits for them and however.
/// @dev Proves VLT-09.
contract RecognitionTest is KeelWorld {
    uint256 private constant MAX_RATE = 0.25e18;

    function test_VLT_09_aDepositEarnsAtMostTheMaxRateOfAGiftHoweverLarge(uint256 gift, uint256 held) public {
        _deposit(ALICE, 100e18);
        _give(bound(gift, 1e18, 900e18));
        held = bound(held, 12, 90 days);
        uint256 shares = _deposit(CAROL, 500e18);
        uint256 units = vault.entryUnits();
        vm.warp(block.timestamp + held);
        uint256 most = units + (units * MAX_RATE * held) / (WAD * YEAR);
        assertLe(vault.entryUnits(), most, "at most maxRate for the time held");
        uint256 paid = _redeem(CAROL, shares);
        assertLe(
            paid,
            500e18 + (500e18 * MAX_RATE * held) / (WAD * YEAR) + 2,
            "so a deposit timed before it earns no more"
        );
    }

    function test_VLT_09_depositAndLeaveInOneBlockEarnNothingOfAGift(uint256 gift, uint256 assets) public {
        _deposit(ALICE, 100e18);
        vm.warp(block.timestamp + 1 days);
        uint256 before = _unitsOf(CAROL);
        uint256 shares = _deposit(CAROL, bound(assets, 1e12, 900e18));
        _give(bound(gift, 1, 900e18));
        _redeem(CAROL, shares);
        assertLe(_unitsOf(CAROL), before, "a gain that comes between counts for later");
    }

    function test_VLT_09_recognisingOftenCompoundsAndNoMore(uint256 gift, uint256 steps) public {
        _deposit(ALICE, 100e18);
        _give(bound(gift, 100e18, 900e18));
        steps = bound(steps, 1, 30);
        uint256 units = vault.entryUnits();
        for (uint256 i = 0; i < steps; ++i) {
            vm.warp(block.timestamp + 60 days / steps);
            vault.recognise();
        }
        uint256 once = (units * MAX_RATE * 60 days) / (WAD * YEAR);
        uint256 interestOnIt = (once * MAX_RATE * 60 days) / (WAD * YEAR) / 2;
        assertLe(
            vault.entryUnits(),
            units + once + interestOnIt + interestOnIt / 50,
            "e to the maxRate times t, at most"
        );
    }

    function _give(uint256 assets) private {
        vm.prank(BOB);
        token.transfer(address(vault), assets);
    }
}
