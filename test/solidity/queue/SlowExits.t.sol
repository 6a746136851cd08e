// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {Roster} from "../../../contracts/vault/Roster.sol";
import {LidoWithdrawalQueue} from "../../../contracts/devnet/LidoWithdrawalQueue.sol";
import {ILidoWithdrawalQueue} from "../../../contracts/interfaces/ILidoWithdrawalQueue.sol";
import {Roles} from "../../../contracts/vault/Roles.sol";
import {LidoExitStrategy} from "../utils/LidoExitStrategy.sol";
import {QueueWorld} from "../utils/QueueWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Requests filled through a strategy's slow way out, with Lido's withdrawal queue: claims count as value until they are paid, and
/// are paid once.
/// @dev Proves RSK-02, VLT-19, INC-09.
contract SlowExitsTest is QueueWorld {
    uint256 private constant E27 = 1e27;

    LidoExitStrategy private slow;
    LidoWithdrawalQueue private lido;

    function setUp() public override {
        super.setUp();
        lido = new LidoWithdrawalQueue(STETH, WSTETH, address(this), address(this));
        slow = new LidoExitStrategy(vault, STETH, ILidoWithdrawalQueue(address(lido)));
        _afterNotice(abi.encodeCall(vault.addStrategy, (slow, type(uint256).max)));
        strategy = slow;
        vm.prank(TRADER);
        STETH.transfer(ALICE, 4000e18);
        _deposit(ALICE, 3900e18);
        _allocate();
        vm.deal(address(this), 10_000 ether);
        lido.onOracleReport(false, 0, block.timestamp - 1);
    }

    function test_RSK_02_whatIsUnderWayCountsUntilItIsPaidOnce(uint256 units) public {
        units = bound(units, 1e3, vault.entryUnits());
        uint256 before = vault.exitUnits();
        _start(units);
        assertNear(vault.exitUnits(), before, 5, "on its way, and still there");
        assertEq(slow.finishExit(), 0, "nothing before Lido finalises");
        _finalize();
        assertNear(vault.exitUnits(), before, 5, "finalised, and still there");
        uint256 paid = vault.finishExit(slow);
        assertNear(paid, units, 8, "then paid");
        assertEq(slow.exitingUnits(), 0, "and no longer under way");
        assertEq(vault.finishExit(slow), 0, "once");
        assertEq(vault.idleUnits(), paid, "to the vault");
        assertNear(vault.exitUnits(), before, 10, "which is worth the same");
    }

    function test_aLargeExitIsSplitIntoRequestsThatLidoTakes(uint256 units) public {
        units = bound(units, 1e3, vault.entryUnits());
        uint256 assets = STETH.getPooledEthByShares(units);
        _start(units);
        uint256[] memory ids = lido.getWithdrawalRequests(address(slow));
        assertGe(ids.length * 1000e18, assets - 100, "as many as it takes");
        assertLe(ids.length, assets / 1000e18 + 1, "and no more");
    }

    function test_whatIsBelowALeastRequestStays() public {
        vm.prank(KEEPER);
        assertEq(vault.startExit(slow, 50), 0, "Lido takes 100 wei at least");
    }

    function test_RSK_02_aSlashLowersAClaimAtOnceAndARewardDoesNotRaiseIt(
        uint256 loss,
        uint256 growth
    ) public {
        _start(2000e18);
        uint256 worth = STETH.getPooledEthByShares(slow.exitingUnits());
        _rebase(bound(growth, 1e12, 0.01e18));
        assertNear(STETH.getPooledEthByShares(slow.exitingUnits()), worth, 10, "what was asked, at most");
        loss = bound(loss, 0.02e18, 0.2e18);
        _slash(loss);
        assertLt(
            STETH.getPooledEthByShares(slow.exitingUnits()),
            worth,
            "and less after a slash, unreported"
        );
        uint256 shown = slow.exitingUnits();
        _finalize();
        assertNear(slow.exitingUnits(), shown, 10, "which is what Lido then pays");
        assertNear(vault.finishExit(slow), shown, 10, "to the vault");
    }

    function test_INC_09_inBunkerModeTheWaitIsLongerAndTheClaimStands() public {
        _start(500e18);
        vm.warp(block.timestamp + 1 hours);
        lido.onOracleReport(true, block.timestamp - 1, block.timestamp - 1);
        assertTrue(lido.isBunkerModeActive(), "Lido expects a loss");
        vm.warp(block.timestamp + 46 days);
        assertNear(slow.exitingUnits(), 500e18, 4, "counted all the time");
        assertEq(vault.finishExit(slow), 0, "not paid");
        _finalize();
        assertNear(vault.finishExit(slow), 500e18, 8, "until it is");
    }

    function test_VLT_19_whenARequestIsOverdueAnyoneStartsAsMuchAsItLacks(uint256 shares) public {
        _request(ALICE, bound(shares, 1e12, vault.balanceOf(ALICE)));
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(Roles.OnlyAllocator.selector, STRANGER));
        vault.startExit(slow, 1e9);
        vm.expectPartialRevert(ExitQueue.TooEarlyToUnwind.selector);
        queue.startExit(slow, 1e9);
        vm.warp(block.timestamp + MAX_WAIT);
        vault.recognise();
        uint256 lacking = (queue.pendingShares() * vault.exitUnits()) / vault.totalSupply();
        vm.startPrank(STRANGER);
        vm.expectPartialRevert(ExitQueue.BeyondRequests.selector);
        queue.startExit(slow, lacking + 1e6);
        queue.startExit(slow, lacking - 1e6);
        vm.expectPartialRevert(ExitQueue.BeyondRequests.selector);
        queue.startExit(slow, 2e6);
        vm.stopPrank();
        _finalize();
        vault.finishExit(slow);
        _watch();
        assertGt(_settleIdle(), 0, "and it is settled from what came");
        assertGt(_claim(ALICE), 0, "with nobody's leave");
    }

    function test_VLT_13_onlyTheVaultStartsAndOnlyForItsOwnStrategies(address stranger) public {
        vm.assume(stranger != address(vault));
        vm.prank(stranger);
        vm.expectRevert();
        slow.startExit(1e18);
        LidoExitStrategy foreign = new LidoExitStrategy(vault, STETH, ILidoWithdrawalQueue(address(lido)));
        vm.startPrank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(Roster.UnknownStrategy.selector, address(foreign)));
        vault.startExit(foreign, 1e18);
        vm.expectRevert(abi.encodeWithSelector(Roster.UnknownStrategy.selector, address(foreign)));
        vault.finishExit(foreign);
        vm.stopPrank();
    }

    function _start(uint256 units) private {
        vm.prank(KEEPER);
        assertNear(vault.startExit(slow, units), units, 4, "all of it is under way");
    }

    /// Lido finalises whatever waits, at the share rate of now.
    function _finalize() private {
        uint256[] memory batches = new uint256[](1);
        batches[0] = lido.getLastRequestId();
        uint256 rate = (STETH.getTotalPooledEther() * E27) / STETH.getTotalShares();
        (uint256 eth, ) = lido.prefinalize(batches, rate);
        lido.finalize{value: eth}(batches[0], rate);
    }
}
