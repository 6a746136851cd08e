// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LidoStETH} from "../../../contracts/devnet/LidoStETH.sol";
import {LidoWithdrawalQueue as Queue} from "../../../contracts/devnet/LidoWithdrawalQueue.sol";
import {WstETH} from "../../../contracts/devnet/WstETH.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Who may do what in Lido's withdrawal queue, in which order, and what it answers meanwhile.
contract LidoQueueRulesTest is Test {
    uint256 private constant RATE = 1e27;
    address private constant BOB = address(0xB0B);

    LidoStETH private steth;
    WstETH private wsteth;
    Queue private queue;
    bool private refusesEther;

    receive() external payable {
        require(!refusesEther, "no, thank you");
    }

    function setUp() public {
        vm.warp(1_700_000_000);
        steth = new LidoStETH(
            address(this),
            address(0x7EA5),
            address(this),
            1_000_000 ether,
            0,
            0,
            1_000_000 ether
        );
        wsteth = new WstETH(steth);
        queue = new Queue(steth, wsteth, address(this), address(this));
        steth.approve(address(queue), type(uint256).max);
        steth.approve(address(wsteth), type(uint256).max);
        vm.deal(address(this), 10_000 ether);
    }

    function test_aRequestIsForBetween100WeiAndAThousandSteth() public {
        vm.expectRevert(abi.encodeWithSelector(Queue.RequestAmountTooSmall.selector, 99));
        queue.requestWithdrawals(_one(99), BOB);
        vm.expectRevert(abi.encodeWithSelector(Queue.RequestAmountTooLarge.selector, 1_000 ether + 1));
        queue.requestWithdrawals(_one(1_000 ether + 1), BOB);
        assertEq(queue.requestWithdrawals(_one(100), BOB)[0], 1, "the least");
        assertEq(queue.requestWithdrawals(_one(1_000 ether), BOB)[0], 2, "and the most");
    }

    function test_whatIsAskedForIsTold(uint256 amount) public {
        amount = bound(amount, 100, 1_000 ether);
        queue.requestWithdrawals(_one(amount), BOB);
        Queue.WithdrawalRequestStatus memory status = queue.getWithdrawalStatus(_one(1))[0];
        assertEq(status.amountOfStETH, amount, "how much");
        assertEq(status.amountOfShares, steth.getSharesByPooledEth(amount), "in shares");
        assertEq(status.owner, BOB, "for whom");
        assertEq(status.timestamp, block.timestamp, "since when");
        assertFalse(status.isFinalized || status.isClaimed, "and that it waits");
        assertEq(queue.unfinalizedStETH(), amount, "all of it");
        assertEq(queue.unfinalizedRequestNumber(), 1, "one request");
        assertEq(queue.getWithdrawalRequests(BOB)[0], 1, "in its owner's list");
    }

    function test_wstethIsUnwrappedOnTheWayIn() public {
        uint256 wrapped = wsteth.wrap(10 ether);
        wsteth.approve(address(queue), wrapped);
        queue.requestWithdrawalsWstETH(_one(wrapped), address(0));
        Queue.WithdrawalRequestStatus memory status = queue.getWithdrawalStatus(_one(1))[0];
        assertEq(status.amountOfStETH, 10 ether, "for the stETH that it is");
        assertEq(status.owner, address(this), "for who asks, where nobody else is named");
    }

    function test_onlyTheFinalizerFinalizesAndOnlyWhatWaits() public {
        queue.requestWithdrawals(_one(1 ether), BOB);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(Queue.NotAuthorised.selector, BOB));
        queue.finalize(1, RATE);
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidRequestId.selector, 2));
        queue.finalize(2, RATE);
        vm.expectRevert(abi.encodeWithSelector(Queue.TooMuchEtherToFinalize.selector, 1 ether + 1, 1 ether));
        queue.finalize{value: 1 ether + 1}(1, RATE);
        queue.finalize{value: 1 ether}(1, RATE);
        assertEq(queue.getLockedEtherAmount(), 1 ether, "set aside");
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidRequestId.selector, 1));
        queue.finalize(1, RATE);
    }

    function test_bunkerModeBeginsAndEndsWithAReportOfThePast() public {
        vm.expectRevert(Queue.InvalidReportTimestamp.selector);
        queue.onOracleReport(true, block.timestamp, 1);
        vm.expectRevert(Queue.InvalidReportTimestamp.selector);
        queue.onOracleReport(true, 1, block.timestamp);
        assertFalse(queue.isBunkerModeActive(), "off at first");
        queue.onOracleReport(true, block.timestamp - 5, block.timestamp - 1);
        assertTrue(queue.isBunkerModeActive(), "on");
        assertEq(queue.bunkerModeSinceTimestamp(), block.timestamp - 5, "since then");
        queue.onOracleReport(true, block.timestamp - 1, block.timestamp - 1);
        assertEq(
            queue.bunkerModeSinceTimestamp(),
            block.timestamp - 5,
            "a second report starts nothing anew"
        );
        queue.onOracleReport(false, 0, block.timestamp - 1);
        assertFalse(queue.isBunkerModeActive(), "and off again");
    }

    function test_aClaimIsItsOwnersOnceAndOnlyOnceFinal() public {
        queue.requestWithdrawals(_one(1 ether), BOB);
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidRequestId.selector, 0));
        queue.claimWithdrawals(_one(0), _one(1));
        vm.expectRevert(abi.encodeWithSelector(Queue.RequestNotFoundOrNotFinalized.selector, 1));
        queue.claimWithdrawal(1);
        queue.finalize{value: 1 ether}(1, RATE);
        vm.expectRevert(abi.encodeWithSelector(Queue.NotOwner.selector, address(this), BOB));
        queue.claimWithdrawal(1);
        vm.startPrank(BOB);
        queue.claimWithdrawal(1);
        assertEq(BOB.balance, 1 ether, "paid");
        vm.expectRevert(abi.encodeWithSelector(Queue.RequestAlreadyClaimed.selector, 1));
        queue.claimWithdrawal(1);
        vm.stopPrank();
        assertEq(queue.getClaimableEther(_one(1), _one(1))[0], 0, "nothing is left to claim");
    }

    function test_aClaimMayGoToAnotherWhoTakesIt() public {
        queue.requestWithdrawals(_one(1 ether), address(0));
        queue.finalize{value: 1 ether}(1, RATE);
        vm.expectRevert(Queue.ZeroRecipient.selector);
        queue.claimWithdrawalsTo(_one(1), _one(1), address(0));
        vm.expectRevert(abi.encodeWithSelector(Queue.ArraysLengthMismatch.selector, 1, 0));
        queue.claimWithdrawalsTo(_one(1), new uint256[](0), BOB);
        refusesEther = true;
        vm.expectRevert(Queue.CantSendValueRecipientMayHaveReverted.selector);
        queue.claimWithdrawals(_one(1), _one(1));
        queue.claimWithdrawalsTo(_one(1), _one(1), BOB);
        assertEq(BOB.balance, 1 ether, "to whom it was sent");
    }

    function test_aHintIsTheCheckpointOfItsRequestOrRefused() public {
        for (uint256 i = 1; i <= 3; ++i) {
            queue.requestWithdrawals(_one(1 ether), address(0));
            queue.finalize{value: 1 ether}(i, RATE);
        }
        queue.requestWithdrawals(_one(1 ether), address(0));
        assertEq(queue.findCheckpointHints(_one(2), 1, 3)[0], 2, "each finalisation is one");
        assertEq(queue.findCheckpointHints(_one(4), 1, 3)[0], 0, "none where it is not final");
        assertEq(queue.findCheckpointHints(_one(1), 2, 3)[0], 0, "nor where the search begins too late");
        assertEq(queue.findCheckpointHints(_one(3), 1, 2)[0], 0, "or ends too early");
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidHint.selector, 1));
        queue.claimWithdrawals(_one(2), _one(1));
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidHint.selector, 3));
        queue.getClaimableEther(_one(2), _one(3));
    }

    function test_aSearchForHintsNamesWhatIsWrongWithIt() public {
        queue.requestWithdrawals(_one(1 ether), address(0));
        queue.requestWithdrawals(_one(1 ether), address(0));
        queue.finalize{value: 2 ether}(2, RATE);
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidRequestIdRange.selector, 0, 1));
        queue.findCheckpointHints(_one(1), 0, 1);
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidRequestIdRange.selector, 1, 2));
        queue.findCheckpointHints(_one(1), 1, 2);
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidRequestId.selector, 3));
        queue.findCheckpointHints(_one(3), 1, 1);
        uint256[] memory unsorted = new uint256[](2);
        (unsorted[0], unsorted[1]) = (2, 1);
        vm.expectRevert(Queue.RequestIdsNotSorted.selector);
        queue.findCheckpointHints(unsorted, 1, 1);
    }

    function test_prefinalizeTakesBatchesInOrderAtARate() public {
        queue.requestWithdrawals(_one(1 ether), address(0));
        queue.requestWithdrawals(_one(2 ether), address(0));
        vm.expectRevert(Queue.ZeroShareRate.selector);
        queue.prefinalize(_one(1), 0);
        vm.expectRevert(Queue.EmptyBatches.selector);
        queue.prefinalize(new uint256[](0), RATE);
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidRequestId.selector, 0));
        queue.prefinalize(_one(0), RATE);
        vm.expectRevert(abi.encodeWithSelector(Queue.InvalidRequestId.selector, 3));
        queue.prefinalize(_one(3), RATE);
        uint256[] memory unsorted = new uint256[](3);
        (unsorted[0], unsorted[1], unsorted[2]) = (2, 1, 2);
        vm.expectRevert(Queue.BatchesAreNotSorted.selector);
        queue.prefinalize(unsorted, RATE);
        (uint256 ether_, uint256 shares) = queue.prefinalize(_one(2), RATE);
        assertEq(ether_, 3 ether, "what both ask for");
        assertEq(shares, 3 ether, "and their shares");
    }

    function test_batchesGoAsFarAsBudgetTimeAndCallAllow() public {
        for (uint256 i = 0; i < 4; ++i) queue.requestWithdrawals(_one(1 ether), address(0));
        Queue.BatchesCalculationState memory state = _budget(2.5 ether);
        state = queue.calculateFinalizationBatches(RATE, block.timestamp, 100, state);
        assertEq(state.batches[0], 2, "as far as the money goes");
        assertTrue(state.finished, "and no further");

        state = queue.calculateFinalizationBatches(RATE, block.timestamp - 1, 100, _budget(9 ether));
        assertEq(state.batchesLength, 0, "nothing younger than the border");

        state = queue.calculateFinalizationBatches(RATE, block.timestamp, 3, _budget(9 ether));
        assertFalse(state.finished, "a call looks at so many");
        state = queue.calculateFinalizationBatches(RATE, block.timestamp, 3, state);
        assertTrue(state.finished, "and the next at the rest");
        assertEq(state.batches[state.batchesLength - 1], 4, "to the last");
        vm.expectRevert(Queue.InvalidState.selector);
        queue.calculateFinalizationBatches(RATE, block.timestamp, 3, state);
    }

    function test_atMost36BatchesMakeAFinalisation() public {
        for (uint256 i = 1; i <= 38; ++i) {
            // Every other report halves or doubles a share, so that rates lie now below and now above the rate that is paid.
            uint256 shares = steth.getTotalShares();
            steth.handleOracleReport(0, i % 2 == 0 ? 2 * shares : shares / 2);
            queue.onOracleReport(false, 0, i);
            queue.requestWithdrawals(_one(1 ether), address(0));
        }
        Queue.BatchesCalculationState memory state = queue.calculateFinalizationBatches(
            RATE,
            block.timestamp,
            100,
            _budget(100 ether)
        );
        assertEq(state.batchesLength, 36, "and the rest waits for the next");
        assertTrue(state.finished, "this one is complete");
    }

    function _budget(uint256 amount) private pure returns (Queue.BatchesCalculationState memory state) {
        state.remainingEthBudget = amount;
    }

    function _one(uint256 value) private pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = value;
    }
}
