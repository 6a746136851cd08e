// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LendingErrors} from "../../../contracts/strategies/lending/LendingErrors.sol";
import {LendingPolicy} from "../../../contracts/strategies/lending/LendingPolicy.sol";
import {LendingWorld} from "../utils/LendingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice How a loan is repaid when it must be: from the venue where it pays, by a bounded sale where it does not.
/// @dev Proves INC-01, INC-02, INC-08, LEV-01, LEV-02, LEV-07, LEV-08, LEV-10.
contract RepayingTest is LendingWorld {
    function test_LEV_02_INC_01_aDepegIsAnsweredFromTheVenueAndSellsNothing(uint256 fall) public {
        _borrowed(300e18);
        _thin(0.9e18);
        // The lender prices at market: 10% take LTV from 50% to its maximum of 55%.
        _depegTo(WAD - bound(fall, 0.105e18, 0.16e18));
        _observeAll(12);
        uint256 collateral = lending.aToken().balanceOf(address(lending));
        uint256 pooled = CURVE.balances(0);
        LendingPolicy.Decision memory d = _keepLending();
        assertEq(d.action, Codes.REPAY, "LTV above its band is brought down");
        assertLe(lending.risk().ltv, 0.50e9, "LEV-01: to the target");
        assertEq(lending.aToken().balanceOf(address(lending)), collateral, "no collateral was touched");
        assertEq(CURVE.balances(0), pooled, "and no pool");
    }

    function test_LEV_02_LEV_08_whatTheVenueDoesNotPayIsBoughtNoLowerThanTheFloor() public {
        _borrowed(300e18);
        _thin(0.9e18);
        _depegTo(0.89e18);
        _lendOut(1e18);
        _settleAll();
        LendingPolicy.Decision memory d = lending.check();
        assertEq(d.action, Codes.REPAY, "an illiquid venue does not stop a repayment");
        uint256 floor = lending.saleFloor(d.urgency);
        (uint256 collateral, uint256 debt) = _held();
        vm.prank(KEEPER);
        lending.execute(d.action, d.target, 0);
        (uint256 collateralAfter, uint256 debtAfter) = _held();
        uint256 sold = STETH.getPooledEthByShares(collateral - collateralAfter);
        uint256 bought = lending.advisor().stableRate() * (debt - debtAfter);
        assertGe(bought / STABLE, (sold * floor) / WAD - 1e10, "each stETH fetched at least the floor");
        assertLe(lending.risk().ltv, 0.51e9, "and LTV is where it should be");
        assertGt(venue.balanceOf(address(lending)), 0, "what the venue owes is still ours");
    }

    function test_LEV_08_aSaleBelowTheFloorIsRefusedByName() public {
        _borrowed(300e18);
        _lendOut(1e18);
        _tighten();
        LendingPolicy.Decision memory d = lending.check();
        assertEq(d.action, Codes.REPAY, "LEV-10: a lowered threshold is seen");
        vm.expectPartialRevert(LendingErrors.BelowFloor.selector);
        vm.prank(KEEPER);
        lending.execute(d.action, d.target, 2e18);
    }

    function test_LEV_07_betweenTwoSalesOnlyTheVenueRepays() public {
        _borrowed(300e18);
        _lendOut(1e18);
        _tighten();
        _keepLending();
        _setCollateral(address(WSTETH), 4000, 4950, 10_750);
        assertEq(lending.check().reason, Codes.REFUSED_PACE, "what was sold for is above the band again");
        vm.prank(LENDER_WHALE);
        venue.collect(2_000 * STABLE);
        (uint256 collateral, uint256 debt) = _held();
        assertEq(_keepLending().action, Codes.REPAY, "what the venue pays does not wait");
        (uint256 kept, uint256 owed) = _held();
        assertEq(kept, collateral, "and sells nothing");
        assertLt(owed, debt, "while it repays");
        assertEq(lending.check().reason, Codes.REFUSED_PACE, "until it is empty again");
        _observeAll(prices.window());
        _keepLending();
        (kept, ) = _held();
        assertLt(kept, collateral, "a window after the first sale comes the next");
        assertLe(lending.risk().ltv, 0.46e9, "and LTV is where it should be");
    }

    function test_LEV_07_aThresholdThatFallsFurtherIsNotWaitedWith() public {
        _borrowed(300e18);
        _lendOut(1e18);
        _tighten();
        _keepLending();
        _setCollateral(address(WSTETH), 4000, 4850, 10_750);
        assertEq(_keepLending().reason, Codes.PAST_RIPCORD, "past the line that the lender's threshold sets");
        assertLt(lending.risk().ltv, 0.47e9, "collateral is sold at once");
    }

    function test_LEV_02_aSaleThatWouldRaiseLtvIsNamed() public {
        _borrowed(300e18);
        _lendOut(1e18);
        _tighten();
        _thin(0.9e18);
        _depegTo(0.4e18);
        LendingPolicy.Decision memory d = lending.check();
        assertEq(d.action, Codes.REPAY, "the lender's price and ours have not seen the fall");
        vm.expectPartialRevert(LendingErrors.SaleRaisesLtv.selector);
        vm.prank(KEEPER);
        lending.execute(d.action, d.target, 0);
    }

    function test_LEV_02_aVenueThatNamesALimitAndRefusesItStopsNothing() public {
        _borrowed(300e18);
        _tighten();
        vm.mockCallRevert(address(venue), abi.encodeWithSelector(IERC4626.withdraw.selector), "");
        uint256 before = lending.risk().ltv;
        _keepLending();
        assertLt(lending.risk().ltv, before, "the loan is repaid by a sale");
        vm.clearMockedCalls();
    }

    function test_LEV_02_aGiftTooSmallForTheLenderToTakeLocksNobodyIn(uint256 gift) public {
        _borrowed(300e18);
        _observeAll(30 days);
        vm.prank(LENDER_WHALE);
        stable.transfer(address(lending), bound(gift, 1, 2));
        uint256 exit = lending.exitUnits();
        vm.prank(address(vault));
        assertGe(lending.withdraw(exit / 2, 0) + 1e10, exit / 2, "a part of it");
        exit = lending.exitUnits();
        vm.prank(address(vault));
        assertGe(lending.withdraw(exit, exit), exit, "and all of it");
    }

    function test_LEV_02_INC_08_aFrozenReserveIsStillRepaid() public {
        _borrowed(300e18);
        _freeze(address(stable));
        _freeze(address(WSTETH));
        _tighten();
        _keepLending();
        assertLe(lending.risk().ltv, 0.49e9, "frozen reserves take repayments");
        uint256 exit = lending.exitUnits();
        vm.prank(address(vault));
        assertGe(lending.withdraw(exit, exit), exit, "and let everybody out");
    }

    function test_LEV_02_INC_08_aPausedLenderIsWaitedForAndSaidSo() public {
        _borrowed(300e18);
        _tighten();
        _pause(address(stable));
        LendingPolicy.Decision memory d = lending.check();
        assertEq(d.action, Codes.HOLD, "nothing can be done");
        assertEq(d.reason, Codes.VENUE_PAUSED, "and that is why");
        assertEq(lending.withdrawLimit(), 0, "nobody is told that he could leave through it");
    }

    function test_INC_02_aLoanThatCostsMoreThanItEarnsIsRepaidInFull() public {
        _borrowed(300e18);
        vm.prank(LENDER_WHALE);
        AAVE.withdraw(address(stable), 118_000_000 * STABLE, LENDER_WHALE);
        _observeAll(12 hours);
        LendingPolicy.Decision memory d = _keepLending();
        assertEq(d.action, Codes.UNWIND, "carry below its line");
        assertEq(d.reason, Codes.NEGATIVE_CARRY, "by name");
        assertEq(lending.debtToken().balanceOf(address(lending)), 0, "nothing is owed");
        assertEq(venue.balanceOf(address(lending)), 0, "nothing is left in the venue");
        assertEq(lending.check().reason, Codes.REFUSED_CARRY, "LEV-05: and it does not borrow again");
    }

    function test_INC_02_anIlliquidVenueIsWaitedForWhereOnlyCarryIsAtStake() public {
        _borrowed(300e18);
        _lendOut(1e18);
        vm.prank(LENDER_WHALE);
        AAVE.withdraw(address(stable), 118_000_000 * STABLE, LENDER_WHALE);
        _observeAll(12 hours);
        assertEq(lending.check().reason, Codes.VENUE_ILLIQUID, "selling collateral would cost more");
        vm.prank(LENDER_WHALE);
        venue.collect(50_000 * STABLE);
        _keepLending();
        _keepIdle();
        assertLe(stable.balanceOf(address(venue)), 1, "what comes in is taken");
        assertEq(lending.check().action, Codes.HOLD, "and the rest waited for");
    }

    function test_LEV_02_aVenueThatLostIsLeftAndWhatItLostIsBought(uint256 loss) public {
        _borrowed(300e18);
        loss = bound(loss, 0.002e18, 0.5e18);
        _loseInVenue(loss);
        // What it still owes its shareholders comes back to it.
        _collectAll();
        LendingPolicy.Decision memory d = lending.check();
        assertEq(d.reason, Codes.VENUE_LOSS, "the fall of its share's worth is seen");
        for (uint256 i = 0; i < 3 && lending.check().action == Codes.UNWIND; ++i) _keepLending();
        assertEq(venue.balanceOf(address(lending)), 0, "nothing is left in it");
        assertLe(lending.risk().ltv, 1e6, "the shortfall was bought by a sale of collateral");
        _observeAll(1 days);
        assertEq(lending.check().reason, Codes.REFUSED_VENUE, "and nothing is placed there again");
    }

    function test_LEV_01_theLoansEarningsBecomeCollateral() public {
        _borrowed(300e18);
        _observeAll(80 days);
        _observeAll(12);
        uint256 entry = lending.entryUnits();
        uint256 units = lending.aToken().balanceOf(address(lending));
        LendingPolicy.Decision memory d = _keepLending();
        assertEq(d.action, Codes.HARVEST, "the loan has paid for itself and more");
        assertGt(lending.aToken().balanceOf(address(lending)), units, "which is collateral now");
        assertGe(lending.entryUnits(), (entry * 9999) / 10_000, "worth what it was counted as");
        assertLe(lending.risk().cover, 1.0001e9, "and the venue holds what is owed");
    }

    function test_INC_10_aHarvestIsNotSoldBelowTheLendersPriceLessTheTolerance() public {
        _borrowed(300e18);
        _observeAll(80 days);
        _observeAll(12);
        assertEq(lending.check().action, Codes.HARVEST, "there is a surplus");
        _buyEther(3_000_000 * STABLE);
        vm.expectRevert();
        vm.prank(KEEPER);
        lending.execute(Codes.HARVEST, 0, 0);
    }

    /// The lender's threshold falls to where an LTV of 50% is above the band, though not past the ripcord line.
    function _tighten() private {
        _setCollateral(address(WSTETH), 4000, 5200, 10_750);
    }

    function _keepIdle() private {
        for (uint256 i = 0; i < 3 && lending.check().action != Codes.HOLD; ++i) {
            _observeAll(12 hours);
            _keepLending();
        }
    }

    function _settleAll() private {
        for (uint256 i = 0; i < 4; ++i) _observeAll(30 minutes);
    }

    function _collectAll() private {
        uint256 owed = venue.owed();
        vm.prank(LENDER_WHALE);
        venue.collect(owed);
    }

    function _held() private view returns (uint256 collateral, uint256 debt) {
        collateral = lending.aToken().balanceOf(address(lending));
        debt = lending.debtToken().balanceOf(address(lending));
    }
}
