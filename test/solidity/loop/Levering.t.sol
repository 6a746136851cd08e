// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice When the loop borrows, how far, and when it will not.
/// @dev Proves INC-08, LEV-01, LEV-03, LEV-08.
contract LeveringTest is LenderAdmin {
    function test_LEV_01_aFreshPositionLeversToItsTargetAndNotBeyond(uint256 assets) public {
        _levered(bound(assets, 1e12, 999e18));
        LoopPolicy.State memory s = loop.risk();
        assertLe(s.ltv, 0.66e9, "never above the target");
        assertGe(s.ltv, 0.655e9, "which such amounts all but reach");
        assertEq(loop.check().action, Codes.HOLD, "and then the rules ask for nothing more");
    }

    function test_LEV_01_aKeeperMayLeverLessButNotMore(uint256 target) public {
        _deposit(ALICE, 100e18);
        _allocate();
        uint64 asked = loop.check().target;
        uint64 beyond = uint64(bound(target, asked + 1, 1e9));
        vm.expectRevert(abi.encodeWithSelector(LoopErrors.TargetBeyond.selector, beyond, asked));
        vm.prank(KEEPER);
        loop.execute(Codes.LEVER, beyond, 0);
        uint64 less = uint64(bound(target, 0.01e9, asked));
        vm.prank(KEEPER);
        loop.execute(Codes.LEVER, less, 0);
        assertLe(loop.risk().ltv, less, "to what the keeper named at most");
    }

    function test_LEV_08_leveringBuysAtLeastOneStethForEachEther(uint256 fall) public {
        if (fall % 2 == 0) _sell(bound(fall, 1e18, 40_000e18));
        else _buy(bound(fall, 1e18, 40_000e18));
        _settle();
        _deposit(ALICE, 500e18);
        _allocate();
        uint256 before = STETH.getPooledEthByShares(loop.aToken().balanceOf(address(loop)));
        _keep();
        uint256 gained = STETH.getPooledEthByShares(loop.aToken().balanceOf(address(loop))) - before;
        uint256 borrowed = loop.debtToken().balanceOf(address(loop));
        assertGe(
            gained + 4,
            borrowed,
            "Lido itself stakes one for one, so the pool is used only where it gives more"
        );
    }

    function test_LEV_03_aStalePriceStopsLevering() public {
        _waiting();
        vm.warp(block.timestamp + 26 hours + 1);
        _refuses(Codes.REFUSED_PRICE_STALE);
    }

    function test_LEV_03_aJumpedRedemptionRateStopsLevering() public {
        _waiting();
        _rebase(0.011e18);
        _refuses(Codes.REFUSED_PRICE_BOUND);
    }

    function test_LEV_03_anyFallOfTheRedemptionRateStopsLeveringUntilItIsObserved() public {
        _waiting();
        _slash(1e9);
        _refuses(Codes.REFUSED_PRICE_BOUND);
        _observe(12);
        assertEq(loop.check().action, Codes.LEVER, "observed, it is a price like any other");
    }

    function test_LEV_03_aDepegFromWatchOnStopsLevering() public {
        _waiting();
        _thin(0.9e18);
        _depegTo(0.968e18);
        _settle();
        _refuses(Codes.REFUSED_LEVEL);
    }

    function test_LEV_03_aFrozenCollateralStopsLevering() public {
        _waiting();
        _freeze(address(WSTETH));
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_INC_08_aReserveClosedToNewLoansStopsLevering() public {
        _waiting();
        _stopBorrowing();
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aReachedBorrowCapStopsLevering() public {
        _waiting();
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setBorrowCap(address(WETH), 400_000);
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aReachedSupplyCapStopsLevering() public {
        _waiting();
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setSupplyCap(address(WSTETH), 1_000_000);
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_anEmptyFlashLenderStopsLevering() public {
        _waiting();
        uint256 all = WETH.balanceOf(address(BALANCER));
        vm.prank(address(BALANCER));
        WETH.transfer(TRADER, all);
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aCollateralThatLendsNothingStopsLevering() public {
        _waiting();
        _setCollateral(address(WSTETH), 0, 8100, 10_750);
        _refuses(Codes.REFUSED_BORROW_LIMIT);
    }

    function test_LEV_03_negativeCarryStopsLevering() public {
        _waiting();
        vm.startPrank(LENDER_WHALE);
        AAVE.withdraw(address(WETH), 450_000e18, LENDER_WHALE);
        vm.stopPrank();
        assertTrue(loop.risk().carry < 0, "borrowing costs more than staking earns");
        _refuses(Codes.REFUSED_CARRY);
    }

    function test_LEV_03_aRecentActionStopsLevering() public {
        _waiting();
        vm.prank(KEEPER);
        loop.execute(Codes.LEVER, 0.3e9, 0);
        _observe(11 hours);
        _refuses(Codes.REFUSED_COOLDOWN);
        _observe(1 hours);
        assertEq(loop.check().action, Codes.LEVER, "a cooldown later it goes on");
    }

    /// Collateral at work that calm rules would lever.
    function _waiting() private {
        _deposit(ALICE, 100e18);
        _allocate();
        vm.warp(block.timestamp + 1 hours);
        prices.poke();
        FEED.transmit();
        assertEq(loop.check().action, Codes.LEVER, "in a calm market it levers");
    }

    function _refuses(uint8 reason) private {
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.reason, reason, "refused by name");
        assertTrue(d.action == Codes.HOLD || d.action == Codes.MARK, "at most the level is noted");
        vm.expectRevert(abi.encodeWithSelector(LoopErrors.NotAsked.selector, Codes.LEVER, d.action, reason));
        vm.prank(KEEPER);
        loop.execute(Codes.LEVER, 1, 0);
    }
}
