// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LoopSizing} from "../../../contracts/strategies/LoopSizing.sol";
import {Test} from "../utils/Test.sol";

/// @notice How much a loop borrows, sells or auctions lands LTV at its target, or on its safe side.
contract LoopSizingTest is Test {
    uint256 private constant WAD = 1e18;

    function test_borrowingLandsAtTheTarget(uint256 collateral, uint256 ltv, uint256 target) public pure {
        collateral = bound(collateral, 1e15, 1e24);
        ltv = bound(ltv, 0, 0.8e9);
        target = bound(target, 0.01e9, 0.9e9);
        uint256 debt = (collateral * ltv) / 1e9;
        uint256 borrowed = LoopSizing.toBorrow(collateral, debt, target, 1e9);
        if (ltv >= target) assertEq(borrowed, 0, "nothing to borrow");
        uint256 reached = ((debt + borrowed) * 1e9) / (collateral + borrowed);
        assertLe(reached, ltv > target ? ltv : target, "never past the target");
        if (ltv < target) assertGe(reached + 1, target, "and not short of it");
    }

    function test_nothingIsBorrowedWhereEveryLoanBringsMoreRoomThanItCosts() public pure {
        assertEq(LoopSizing.toBorrow(10 ether, 1 ether, 1e9, 1e9), 0, "a target of 1 has no end");
    }

    function test_sellingLandsAtOrBelowTheTarget(uint256 debt, uint256 target, uint256 price) public pure {
        debt = bound(debt, 1 ether, 90 ether);
        target = bound(target, 0.01e9, 0.8e9);
        price = bound(price, 0.85e18, 1e18);
        uint256 sold = LoopSizing.toSell(100 ether, debt, target, 1e9, price);
        if (sold == 0) {
            assertLe(debt, (100 ether * target) / 1e9, "only where it is low enough");
        } else if (sold <= 100 ether) {
            uint256 left = debt - (sold * price) / WAD;
            assertLe(left, ((100 ether - sold) * target) / 1e9 + 1, "at the target or below");
        }
    }

    function test_LEV_02_aSaleThatWouldRaiseLtvIsNamedByTheLargestNumber() public pure {
        assertEq(
            LoopSizing.toSell(100 ether, 70 ether, 0.6e9, 1e9, 0.6e18),
            type(uint256).max,
            "each stETH frees as much debt as it takes away"
        );
    }

    function test_LEV_06_theDiscountGrowsFromNothingToTheLendersBonus() public pure {
        assertEq(LoopSizing.discount(0.75e9, 0.75e9, 0.81e9, 0.075e9), 0, "at the line");
        assertEq(LoopSizing.discount(0.78e9, 0.75e9, 0.81e9, 0.075e9), 0.0375e9, "half way");
        assertEq(LoopSizing.discount(0.81e9, 0.75e9, 0.81e9, 0.075e9), 0.075e9, "at liquidation");
        assertEq(LoopSizing.discount(0.95e9, 0.75e9, 0.81e9, 0.075e9), 0.075e9, "and never above");
    }

    function test_LEV_06_anAuctionLandsAtTheTargetAndRepaysNoMoreThanIsOwed() public pure {
        uint256 repaid = LoopSizing.toAuction(100 ether, 80 ether, 0.66e9, 0.05e9);
        uint256 collateral = 100 ether - (repaid * 105) / 100;
        assertNear(((80 ether - repaid) * 1e9) / collateral, 0.66e9, 1, "at the target");
        assertEq(LoopSizing.toAuction(100 ether, 66 ether, 0.66e9, 0.05e9), 0, "nothing above it");
        assertEq(LoopSizing.toAuction(10 ether, 80 ether, 0.66e9, 0.05e9), 80 ether, "all that is owed");
        assertEq(
            LoopSizing.toAuction(100 ether, 99 ether, 0.98e9, 0.05e9),
            99 ether,
            "all where no auction would lower LTV"
        );
    }
}
