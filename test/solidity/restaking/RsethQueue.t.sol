// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LiquidRestakingStrategy} from "../../../contracts/strategies/restaking/LiquidRestakingStrategy.sol";
import {RsethWorld} from "../utils/RsethWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What is Kelp's own: a delay in blocks and an operator's unlocking after it, requests as large as there is something to
/// pay with, and stETH taken at the price that Kelp's oracle has for it.
/// @dev Proves RSK-02, PRC-01 for it.
contract RsethQueueTest is RsethWorld {
    function test_RSK_02_aRequestWaitsForItsBlocksAndForItsUnlocking() public {
        _working(500e18);
        _startExit(held, 100e18);
        vm.roll(block.number + DELAY_BLOCKS);
        assertEq(held.claimableUnits(), 0, "its delay is over, and it is locked");
        assertEq(held.finishExit(), 0, "so nothing is claimed");
        vm.prank(REPORTER);
        kelp.unlockQueue();
        assertGt(held.finishExit(), 99e18, "once unlocked, it is");
    }

    function test_RSK_02_whatAnOperatorCompletesForUsIsOurs() public {
        _working(500e18);
        uint256 entry = held.entryUnits();
        _startExit(held, 100e18);
        _ripen();
        vm.prank(REPORTER);
        kelp.completeWithdrawalForUser(address(STETH), address(door), "");
        assertNear(held.entryUnits(), entry, 6, "it is counted where it lies");
        assertGt(held.finishExit(), 99e18, "and sent home by anyone");
        assertEq(held.finishExit(), 0, "once");
    }

    function test_RSK_02_oneUnlockedRequestIsPaidAndALaterOneWaits() public {
        _working(500e18);
        _startExit(held, 100e18);
        _ripen();
        _startExit(held, 50e18);
        assertEq(held.finishExit(), 0, "what was ripe went home with the second request");
        assertGt(held.pendingUnits(), 49e18, "which waits");
        assertGt(vault.idleUnits(), 99e18, "the first has been paid");
    }

    function test_RSK_02_aRequestIsAsLargeAsKelpCanPayAndTheRestStays() public {
        _working(500e18);
        uint256 entry = held.entryUnits();
        vm.startPrank(TRADER);
        kelp.approve(address(kelp), type(uint256).max);
        kelp.initiateWithdrawal(address(STETH), 9_900e18, "");
        vm.stopPrank();
        vm.prank(address(kelp));
        STETH.transfer(TRADER, 2_500e18);
        uint256 left = kelp.getAvailableAssetAmount(address(STETH));
        assertLt(left, 110e18, "others have asked for nearly all");
        assertLe(_startExit(held, 400e18), STETH.getSharesByPooledEth(left), "no more than is left");
        assertNear(held.entryUnits(), entry, 8, "and not a token is lost on the way");
    }

    function test_RSK_02_aRequestBelowKelpsLeastIsNotMade() public {
        _working(500e18);
        uint256 entry = held.entryUnits();
        vm.prank(REPORTER);
        kelp.setLeast(1e18);
        assertEq(_startExit(held, 0.1e18), 0, "nothing is started");
        assertEq(held.entryUnits(), entry, "and nothing moves");
    }

    function test_PRC_01_stethBelowItsRateIsNotPaidIn() public {
        _working(100e18);
        _deposit(BOB, 100e18);
        uint256 idle = vault.idleUnits();
        vm.prank(REPORTER);
        kelp.setStethPrice(0.99e18);
        vm.expectPartialRevert(LiquidRestakingStrategy.EntryTooDear.selector);
        vm.prank(KEEPER);
        vault.allocate(held, idle);
    }

    function test_whatKelpStillTakesIsTheDepositLimit() public {
        _working(100e18);
        uint256 taken = STETH.balanceOf(address(kelp));
        vm.prank(REPORTER);
        kelp.setDepositLimit(taken + 30e18);
        vm.warp(block.timestamp + 13 hours);
        assertLe(STETH.getPooledEthByShares(held.depositLimit()), 30e18, "no more than Kelp takes");
        assertGt(held.depositLimit(), 27e18, "and all of it");
    }
}
