// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAaveOracle} from "../../../contracts/interfaces/IAaveOracle.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LendingErrors} from "../../../contracts/strategies/lending/LendingErrors.sol";
import {LendingPolicy} from "../../../contracts/strategies/lending/LendingPolicy.sol";
import {LendingWorld} from "../utils/LendingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice When a lending position borrows, how far, and when it will not.
/// @dev Proves INC-08, LEV-01, LEV-03, LEV-04.
contract BorrowingTest is LendingWorld {
    function test_LEV_01_aFreshPositionBorrowsToItsTargetAndPlacesAllOfIt(uint256 assets) public {
        _borrowed(bound(assets, 1e15, 999e18));
        LendingPolicy.State memory s = lending.risk();
        assertLe(s.ltv, 0.50e9, "never above the target");
        assertGe(s.ltv, 0.4999e9, "which it all but reaches");
        assertEq(stable.balanceOf(address(lending)), 0, "nothing of the loan lies loose");
        assertGe(s.cover, 0.999e9, "the venue holds what is owed");
        assertEq(lending.check().action, Codes.HOLD, "and then the rules ask for nothing more");
    }

    function test_LEV_01_aKeeperMayBorrowLessButNotMore(uint256 target) public {
        _deposit(ALICE, 100e18);
        _allocate();
        uint64 asked = lending.check().target;
        uint64 beyond = uint64(bound(target, asked + 1, 1e9));
        vm.expectRevert(abi.encodeWithSelector(LendingErrors.TargetBeyond.selector, beyond, asked));
        vm.prank(KEEPER);
        lending.execute(Codes.BORROW, beyond, 0);
        uint64 less = uint64(bound(target, 0.01e9, asked));
        vm.prank(KEEPER);
        lending.execute(Codes.BORROW, less, 0);
        assertLe(lending.risk().ltv, less, "to what the keeper named at most");
    }

    function test_LEV_03_aTargetOfZeroOnlySupplies() public {
        LendingPolicy.Params memory p = _lendingParams();
        (p.minLtv, p.targetLtv, p.defendLtv, p.evacuateLtv) = (0, 0, 0, 0);
        vm.prank(address(vault));
        lending.setParams(p);
        _deposit(ALICE, 100e18);
        _allocate();
        assertEq(lending.check().action, Codes.HOLD, "the same contract, and no loan");
        assertEq(lending.exitUnits() + 4, lending.entryUnits(), "whose two values are one but for rounding");
    }

    function test_LEV_03_aStalePriceStopsBorrowing() public {
        _waiting();
        vm.warp(block.timestamp + 26 hours + 1);
        _refuses(Codes.REFUSED_PRICE_STALE);
    }

    function test_LEV_03_aStalePriceOfTheBorrowedAssetStopsBorrowing() public {
        _waiting();
        vm.warp(block.timestamp + 26 hours);
        _observe(1);
        _refuses(Codes.REFUSED_PRICE_STALE);
    }

    function test_LEV_03_aFallOfTheRedemptionRateStopsBorrowingUntilItIsObserved() public {
        _waiting();
        _slash(1e9);
        _refuses(Codes.REFUSED_PRICE_BOUND);
        _observeAll(12);
        assertEq(lending.check().action, Codes.BORROW, "observed, it is a price like any other");
    }

    function test_LEV_03_aDepegFromWatchOnStopsBorrowing() public {
        _waiting();
        _thin(0.9e18);
        _depegTo(0.968e18);
        _settle();
        _refuses(Codes.REFUSED_LEVEL);
    }

    function test_LEV_03_INC_08_aReserveClosedToNewLoansStopsBorrowing() public {
        _waiting();
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setReserveBorrowing(address(stable), false);
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aFrozenCollateralStopsBorrowing() public {
        _waiting();
        _freeze(address(WSTETH));
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aReachedBorrowCapStopsBorrowing() public {
        _waiting();
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setBorrowCap(address(stable), 80_000_000);
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aNearBorrowCapIsFilledAndNotOverrun() public {
        _waiting();
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setBorrowCap(address(stable), 80_050_000);
        _keepLending();
        assertGt(lending.debtToken().balanceOf(address(lending)), 49_000 * STABLE, "what the cap leaves");
        assertLe(lending.debtToken().totalSupply(), 80_050_000 * STABLE, "and no more");
    }

    function test_LEV_03_aFullVenueStopsBorrowing() public {
        _waiting();
        vm.prank(LENDER_WHALE);
        venue.setCap(1);
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aPausedVenueStopsBorrowing() public {
        _waiting();
        _pauseVenue();
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aVenueThatHasLostStopsBorrowing(uint256 loss) public {
        _waiting();
        _loseInVenue(bound(loss, 0.0011e18, 0.9e18));
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aCollateralThatLendsNothingStopsBorrowing() public {
        _waiting();
        _setCollateral(address(WSTETH), 0, 8100, 10_750);
        _refuses(Codes.REFUSED_BORROW_LIMIT);
    }

    function test_LEV_03_aLoanThatCostsMoreThanTheVenueYieldsIsNotTaken() public {
        _waiting();
        vm.prank(LENDER_WHALE);
        AAVE.withdraw(address(stable), 115_000_000 * STABLE, LENDER_WHALE);
        assertTrue(lending.risk().carry < 0, "the loan would cost more than it earns");
        _refuses(Codes.REFUSED_CARRY);
    }

    function test_LEV_03_aLenderWithoutAPriceStopsBorrowing() public {
        _waiting();
        bytes memory question = abi.encodeCall(IAaveOracle.getAssetPrice, (address(stable)));
        vm.mockCall(LENDER.getPriceOracle(), question, abi.encode(0));
        assertTrue(lending.risk().priceFlags & Codes.FLAG_LENDER != 0, "it is seen");
        _refuses(Codes.REFUSED_PRICE_BOUND);
        assertEq(lending.advisor().toBorrow(0.5e9), 0, "and no amount comes of it");
        vm.clearMockedCalls();
    }

    function test_LEV_03_anEmptyFlashLenderStopsBorrowing() public {
        _waiting();
        uint256 all = WETH.balanceOf(address(BALANCER));
        vm.prank(address(BALANCER));
        WETH.transfer(TRADER, all);
        _refuses(Codes.REFUSED_VENUE);
    }

    function test_LEV_03_aRecentActionStopsBorrowing() public {
        _waiting();
        vm.prank(KEEPER);
        lending.execute(Codes.BORROW, 0.3e9, 0);
        _observeAll(11 hours);
        _refuses(Codes.REFUSED_COOLDOWN);
        _observeAll(1 hours);
        assertEq(lending.check().action, Codes.BORROW, "a cooldown later it goes on");
    }

    function test_LEV_04_settingsWithoutRoomAreRefused(uint256 target) public {
        LendingPolicy.Params memory p = _lendingParams();
        p.targetLtv = uint64(bound(target, (uint256(p.maxLtv) * 97) / 100 + 1, 1e9));
        vm.expectPartialRevert(LendingErrors.UnsoundParams.selector);
        vm.prank(address(vault));
        lending.setParams(p);
    }

    /// Collateral at work that calm rules would borrow against.
    function _waiting() private {
        _deposit(ALICE, 100e18);
        _allocate();
        _observeAll(1 hours);
        assertEq(lending.check().action, Codes.BORROW, "in a calm market it borrows");
    }

    function _refuses(uint8 reason) private {
        LendingPolicy.Decision memory d = lending.check();
        assertEq(d.reason, reason, "refused by name");
        assertTrue(d.action == Codes.HOLD || d.action == Codes.MARK, "at most the level is noted");
        vm.expectRevert(
            abi.encodeWithSelector(LendingErrors.NotAsked.selector, Codes.BORROW, d.action, reason)
        );
        vm.prank(KEEPER);
        lending.execute(Codes.BORROW, 1, 0);
    }
}
