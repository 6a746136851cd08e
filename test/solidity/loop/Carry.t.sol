// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What a loop earns is measured over a day or two, and what it would earn at its own size is asked before it levers.
/// @dev Proves INC-02, LEV-03.
contract CarryTest is LenderAdmin {
    function test_LEV_03_aLeverWhoseOwnLoanWouldCostMoreThanStakingEarnsIsRefused() public {
        // The lender whale leaves so little that the loan of 20,000 ETH would pass the curve's kink.
        vm.prank(LENDER_WHALE);
        AAVE.withdraw(address(WETH), 410_000e18, LENDER_WHALE);
        _deposit(TRADER, 20_000e18);
        _allocate();
        LoopPolicy.State memory s = loop.risk();
        assertTrue(s.carry >= 0, "as it stands borrowing pays");
        assertTrue(s.carryAfter < 0, "with the loop's own loan it would not");
        assertEq(loop.check().reason, Codes.REFUSED_CARRY, "so it does not lever");
    }

    function test_LEV_03_theRateAfterALeverIsWhatTheLenderThenAsks(uint256 assets) public {
        _deposit(TRADER, bound(assets, 10e18, 30_000e18));
        _allocate();
        int64 foretold = loop.risk().carryAfter;
        _keep();
        uint256 rate = AAVE.getReserveData(address(WETH)).currentVariableBorrowRate / 1e18;
        assertNear(uint64(0.039e9 - foretold), rate, 1, "to the billionth");
    }

    function test_INC_02_aRateThatSpikesForAnHourUnwindsNothing() public {
        _levered(200e18);
        for (uint256 i = 0; i < 4; ++i) _day();
        vm.prank(LENDER_WHALE);
        AAVE.withdraw(address(WETH), 500_000e18, LENDER_WHALE);
        _observe(1 hours);
        uint256 now_ = AAVE.getReserveData(address(WETH)).currentVariableBorrowRate;
        assertGt(now_, 0.3e27, "the rate is more than ten times what it was");
        assertTrue(loop.risk().carry > -0.02e9, "over the window it has hardly shown");
        assertEq(loop.check().action, Codes.HOLD, "and nobody sells for it");
    }

    function test_INC_02_aRateThatStaysUnwindsWithinTwoDays() public {
        _levered(200e18);
        for (uint256 i = 0; i < 4; ++i) _day();
        vm.prank(LENDER_WHALE);
        AAVE.withdraw(address(WETH), 480_000e18, LENDER_WHALE);
        for (uint256 i = 0; i < 2; ++i) _day();
        assertEq(loop.check().reason, Codes.NEGATIVE_CARRY, "borrowing has cost more than staking earned");
        _keep();
        assertLt(loop.risk().ltv, 0.01e9, "and the loop is unwound");
    }

    /// Staking earns 3.9% a year, and everybody sees it.
    function _day() private {
        _rebase(0.000107e18);
        _observe(1 days);
    }
}
