// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {QueueWorld} from "../utils/QueueWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice One request id is one batch: its requests are paid once, alike, out of what the batch fetched.
/// @dev Proves EXQ-01, EXQ-02, EXQ-03.
contract BatchesTest is QueueWorld {
    function setUp() public virtual override {
        super.setUp();
        _working(400e18);
        _deposit(BOB, 300e18);
        _deposit(CAROL, 200e18);
        _watch();
    }

    function test_EXQ_01_aRequestIsPaidItsPartOfWhatTheBatchFetchedAndOnce(uint256 a, uint256 b) public {
        (a, b) = (bound(a, 1e9, vault.balanceOf(BOB)), bound(b, 1e9, vault.balanceOf(CAROL)));
        uint256 id = _request(BOB, a);
        assertEq(_request(CAROL, b), id, "in one batch");
        uint256 fetched = _settleIdle();
        assertEq(_settledUnits(id), fetched, "booked as realised");
        assertEq(_claim(BOB), (fetched * a) / (a + b), "pro rata");
        assertEq(_claim(CAROL), (fetched * b) / (a + b), "and the other");
        assertEq(_claim(BOB) + _claim(CAROL), 0, "once");
        assertLe(_unitsOf(address(queue)), 1, "and at most a unit stays behind");
    }

    function test_EXQ_01_whatPartsAndPricesABatchIsSettledInThePaidNeverExceedTheFetched(
        uint256 seed
    ) public {
        uint256 id = _request(BOB, bound(seed, 1e9, vault.balanceOf(BOB)));
        _request(CAROL, bound(seed >> 64, 1e9, vault.balanceOf(CAROL)));
        uint256 paid;
        uint256 fetched;
        while (queue.pendingShares() > 0) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 whole = vault.maxRedeem(address(queue));
            vm.prank(STRANGER);
            fetched += queue.settle(bound(seed, whole / 4 + 1, whole));
            if (seed % 3 == 0) paid += _claim(BOB);
            if (seed % 5 == 0) paid += _claim(CAROL);
            if (seed % 7 < 3) _rebase(0.0001e18);
            else if (seed % 7 < 5) _slash(0.0001e18);
        }
        paid += _claim(BOB) + _claim(CAROL);
        assertEq(_settledUnits(id), fetched, "every part is booked");
        assertLe(paid, fetched, "no more is paid than was fetched");
        assertLe(fetched - paid, 2, "and no less, save a unit a request");
    }

    function test_EXQ_01_whoClaimsBetweenTwoPartsGetsInAllWhatWhoWaitsGets(uint256 part) public {
        _request(BOB, 80e18);
        _request(CAROL, 80e18);
        vm.prank(STRANGER);
        queue.settle(bound(part, 1e9, 159e18));
        uint256 early = _claim(BOB);
        _slash(0.01e18);
        _watch();
        _watch();
        _settleIdle();
        assertNear(early + _claim(BOB), _claim(CAROL), 1, "the batch has one price");
    }

    function test_EXQ_02_aPendingRequestSharesALossWithThoseWhoStay(uint256 loss) public {
        _request(BOB, 100e18);
        uint256 before = vault.exitUnits();
        _slash(bound(loss, 1e14, 0.02e18));
        _watch();
        _watch();
        uint256 left = vault.exitUnits();
        assertLe(left, before, "a slash costs the vault");
        uint256 stayer = (left * vault.balanceOf(CAROL)) / vault.totalSupply();
        _settleIdle();
        assertNear(
            _claim(BOB),
            (stayer * 100e18) / vault.balanceOf(CAROL),
            4,
            "and the request as much a share"
        );
    }

    function test_EXQ_02_aPendingRequestSharesAGainWithThoseWhoStay(uint256 gift, uint256 time) public {
        _request(BOB, 100e18);
        vm.prank(ALICE);
        token.transfer(address(vault), bound(gift, 1e18, 100e18));
        uint256 before = vault.exitUnits();
        vm.warp(block.timestamp + bound(time, 1 hours, 30 days));
        _watch();
        vault.recognise();
        assertGe(vault.exitUnits() + vault.exitUnits() / 1000, before, "as far as it is recognised");
        uint256 stayer = (vault.exitUnits() * 100e18) / vault.totalSupply();
        _settleDeepAsKeeper();
        assertNear(_claim(BOB), stayer, 4, "the request as the others");
    }

    function test_EXQ_02_aSettledClaimBearsTheTokensOwnRebaseAndNothingElse(
        uint256 growth,
        uint256 loss
    ) public {
        _request(BOB, 100e18);
        uint256 units = _settleIdle();
        uint256 worth = queue.maxWithdraw(BOB);
        _rebase(bound(growth, 1e12, 0.01e18));
        if (vault.adapter().rebasing()) assertGt(queue.maxWithdraw(BOB), worth, "stETH rebases");
        else assertEq(queue.maxWithdraw(BOB), worth, "wstETH does not");
        _slash(bound(loss, 1e12, 0.05e18));
        vm.prank(ALICE);
        token.transfer(address(vault), 10e18);
        vm.warp(block.timestamp + 300 days);
        assertEq(_claim(BOB), units, "the units that were set aside, whatever became of the vault");
    }

    function test_EXQ_03_theOrderOfRequestsChangesNothing(uint256 a, uint256 b, uint256 idle) public {
        (a, b) = (bound(a, 1e9, vault.balanceOf(BOB)), bound(b, 1e9, vault.balanceOf(CAROL)));
        idle = bound(idle, 1e9, a + b);
        uint256 copy = vm.snapshotState();
        _request(BOB, a);
        _request(CAROL, b);
        queue.settle(idle);
        (uint256 bobs, uint256 carols) = (_claim(BOB), _claim(CAROL));
        vm.revertToState(copy);
        _request(CAROL, b);
        _request(BOB, a);
        queue.settle(idle);
        assertEq(_claim(CAROL), carols, "second or first");
        assertEq(_claim(BOB), bobs, "first or second, and whoever claims first");
    }

    function test_EXQ_03_splittingARequestGainsNothing(uint256 shares, uint256 parts, uint256 idle) public {
        shares = bound(shares, 1e9, vault.balanceOf(BOB));
        parts = bound(parts, 2, 8);
        _request(CAROL, vault.balanceOf(CAROL));
        idle = bound(idle, 1e9, 200e18 + shares);
        uint256 copy = vm.snapshotState();
        _request(BOB, shares);
        queue.settle(idle);
        uint256 whole = _claim(BOB);
        vm.revertToState(copy);
        uint256 paid;
        for (uint256 i = 1; i <= parts; ++i) {
            address part = address(uint160(0xBB000 + i));
            _requestFor(part, BOB, i < parts ? shares / parts : shares - (parts - 1) * (shares / parts));
        }
        queue.settle(idle);
        for (uint256 i = 1; i <= parts; ++i) paid += _claim(address(uint160(0xBB000 + i)));
        assertLe(paid, whole, "many requests fetch no more than one");
        assertLe(whole - paid, parts, "and no less, save a unit each");
    }

    function test_EXQ_03_splittingAClaimGainsNothing(uint256 parts, uint256 shares) public {
        shares = bound(shares, 1e9, vault.balanceOf(BOB));
        _request(BOB, shares);
        uint256 fetched = _settleIdle();
        parts = bound(parts, 2, 9);
        uint256 before = _unitsOf(BOB);
        vm.startPrank(BOB);
        for (uint256 i = 1; i < parts; ++i) {
            if (i % 2 == 0) queue.redeem(shares / parts, BOB, BOB);
            else queue.withdraw(queue.maxWithdraw(BOB) / parts, BOB, BOB);
        }
        queue.redeem(queue.maxRedeem(BOB), BOB, BOB);
        vm.stopPrank();
        assertEq(_unitsOf(BOB) - before, fetched, "by shares and by assets, the same in all");
    }

    function test_aBatchTakesNoRequestsOncePartOfItIsSettledAndTheNextWaitsForIt() public {
        uint256 first = _request(BOB, 100e18);
        queue.settle(10e18);
        uint256 second = _request(CAROL, 100e18);
        assertEq(second, first + 1, "a batch of its own");
        vm.prank(STRANGER);
        queue.settle(50e18);
        assertEq(_settledShares(second), 0, "nothing for the second while the first lacks something");
        assertEq(queue.pendingRedeemRequest(first, BOB), 40e18, "pending");
        assertEq(queue.claimableRedeemRequest(first, BOB), 60e18, "claimable");
        queue.settle(type(uint256).max);
        queue.settle(type(uint256).max);
        assertEq(queue.claimableRedeemRequest(second, CAROL), 100e18, "then the second");
    }

    function test_claimsOfSeveralBatchesAreCountedAgainstThemInTheirOrder() public {
        uint256 first = _request(BOB, 60e18);
        queue.settle(type(uint256).max);
        uint256 second = _request(BOB, 30e18);
        queue.settle(type(uint256).max);
        uint256 third = _request(BOB, 10e18);
        queue.settle(type(uint256).max);
        assertEq(queue.maxRedeem(BOB), 100e18, "all three");
        vm.prank(BOB);
        queue.redeem(70e18, BOB, BOB);
        assertEq(queue.claimableRedeemRequest(first, BOB), 0, "the first whole");
        assertEq(queue.claimableRedeemRequest(second, BOB), 20e18, "of the second a part");
        assertEq(queue.claimableRedeemRequest(third, BOB), 10e18, "the third not yet");
    }

    function _settleDeepAsKeeper() private {
        vm.prank(KEEPER);
        queue.settleDeep(type(uint256).max);
    }
}
