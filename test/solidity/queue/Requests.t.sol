// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Leaving} from "../../../contracts/vault/Leaving.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC7540Redeem} from "../../../contracts/interfaces/IERC7540.sol";
import {IExitQueue} from "../../../contracts/interfaces/IExitQueue.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {QueueWorld} from "../utils/QueueWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Requests as ERC-7540 has them: who may ask and claim for whom, and what nobody can do to anybody else.
/// @dev Proves EXQ-04, VLT-13.
contract RequestsTest is QueueWorld {
    function setUp() public virtual override {
        super.setUp();
        _working(400e18);
        _deposit(BOB, 300e18);
        _deposit(CAROL, 200e18);
        _watch();
    }

    function test_aRequestMovesTheSharesAndSaysSo() public {
        uint256 held = vault.balanceOf(BOB);
        vm.expectEmit(address(queue));
        emit IERC7540Redeem.RedeemRequest(CAROL, BOB, 1, BOB, 70e18);
        uint256 id = _requestFor(CAROL, BOB, 70e18);
        assertEq(vault.balanceOf(BOB), held - 70e18, "no longer the owner's");
        assertEq(vault.balanceOf(address(queue)), queue.pendingShares(), "but the queue's");
        assertEq(queue.pendingRedeemRequest(id, CAROL), 70e18, "for the controller");
        assertEq(queue.pendingRedeemRequest(id, BOB), 0, "and not for the owner");
    }

    function test_anOperatorMayRequestAndClaimForWhoMadeItOne() public {
        vm.prank(BOB);
        assertTrue(queue.setOperator(STRANGER, true), "always true");
        vm.prank(STRANGER);
        queue.requestRedeem(10e18, BOB, BOB);
        queue.settle(type(uint256).max);
        vm.prank(STRANGER);
        queue.redeem(10e18, CAROL, BOB);
        assertEq(queue.maxRedeem(BOB), 0, "claimed, to wherever the operator says");
    }

    function test_EXQ_04_whoIsNoOperatorNeedsAnAllowanceAndUsesItUp(address stranger) public {
        vm.assume(stranger != BOB && stranger != address(0));
        vm.prank(BOB);
        vault.approve(stranger, 10e18);
        vm.startPrank(stranger);
        queue.requestRedeem(10e18, BOB, BOB);
        assertEq(vault.allowance(BOB, stranger), 0, "spent");
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        queue.requestRedeem(1, stranger, BOB);
        vm.stopPrank();
    }

    function test_EXQ_04_nobodyElseCanClaim(address stranger) public {
        vm.assume(stranger != BOB);
        _request(BOB, 10e18);
        queue.settle(type(uint256).max);
        vm.startPrank(stranger);
        bytes memory refusal = abi.encodeWithSelector(ExitQueue.OnlyController.selector, stranger, BOB);
        vm.expectRevert(refusal);
        queue.redeem(1e18, stranger, BOB);
        vm.expectRevert(refusal);
        queue.withdraw(1e18, stranger, BOB);
        vm.stopPrank();
    }

    function test_EXQ_04_aRequestCannotBeTakenBack() public {
        _request(BOB, vault.balanceOf(BOB));
        vm.startPrank(BOB);
        vm.expectPartialRevert(Leaving.ERC4626ExceededMaxRedeem.selector);
        vault.redeem(1, BOB, BOB);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientBalance.selector);
        queue.requestRedeem(1, BOB, BOB);
        vm.expectPartialRevert(ExitQueue.ExceedsClaimable.selector);
        queue.redeem(1, BOB, BOB);
        vm.stopPrank();
    }

    function test_EXQ_04_requestsInAStrangersNameNeitherHarmNorBlockIt(uint256 shares) public {
        shares = bound(shares, 1e12, 100e18);
        uint256 copy = vm.snapshotState();
        _request(BOB, shares);
        _settleIdle();
        (uint256 alone, uint256 cost) = _claimMetered(BOB);
        vm.revertToState(copy);
        // Once for every batch that the pest can open, before and after: its own shares, in the other's name.
        for (uint256 i = 0; i < 12; ++i) {
            _requestFor(BOB, CAROL, 1);
            if (i == 6) _request(BOB, shares);
            _settleIdle();
        }
        (uint256 pestered, uint256 costPestered) = _claimMetered(BOB);
        assertGe(pestered + 12, alone, "at least as much");
        assertLe(costPestered, cost + 30_000, "at no cost that grows with the pest's requests");
    }

    function test_EXQ_04_requestsInAStrangersNameDoNotStopItsOwn(uint256 shares) public {
        shares = bound(shares, 1, 100e18);
        _requestFor(BOB, CAROL, shares);
        uint256 id = _request(BOB, 50e18);
        assertEq(queue.pendingRedeemRequest(id, BOB), shares + 50e18, "a gift on top");
    }

    function test_whatCannotBeMeantIsRefused() public {
        vm.startPrank(BOB);
        vm.expectRevert(ExitQueue.ZeroShares.selector);
        queue.requestRedeem(0, BOB, BOB);
        vm.expectRevert(ExitQueue.ZeroController.selector);
        queue.requestRedeem(1, address(0), BOB);
        vm.expectRevert(ExitQueue.ZeroShares.selector);
        queue.redeem(0, BOB, BOB);
        vm.expectRevert(ExitQueue.ZeroShares.selector);
        queue.withdraw(0, BOB, BOB);
        vm.expectPartialRevert(ExitQueue.ExceedsClaimable.selector);
        queue.withdraw(1e18, BOB, BOB);
        vm.expectRevert(ExitQueue.NothingToSettle.selector);
        queue.settle(1);
        vm.stopPrank();
    }

    function test_theStandardsAreNamed() public view {
        assertEq(queue.share(), address(vault), "ERC-7575: the share is the vault's token");
        assertEq(queue.asset(), vault.asset(), "and the asset the vault's");
        bytes4[4] memory ids = [bytes4(0x01ffc9a7), 0xe3bc4e65, 0x620ee8e4, 0x2f0a18c5];
        for (uint256 i = 0; i < ids.length; ++i)
            assertTrue(queue.supportsInterface(ids[i]), "as the ERCs give them");
        assertFalse(queue.supportsInterface(0xce3bbe50), "no requests to deposit");
        assertFalse(queue.supportsInterface(0xffffffff), "nor what ERC-165 excludes");
        assertEq(queue.totalAssets(), vault.totalAssets(), "the vault's own books");
        assertEq(queue.convertToAssets(1e18), vault.convertToAssets(1e18), "and prices");
        assertEq(queue.convertToShares(1e18), vault.convertToShares(1e18), "both ways");
    }

    function test_nobodyEntersThroughTheQueueAndNothingIsPreviewed() public {
        assertEq(queue.maxDeposit(BOB) + queue.maxMint(BOB), 0, "deposits go to the vault");
        vm.expectRevert(ExitQueue.NoEntry.selector);
        queue.deposit(1e18, BOB);
        vm.expectRevert(ExitQueue.NoEntry.selector);
        queue.mint(1e18, BOB);
        vm.expectRevert(ExitQueue.NoPreview.selector);
        queue.previewDeposit(1e18);
        vm.expectRevert(ExitQueue.NoPreview.selector);
        queue.previewMint(1e18);
        vm.expectRevert(ExitQueue.NoPreview.selector);
        queue.previewWithdraw(1e18);
        vm.expectRevert(ExitQueue.NoPreview.selector);
        queue.previewRedeem(1e18);
    }

    function test_VLT_13_onlyTheQueueMovesSharesIntoItself(address stranger) public {
        vm.assume(stranger != address(queue));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Leaving.OnlyExitQueue.selector, stranger));
        vault.transferToQueue(BOB, BOB, 1e18);
    }

    function test_VLT_13_theQueueIsNamedOnceDuringSetUpByTheOwner() public {
        KeelVault fresh = new KeelVault(vault.adapter(), "F", "F", OWNER, 0, 0, LONGEST_EXIT);
        ExitQueue its = new ExitQueue(fresh, MAX_WAIT, MAX_DISCOUNT);
        vm.expectRevert();
        fresh.setExitQueue(its, address(claims));
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(Leaving.ExitQueueRefused.selector, address(queue)));
        fresh.setExitQueue(queue, address(claims));
        fresh.setExitQueue(its, address(claims));
        vm.expectRevert(abi.encodeWithSelector(Leaving.ExitQueueRefused.selector, address(its)));
        fresh.setExitQueue(IExitQueue(its), address(0));
        vm.expectRevert(abi.encodeWithSelector(Leaving.ExitQueueRefused.selector, address(queue)));
        vault.setExitQueue(queue, address(claims));
        vm.stopPrank();
    }

    function test_aQueueThatWouldOutlastTheTimelocksIsRefused() public {
        vm.expectRevert(
            abi.encodeWithSelector(ExitQueue.UnsoundWait.selector, LONGEST_EXIT + 1, LONGEST_EXIT)
        );
        new ExitQueue(vault, LONGEST_EXIT + 1, MAX_DISCOUNT);
        vm.expectRevert(abi.encodeWithSelector(ExitQueue.UnsoundDiscount.selector, 1e18));
        new ExitQueue(vault, MAX_WAIT, 1e18);
    }

    function _claimMetered(address who) private returns (uint256 units, uint256 gas) {
        uint256 shares = queue.maxRedeem(who);
        uint256 before = _unitsOf(who);
        vm.prank(who);
        gas = gasleft();
        queue.redeem(shares, who, who);
        gas -= gasleft();
        units = _unitsOf(who) - before;
    }
}
