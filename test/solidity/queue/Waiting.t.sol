// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {Leaving} from "../../../contracts/vault/Leaving.sol";
import {ExitPriceFloor} from "../../../contracts/vault/ExitPriceFloor.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {QueueWorld} from "../utils/QueueWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The queue's place in the vault: the first call on idle funds, and after `maxWait` on everything, with nobody's leave.
/// @dev Proves EXQ-02, VLT-03, VLT-08, VLT-12, VLT-19.
contract WaitingTest is QueueWorld {
    function setUp() public virtual override {
        super.setUp();
        _working(400e18);
        _deposit(BOB, 300e18);
        _allocate();
        _deposit(CAROL, 200e18);
        _watch();
    }

    function test_VLT_03_idleFundsBelongToTheQueueFirst(uint256 shares) public {
        shares = bound(shares, 1e9, vault.balanceOf(BOB));
        uint256 idle = vault.idleUnits();
        _request(BOB, shares);
        uint256 reserved = vault.adapter().toUnits(vault.previewRedeem(shares));
        uint256 others = vault.adapter().toUnits(vault.maxWithdraw(CAROL));
        assertLe(others, idle > reserved ? idle - reserved + 2 : 0, "what others may take leaves that much");
        uint256 most = vault.maxRedeem(CAROL);
        if (most > 0) _redeem(CAROL, most);
        uint256 fetched = _settleIdle();
        assertNear(fetched, idle > reserved ? reserved : idle, 4, "and it is there for the request");
    }

    function test_theQueuesIdleFundsCannotBePutToWork(uint256 shares) public {
        _request(BOB, bound(shares, 1e12, 100e18));
        uint256 idle = vault.idleUnits();
        vm.prank(KEEPER);
        vm.expectPartialRevert(Leaving.ReservedForQueue.selector);
        vault.allocate(strategy, idle);
    }

    function test_aDeepExitLeavesTheQueuesIdleFundsWhereTheyAre(uint256 shares) public {
        _request(BOB, bound(shares, 1e9, 150e18));
        uint256 reserved = vault.exitUnits();
        reserved = (queue.pendingShares() * reserved) / vault.totalSupply();
        _redeemDeep(CAROL, vault.balanceOf(CAROL));
        assertGe(vault.idleUnits() + 4, reserved, "unwound for the leaver, kept for the request");
    }

    function test_VLT_08_aDeepExitBesideTheQueueCostsThoseWhoStayNothing(uint256 shares) public {
        _request(BOB, vault.balanceOf(BOB));
        vault.recognise();
        uint256 before = (vault.entryUnits() * 1e27) / vault.totalSupply();
        _redeemDeep(CAROL, bound(shares, 1e12, vault.balanceOf(CAROL)));
        uint256 afterwards = (vault.entryUnits() * 1e27) / vault.totalSupply();
        assertGe(afterwards + 1e9, before, "who takes from the strategies alone pays what that costs");
    }

    function test_VLT_12_aRequestNeedsNoOpenVault() public {
        vm.startPrank(OWNER);
        vault.pauseEntries();
        vault.lowerDepositCap(0);
        vault.lowerCap(RiskId.strategy(address(strategy)), 0, WAD);
        vm.stopPrank();
        _request(BOB, 10e18);
        assertGt(_settleIdle(), 0, "settled");
        assertGt(_claim(BOB), 0, "and claimed");
    }

    function test_unwindingWaitsForMaxWaitUnlessAnAllocatorDoesIt(uint256 wait) public {
        _request(BOB, vault.balanceOf(BOB));
        wait = bound(wait, 0, MAX_WAIT - 1);
        uint256 due = block.timestamp + MAX_WAIT;
        vm.warp(block.timestamp + wait);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ExitQueue.TooEarlyToUnwind.selector, due));
        queue.settleDeep(1e18);
        _watch();
        vm.prank(KEEPER);
        assertGt(queue.settleDeep(300e18), 0, "the keeper may, at a price near entry value");
    }

    function test_VLT_19_withEveryOperatorGoneAnyoneUnwindsAndSettles(uint256 shares, uint256 wait) public {
        shares = bound(shares, 1e9, vault.balanceOf(BOB));
        vm.startPrank(OWNER);
        vault.dismiss(Role.Keeper, KEEPER);
        vault.renounceOwnership();
        vm.stopPrank();
        _request(BOB, shares);
        _request(CAROL, vault.balanceOf(CAROL));
        vm.warp(block.timestamp + bound(wait, MAX_WAIT, 60 days));
        _watch();
        uint256 worth = (shares * vault.exitUnits()) / vault.totalSupply();
        _settleDeep();
        assertEq(queue.pendingShares(), 0, "everybody who asked");
        assertGe(_claim(BOB) + 1e10, worth, "is paid the exit value");
        assertGt(_claim(CAROL), 0, "and gets it");
    }

    function test_VLT_19_aBatchTooLargeForTheMarketIsSettledInParts() public {
        _request(BOB, vault.balanceOf(BOB));
        vm.warp(block.timestamp + MAX_WAIT);
        _watch();
        while (queue.pendingShares() > 0) {
            vm.prank(STRANGER);
            queue.settleDeep(70e18);
        }
        assertGt(_claim(BOB), 0, "part after part");
    }

    function test_nothingIsSettledBeforeThePriceWasSeenForAWindow(uint256 wait) public {
        uint256 window = queue.WINDOW();
        vm.warp(block.timestamp + 3 * window);
        _request(BOB, 10e18);
        vm.expectRevert(ExitPriceFloor.NotObserved.selector);
        queue.settle(10e18);
        queue.observe();
        vm.warp(block.timestamp + bound(wait, 0, window - 1));
        vm.expectRevert(ExitPriceFloor.NotObserved.selector);
        queue.settle(10e18);
    }

    function test_anObservationDoesNotOutliveTheNextWindow() public {
        _request(BOB, 10e18);
        vm.warp(block.timestamp + 2 * queue.WINDOW());
        vm.expectRevert(ExitPriceFloor.NotObserved.selector);
        queue.settle(10e18);
    }

    function test_VLT_19_whatIsOverdueComesFreeInTheEnd(uint256 wait) public {
        _request(BOB, 10e18);
        wait = bound(wait, 0, 30 days);
        vm.warp(block.timestamp + MAX_WAIT - 1 hours);
        _watch();
        uint256 floor = queue.floorOf(10e18);
        vm.warp(block.timestamp + wait);
        queue.observe();
        vm.warp(block.timestamp + 1 hours);
        queue.observe();
        uint256 left = wait + 1 hours > 19.9 days ? 0 : floor - (floor * (wait + 1 hours)) / 20 days;
        assertNear(queue.floorOf(10e18), left, floor / 100, "a twentieth a day");
    }
}
