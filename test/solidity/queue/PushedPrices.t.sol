// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ExitPriceFloor} from "../../../contracts/vault/ExitPriceFloor.sol";
import {QueueWorld} from "../utils/QueueWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Nobody settles strangers' requests at a price that he made himself, nor in a depeg that they did not choose.
/// @dev Proves EXQ-04, INC-10.
contract PushedPricesTest is QueueWorld {
    function setUp() public override {
        super.setUp();
        _levered(600e18);
        _deposit(BOB, 300e18);
        _thin(0.9e18);
        _settle();
        _request(BOB, vault.balanceOf(BOB));
    }

    function test_INC_10_aPoolPushedDownForOneTransactionSettlesNothing(uint256 size) public {
        _watch();
        _sell(bound(size, CURVE.balances(1) / 2, 2 * CURVE.balances(1)));
        vm.expectPartialRevert(ExitPriceFloor.BelowFloor.selector);
        queue.settle(type(uint256).max);
    }

    function test_INC_10_observingAPushedPriceDoesNotLowerTheFloor(uint256 size) public {
        _watch();
        uint256 floor = queue.floorOf(1e18);
        _sell(bound(size, CURVE.balances(1) / 2, 2 * CURVE.balances(1)));
        queue.observe();
        assertEq(queue.floorOf(1e18), floor, "the best that was seen holds");
        vm.warp(block.timestamp + queue.WINDOW());
        queue.observe();
        assertGe(queue.floorOf(1e18) + floor / 1e5, floor, "into the next window, save an hour's interest");
    }

    function test_EXQ_04_untilMaxWaitADepegSettlesNobodyAndThenExitValueIsPaid() public {
        _depegTo(0.96e18);
        _settle();
        _watch();
        _watch();
        vm.expectPartialRevert(ExitPriceFloor.BelowFloor.selector);
        queue.settle(type(uint256).max);
        vm.warp(block.timestamp + MAX_WAIT);
        _observe(0);
        _watch();
        uint256 worth = (queue.pendingShares() * vault.exitUnits()) / vault.totalSupply();
        _settleDeep();
        assertGe(_claim(BOB) + 1e10, worth, "what leaving realised that day");
    }

    function test_aTrueFallIsAcceptedOnceItHasOutlivedWhatWasSeenBefore() public {
        vm.warp(block.timestamp + MAX_WAIT);
        _observe(0);
        _watch();
        _slash(0.02e18);
        vm.expectPartialRevert(ExitPriceFloor.BelowFloor.selector);
        queue.settle(type(uint256).max);
        _watch();
        _watch();
        assertGt(_settleIdle(), 0, "two windows later");
    }

    function test_EXQ_04_aCallerWhoSettlesInTheMomentOfItsChoiceGainsAtMostTheTolerance(uint256 size) public {
        _watch();
        uint256 before = vault.exitUnits();
        uint256 fair = (queue.pendingShares() * before) / vault.totalSupply();
        _sell(bound(size, 1e18, CURVE.balances(1)));
        try queue.settle(type(uint256).max) returns (uint256 units) {
            (, uint256 settled, , ) = queue.batches(1);
            uint256 part = (fair * settled) / (settled + queue.pendingShares());
            assertGe(units + 4, part - (part * queue.MAX_FALL()) / WAD, "within what floors allow");
        } catch (bytes memory reason) {
            assertEq(
                bytes32(bytes4(reason)),
                bytes32(ExitPriceFloor.BelowFloor.selector),
                "or it is refused"
            );
        }
    }
}
