// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LidoWithdrawalQueue} from "../../../contracts/devnet/LidoWithdrawalQueue.sol";
import {StETH} from "../../../contracts/devnet/StETH.sol";
import {WstETH} from "../../../contracts/devnet/WstETH.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice stETH of ten shares whose worth is set, as Lido's own scenarios set it.
contract RatedStETH is StETH {
    uint256 private pooledEther = 10 ether;

    constructor(address holder) {
        _mintShares(holder, 10 ether);
    }

    function setTotalPooledEther(uint256 pooled) external {
        pooledEther = pooled;
    }

    function getTotalPooledEther() public view override returns (uint256) {
        return pooledEther;
    }

    function submit(address) external payable returns (uint256) {
        revert("the scenarios stake nothing");
    }
}

/// @notice Lido's withdrawal queue in the share-rate scenarios that Lido published with it.
contract LidoWithdrawalQueueTest is Test {
    uint256 private constant RATE = 1e27;

    RatedStETH private steth;
    LidoWithdrawalQueue private queue;
    uint256[] private ids = [1, 2];

    receive() external payable {}

    function setUp() public {
        vm.warp(1_700_000_000);
        steth = new RatedStETH(address(this));
        queue = new LidoWithdrawalQueue(steth, new WstETH(steth), address(this), address(this));
        steth.approve(address(queue), type(uint256).max);
        vm.deal(address(this), 100 ether);
        _report(10 ether, 1);
        _request(1 ether);
        _report(20 ether, 2);
        _request(2 ether);
    }

    function test_aSlashBackToTheFirstRatePaysBothOneEther() public {
        _report(10 ether, 3);
        assertEq(_finalize(RATE, 2 ether), 2 ether, "two ether finalise both");
        uint256[] memory worth = queue.getClaimableEther(ids, _hints());
        assertEq(worth[0], 1 ether, "asked at the same rate");
        assertEq(worth[1], 1 ether, "asked at twice the rate");
    }

    function test_aRateBetweenPaysTheFirstInFullAndTheSecondByItsShares() public {
        _report(10 ether, 3);
        assertEq(_finalize((RATE * 3) / 2, 2.5 ether), 2.5 ether, "two and a half ether finalise both");
        uint256[] memory worth = queue.getClaimableEther(ids, _hints());
        assertEq(worth[0], 1 ether, "what it asked for");
        assertEq(worth[1], 1.5 ether, "its share at the rate");
    }

    function test_claimsPayTheirOwnerAndLeaveNothingLocked() public {
        _finalize(2 * RATE, 3 ether);
        uint256 before = address(this).balance;
        queue.claimWithdrawals(ids, _hints());
        assertEq(address(this).balance - before, 3 ether, "both in full");
        assertEq(queue.getLockedEtherAmount(), 0, "nothing is left");
        assertEq(queue.getWithdrawalRequests(address(this)).length, 0, "nor any request");
    }

    function test_aStrangerCannotClaim() public {
        _finalize(2 * RATE, 3 ether);
        uint256[] memory hints = _hints();
        vm.prank(address(0xBEEF));
        vm.expectRevert();
        queue.claimWithdrawals(ids, hints);
    }

    function _report(uint256 pooled, uint256 time) private {
        steth.setTotalPooledEther(pooled);
        queue.onOracleReport(false, 0, time);
    }

    function _request(uint256 amount) private {
        uint256[] memory amounts = new uint256[](1);
        amounts[0] = amount;
        queue.requestWithdrawals(amounts, address(0));
    }

    /// @dev As the oracle does it: batches within the budget, their worth, and the ether for it.
    function _finalize(uint256 rate, uint256 budget) private returns (uint256 ether_) {
        LidoWithdrawalQueue.BatchesCalculationState memory state;
        state.remainingEthBudget = budget;
        state = queue.calculateFinalizationBatches(rate, type(uint256).max, 1_000, state);
        assertTrue(state.finished, "the whole queue was looked at");
        uint256[] memory batches = new uint256[](state.batchesLength);
        for (uint256 i; i < batches.length; ++i) batches[i] = state.batches[i];
        (ether_, ) = queue.prefinalize(batches, rate);
        queue.finalize{value: ether_}(batches[batches.length - 1], rate);
    }

    function _hints() private view returns (uint256[] memory) {
        return queue.findCheckpointHints(ids, 1, queue.getLastCheckpointIndex());
    }
}
