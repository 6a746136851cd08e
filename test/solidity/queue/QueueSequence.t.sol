// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {QueueActors} from "../utils/QueueActors.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What holds of the queue after every step of any sequence of depositors, leavers, requesters, settlers, pests, keeper
/// and Lido.
/// @dev Proves EXQ-01, EXQ-02, EXQ-03, EXQ-04, VLT-08, VLT-11.
contract QueueSequenceTest is QueueActors {
    uint256 private constant STEPS = 30;
    uint256 private constant SCALE = 1e27;

    function setUp() public virtual override {
        super.setUp();
        _working(600e18);
        _deposit(BOB, 300e18);
        _deposit(CAROL, 300e18);
        _watch();
    }

    function test_EXQ_01_EXQ_02_EXQ_03_EXQ_04_VLT_08_VLT_11_holdAfterEveryStep(uint256 seed) public {
        for (uint256 step = 0; step < STEPS; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            Act act = Act((drawn >> 128) % (uint256(type(Act).max) + 1));
            vault.recognise();
            (uint256 price, uint256 supply) = _entryPrice();
            uint256 pending = queue.pendingShares();
            _act(act, drawn);
            if (act != Act.Settle && act != Act.SettleDeep) {
                assertGe(queue.pendingShares(), pending, "EXQ-04: nobody takes a request back");
            }
            if (act <= LAST_OF_HOLDERS) _othersAreNoPoorer(price, supply);
            _whatWasFetchedIsPaidOnceOrHere();
            _whatIsPendingIsShares();
            _requestsAreWhole();
            _sharesAloneDecideWhatIsPaid();
            _nobodyIsBlocked();
            _claimsAreCovered();
        }
    }

    function _whatWasFetchedIsPaidOnceOrHere() private view {
        uint256 fetched;
        for (uint256 id = 1; id <= queue.open(); ++id) fetched += _settledUnits(id);
        uint256 due;
        for (uint256 i = 0; i < people.length; ++i)
            due += vault.adapter().toUnits(queue.maxWithdraw(people[i]));
        assertLe(claimed + due, fetched, "EXQ-01: no more is paid than was fetched");
        assertEq(
            _unitsOf(address(queue)),
            fetched - claimed + givenToQueue,
            "EXQ-02: and what is not paid is here"
        );
    }

    function _whatIsPendingIsShares() private view {
        assertEq(vault.balanceOf(address(queue)), queue.pendingShares(), "EXQ-02: pending shares are shares");
        uint256 pending;
        for (uint256 id = 1; id <= queue.open(); ++id) {
            (uint256 shares, uint256 settled, , ) = queue.batches(id);
            pending += shares - settled;
        }
        assertEq(pending, queue.pendingShares(), "EXQ-01: of the batches that are not settled");
        assertLe(queue.open() - queue.oldest(), 1, "which are two at most");
    }

    function _requestsAreWhole() private view {
        for (uint256 i = 0; i < people.length; ++i) {
            uint256 claimable;
            uint256 pending;
            for (uint256 id = 1; id <= queue.open(); ++id) {
                claimable += queue.claimableRedeemRequest(id, people[i]);
                pending += queue.pendingRedeemRequest(id, people[i]);
            }
            assertEq(claimable, queue.maxRedeem(people[i]), "EXQ-01: batch by batch as in all");
            assertEq(
                pending + claimable + claimedShares[people[i]],
                requested[people[i]],
                "EXQ-01: every share asked for is pending, claimable or claimed"
            );
        }
    }

    /// Whoever asked first, in however many pieces, for whom, and however often he claimed.
    function _sharesAloneDecideWhatIsPaid() private view {
        for (uint256 i = 0; i < people.length; ++i) {
            uint256 part;
            for (uint256 id = 1; id <= queue.open(); ++id) {
                (uint256 shares, , uint256 units, ) = queue.batches(id);
                if (shares > 0) part += Math.mulDiv(requestedIn[id][people[i]], units, shares);
            }
            uint256 due = vault.adapter().toUnits(queue.maxWithdraw(people[i]));
            assertNear(claimedUnits[people[i]] + due, part, 3, "EXQ-03: each batch pays its shares alike");
        }
    }

    /// Whatever others have asked for in his name.
    function _nobodyIsBlocked() private {
        uint256 copy = vm.snapshotState();
        for (uint256 i = 0; i < people.length; ++i) {
            uint256 shares = queue.maxRedeem(people[i]);
            if (shares == 0) continue;
            vm.prank(people[i]);
            queue.redeem(shares, people[i], people[i]);
            assertEq(queue.maxRedeem(people[i]), 0, "EXQ-04: all that is settled can be had, on a copy");
        }
        vm.revertToState(copy);
    }

    function _claimsAreCovered() private {
        uint256 shown = strategy.exitUnits();
        if (shown == 0) return;
        uint256 claims = vault.exitUnits();
        uint256 copy = vm.snapshotState();
        vm.prank(address(vault));
        strategy.withdraw(shown, 0);
        assertGe(vault.idleUnits(), claims, "VLT-11: unwound on a copy, every claim is covered");
        vm.revertToState(copy);
    }

    function _othersAreNoPoorer(uint256 price, uint256 supply) private view {
        (uint256 later, uint256 left) = _entryPrice();
        if (supply == 0 || left == 0) return;
        uint256 rounding = (8 * SCALE) / (supply < left ? supply : left) + 8;
        assertGe(later + rounding, price, "VLT-08: no asking, settling or leaving costs those who stay");
    }

    function _entryPrice() private view returns (uint256 price, uint256 supply) {
        supply = vault.totalSupply();
        if (supply > 0) price = (vault.entryUnits() * SCALE) / supply;
    }
}
