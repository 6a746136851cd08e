// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The vault never owes more than it can pay.
/// @dev Proves VLT-11.
contract ClaimsTest is KeelWorld {
    function setUp() public override {
        super.setUp();
        _levered(700e18);
        _deposit(BOB, 600e18);
        _allocate();
        _deposit(CAROL, 100e18);
        _thin(0.8e18);
    }

    function test_VLT_11_claimsAtExitValueAreCoveredByWhatEverythingRealises(
        uint256 fall,
        uint256 slash,
        uint256 time
    ) public {
        _stress(fall, slash, time);
        uint256 claims = vault.exitUnits();
        uint256 whole = loop.exitUnits();
        vm.prank(address(vault));
        loop.withdraw(whole, 0);
        assertGe(vault.idleUnits(), claims, "sold at this moment, it covers every claim");
    }

    function test_VLT_11_everybodyCanLeaveOneAfterTheOther(uint256 fall, uint256 slash, uint256 time) public {
        _stress(fall, slash, time);
        uint256 claims = vault.exitUnits();
        uint256 before = _unitsOf(ALICE) + _unitsOf(BOB) + _unitsOf(CAROL);
        _redeemDeep(CAROL, vault.balanceOf(CAROL));
        _redeemDeep(ALICE, vault.balanceOf(ALICE));
        _redeemDeep(BOB, vault.balanceOf(BOB));
        uint256 paid = _unitsOf(ALICE) + _unitsOf(BOB) + _unitsOf(CAROL) - before;
        assertGe(paid + 1e10, claims, "together they are paid at least the exit value that was shown");
    }

    function test_VLT_11_equalSharesAreWorthNoLessToTheLastWhoLeaves(uint256 fall) public {
        vm.startPrank(ALICE);
        vault.transfer(CAROL, vault.balanceOf(ALICE) - 300e18);
        vm.stopPrank();
        vm.startPrank(BOB);
        vault.transfer(CAROL, vault.balanceOf(BOB) - 300e18);
        vm.stopPrank();
        _stress(fall, 1, 1);
        uint256 first = _redeemDeep(ALICE, 300e18);
        uint256 last = _redeemDeep(BOB, 300e18);
        assertGe(last + 10, first, "no reason to run for the door");
    }

    function _stress(uint256 fall, uint256 slash, uint256 time) private {
        _depegTo(WAD - bound(fall, 0.001e18, 0.08e18));
        vm.warp(block.timestamp + bound(time, 1, 20 days));
        if (slash % 2 == 0) _slash(bound(slash, 1e12, 0.03e18));
        _settle();
    }
}
