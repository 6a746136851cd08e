// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {EigenLayerShares as Shares} from "../../../contracts/devnet/EigenLayerShares.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Whom EigenLayer's slashes reach, and whom they do not: the operator's stakers, the queue within its delay, nobody later.
contract EigenLayerSharesTest is Test {
    uint256 private constant WAD = 1e18;
    uint48 private constant DELAY = 100;
    address private constant ALICE = address(0xA11CE);
    address private constant BOB = address(0xB0B);

    Shares private books;

    function setUp() public {
        vm.roll(1_000);
        books = new Shares(address(this), DELAY);
        books.allocate(1, uint64(WAD), 0);
    }

    function test_aSlashTakesItsPartOfEveryDelegatedStaker(uint256 slashed) public {
        slashed = bound(slashed, 1, WAD - 1);
        _stake(ALICE, 10e18);
        _stake(BOB, 30e18);
        books.slash(1, slashed);
        assertNear(books.withdrawableShares(ALICE), (10e18 * (WAD - slashed)) / WAD, 1, "of the one");
        assertNear(books.withdrawableShares(BOB), (30e18 * (WAD - slashed)) / WAD, 1, "and of the other");
        assertNear(books.operatorShares(), (40e18 * (WAD - slashed)) / WAD, 1, "and of the operator's sum");
        assertNear(books.burnableShares(), (40e18 * slashed) / WAD, 1, "and all of it can be burnt");
    }

    function test_aSlashDoesNotReachWhoDelegatesOrDepositsAfterIt(uint256 slashed) public {
        slashed = bound(slashed, 1e9, 0.99e18);
        _stake(ALICE, 10e18);
        vm.prank(BOB);
        books.deposit(20e18);
        books.slash(1, slashed);
        assertEq(books.withdrawableShares(BOB), 20e18, "who is with nobody loses nothing");
        vm.prank(BOB);
        books.delegate();
        assertNear(books.withdrawableShares(BOB), 20e18, 100, "nor by joining");
        uint256 before = books.withdrawableShares(ALICE);
        vm.prank(ALICE);
        books.deposit(5e18);
        assertNear(books.withdrawableShares(ALICE), before + 5e18, 100, "and new shares are whole");
        assertGt(books.depositScalingFactor(ALICE), WAD, "which its scaling remembers");
    }

    function test_whoJoinsWithNothingStartsWhole() public {
        books.slash(1, 0.5e18);
        vm.startPrank(ALICE);
        books.delegate();
        books.deposit(10e18);
        vm.stopPrank();
        assertEq(books.withdrawableShares(ALICE), 10e18, "a first deposit after a slash");
        assertEq(books.operatorShares(), 10e18, "and the operator's sum");
    }

    function test_aWithdrawalIsSlashedWithinItsDelayAndNotAfterIt() public {
        _stake(ALICE, 10e18);
        vm.startPrank(ALICE);
        books.queueWithdrawal(4e18);
        vm.stopPrank();
        assertEq(books.slashableSharesInQueue(), 4e18, "still within reach");
        (uint256 fromShares, uint256 fromQueue) = books.slash(1, 0.25e18);
        assertEq(fromShares, 1.5e18, "of what stayed");
        assertEq(fromQueue, 1e18, "and of what was leaving");
        vm.roll(block.number + DELAY + 1);
        assertEq(books.slashableSharesInQueue(), 0, "out of reach");
        books.slash(1, 0.5e18);
        vm.prank(ALICE);
        assertEq(books.completeWithdrawal(0), 3e18, "pays what the first slash left");
    }

    function test_aWithdrawalOfWhoIsWithNobodyIsPaidWhole() public {
        vm.prank(ALICE);
        books.deposit(10e18);
        vm.prank(ALICE);
        books.queueWithdrawal(10e18);
        books.slash(1, 0.9e18);
        vm.roll(block.number + DELAY + 1);
        vm.prank(ALICE);
        assertEq(books.completeWithdrawal(0), 10e18, "no operator's slash");
    }

    function test_whoTookEverythingOutStartsAnew() public {
        _stake(ALICE, 10e18);
        books.slash(1, 0.5e18);
        vm.startPrank(ALICE);
        books.deposit(1e18);
        assertGt(books.depositScalingFactor(ALICE), WAD, "scaled while it is in");
        books.queueWithdrawal(11e18);
        vm.stopPrank();
        assertEq(books.depositScalingFactor(ALICE), WAD, "and not afterwards");
    }

    function test_aLossOnTheBeaconChainIsItsOwnersAlone(uint256 lost) public {
        lost = bound(lost, 1e9, 31e18);
        _stake(ALICE, 32e18);
        _stake(BOB, 32e18);
        vm.prank(ALICE);
        books.loseOnBeaconChain(32e18, lost);
        assertNear(books.withdrawableShares(ALICE), 32e18 - lost, 64, "its owner's shares fall");
        assertEq(books.withdrawableShares(BOB), 32e18, "nobody else's");
        assertNear(books.operatorShares(), 64e18 - lost, 64, "and the operator's sum with them");
    }

    function test_aLossOnTheBeaconChainOfWhoIsWithNobodyTouchesNoOperator() public {
        _stake(BOB, 8e18);
        vm.startPrank(ALICE);
        books.deposit(32e18);
        books.loseOnBeaconChain(32e18, 8e18);
        vm.stopPrank();
        assertEq(books.withdrawableShares(ALICE), 24e18, "a quarter is gone");
        assertEq(books.operatorShares(), 8e18, "from nobody's sum");
        vm.prank(ALICE);
        books.delegate();
        assertEq(books.operatorShares(), 32e18, "which grows by what is left");
    }

    function test_aSlashTakesFromWhatIsOnItsWayOutOfASetToo() public {
        books.allocate(2, 0, 0);
        books.allocate(1, 0.6e18, -0.2e18);
        books.slash(1, 0.5e18);
        (uint64 magnitude, int128 pending) = books.allocations(1);
        assertEq(magnitude, 0.3e18, "half of the set's magnitude");
        assertEq(int256(pending), -0.1e18, "and half of what was leaving it");
        assertEq(books.encumberedMagnitude(), 0.3e18, "is no longer bound");
        (uint256 fromShares, uint256 fromQueue) = books.slash(2, 0.5e18);
        assertEq(fromShares + fromQueue, 0, "a set without magnitude takes nothing");
        vm.expectRevert(Shares.InsufficientMagnitude.selector);
        books.allocate(2, 0.5e18, 0);
    }

    function test_afterAFullSlashNobodyCanComeIn() public {
        _stake(ALICE, 10e18);
        books.slash(1, WAD);
        assertEq(books.withdrawableShares(ALICE), 0, "all is gone");
        vm.prank(ALICE);
        vm.expectRevert(Shares.FullySlashed.selector);
        books.deposit(1e18);
    }

    function test_onlyTheServiceAllocatesAndSlashesAndNotBeyondAll() public {
        vm.startPrank(ALICE);
        vm.expectRevert(Shares.OnlyService.selector);
        books.allocate(1, 1, 0);
        vm.expectRevert(Shares.OnlyService.selector);
        books.slash(1, 1);
        vm.stopPrank();
        vm.expectRevert(Shares.InvalidWadToSlash.selector);
        books.slash(1, 0);
        vm.expectRevert(Shares.InvalidWadToSlash.selector);
        books.slash(1, WAD + 1);
    }

    function test_nobodyDelegatesTwiceOrQueuesNothingOrMoreThanItHas() public {
        _stake(ALICE, 10e18);
        vm.startPrank(ALICE);
        vm.expectRevert(Shares.ActivelyDelegated.selector);
        books.delegate();
        vm.expectRevert(Shares.SharesAmountZero.selector);
        books.queueWithdrawal(0);
        vm.expectRevert(Shares.SharesAmountTooHigh.selector);
        books.queueWithdrawal(10e18 + 1);
        vm.stopPrank();
    }

    function test_aWithdrawalIsItsStakersOnceAndOnlyAfterItsDelay() public {
        _stake(ALICE, 10e18);
        vm.prank(ALICE);
        books.queueWithdrawal(10e18);
        vm.prank(ALICE);
        vm.expectRevert(Shares.WithdrawalNotQueued.selector);
        books.completeWithdrawal(1);
        vm.prank(BOB);
        vm.expectRevert(Shares.WithdrawalNotQueued.selector);
        books.completeWithdrawal(0);
        vm.roll(block.number + DELAY);
        vm.prank(ALICE);
        vm.expectRevert(Shares.WithdrawalDelayNotElapsed.selector);
        books.completeWithdrawal(0);
        vm.roll(block.number + 1);
        vm.startPrank(ALICE);
        assertEq(books.completeWithdrawal(0), 10e18, "paid");
        vm.expectRevert(Shares.WithdrawalNotQueued.selector);
        books.completeWithdrawal(0);
        vm.stopPrank();
    }

    function _stake(address staker, uint256 shares) private {
        vm.startPrank(staker);
        books.deposit(shares);
        books.delegate();
        vm.stopPrank();
    }
}
