// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LiquidRestakingStrategy} from "../../../contracts/strategies/restaking/LiquidRestakingStrategy.sol";
import {WeethWorld} from "../utils/WeethWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What is ether.fi's own: requests that nobody promises a day for, that may be declared invalid, and that pay in ether.
/// @dev Proves RSK-02, PRC-01 for it.
contract WeethRequestsTest is WeethWorld {
    function test_RSK_02_aRequestWaitsUntilItIsFinalizedHoweverLong(uint256 wait) public {
        _working(500e18);
        _startExit(held, 100e18);
        vm.warp(block.timestamp + bound(wait, COOL_DOWN, 90 days));
        assertEq(held.claimableUnits(), 0, "the assumed wait promises nothing");
        assertEq(held.finishExit(), 0, "and nothing is claimed before");
        vm.prank(REPORTER);
        etherfi.finalizeRequests(1);
        assertGt(held.finishExit(), 99e18, "then it is");
    }

    function test_RSK_02_anInvalidRequestCountsForNothingUntilItIsValidAgain() public {
        _working(500e18);
        uint256 entry = held.entryUnits();
        uint256 started = _startExit(held, 100e18);
        vm.prank(REPORTER);
        etherfi.setValid(1, false);
        assertEq(held.pendingUnits(), 0, "ether.fi owes nothing for it");
        assertLe(held.entryUnits(), entry - started, "and nobody is told otherwise");
        _ripen();
        assertEq(held.finishExit(), 0, "it is not claimed, and stops no other");
        vm.prank(REPORTER);
        etherfi.setValid(1, true);
        assertGt(held.finishExit(), 99e18, "until it counts again");
    }

    function test_RSK_02_aFinalizedRequestIsClaimedWhileALaterOneWaits() public {
        _working(500e18);
        _startExit(held, 100e18);
        uint256 first = held.pendingUnits();
        _startExit(held, 200e18);
        uint256 second = held.pendingUnits() - first;
        vm.prank(REPORTER);
        etherfi.finalizeRequests(1);
        assertGe(held.finishExit() + 4, first, "the first is paid");
        assertNear(held.pendingUnits(), second, 4, "and the second still counts");
        assertEq(held.finishExit(), 0, "until it is finalized too");
    }

    function test_RSK_02_claimedEtherBecomesStethWhereThatGivesMore() public {
        _working(500e18);
        _startExit(held, 100e18);
        uint256 pending = held.pendingUnits();
        _depegTo(0.99e18);
        _ripen();
        assertGt(held.finishExit(), (pending * 1005) / 1000, "cheap stETH is bought for it");
    }

    function test_PRC_01_aDiscountOnTheWayInIsRefusedByName() public {
        _working(100e18);
        _deposit(BOB, 100e18);
        uint256 idle = vault.idleUnits();
        vm.prank(REPORTER);
        etherfi.setDiscount(20);
        vm.expectPartialRevert(LiquidRestakingStrategy.EntryTooDear.selector);
        vm.prank(KEEPER);
        vault.allocate(held, idle);
    }
}
