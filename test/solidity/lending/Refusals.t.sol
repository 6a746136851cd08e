// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {IStableRoute} from "../../../contracts/interfaces/IStableRoute.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LendingErrors} from "../../../contracts/strategies/lending/LendingErrors.sol";
import {LendingPolicy} from "../../../contracts/strategies/lending/LendingPolicy.sol";
import {LendingWorld} from "../utils/LendingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What a lending position does not do, and how it says so.
/// @dev Proves LEV-01, LEV-02, LEV-08, VLT-15, VLT-16.
contract LendingRefusalsTest is LendingWorld {
    function test_VLT_15_etherComesOnlyFromWhereItIsExpected() public {
        vm.prank(TRADER);
        (bool taken, bytes memory reason) = address(lending).call{value: 1}("");
        assertFalse(taken, "a stranger's ether is sent back");
        assertEq(bytes32(bytes4(reason)), bytes32(LendingErrors.UnexpectedCall.selector), "by name");
    }

    function test_VLT_15_aFlashLoanThatNobodyAskedForIsRefused() public {
        address lender = address(lending.flashLender());
        vm.expectRevert(abi.encodeWithSelector(LendingErrors.UnexpectedCall.selector, BOB));
        vm.prank(BOB);
        lending.onFlash(address(WETH), 1, 0, "");
        vm.expectRevert(abi.encodeWithSelector(LendingErrors.UnexpectedCall.selector, lender));
        vm.prank(lender);
        lending.onFlash(address(WETH), 1, 0, "");
    }

    function test_aStrangersCollateralIsDisownedAndItsOwnIsNot() public {
        _borrowed(300e18);
        uint64 before = lending.risk().ltv;
        vm.startPrank(TRADER);
        WETH.deposit{value: 100e18}();
        WETH.approve(address(AAVE), 100e18);
        AAVE.supply(address(WETH), 100e18, address(lending), 0);
        vm.stopPrank();
        assertLt(lending.risk().ltv, before, "a gift hides the true LTV");
        lending.disownCollateral(address(WETH));
        assertNear(lending.risk().ltv, before, 1, "until anyone disowns it");
        vm.expectRevert(LendingErrors.OwnCollateral.selector);
        lending.disownCollateral(address(WSTETH));
    }

    function test_aLevelIsNotedWithoutAnAction() public {
        _borrowed(300e18);
        _thin(0.9e18);
        _depegTo(0.968e18);
        for (uint256 i = 0; i < 4; ++i) _observeAll(30 minutes);
        uint64 acted = lending.lastAction();
        assertEq(_keepLending().action, Codes.MARK, "there is nothing to trade");
        assertEq(lending.level(), Codes.WATCH, "but the level is remembered");
        assertEq(lending.lastAction(), acted, "and no cooldown begins");
        assertEq(lending.depositLimit(), 0, "nothing new is taken meanwhile");
    }

    function test_LEV_01_aKeeperMayRepayMoreButNotLessAndNotNothing() public {
        LendingPolicy.Decision memory d = _tooHigh();
        vm.expectRevert(abi.encodeWithSelector(LendingErrors.TargetBeyond.selector, d.target - 1, d.target));
        vm.prank(KEEPER);
        lending.execute(Codes.REPAY, d.target - 1, 0);
        vm.expectRevert(LendingErrors.NothingToDo.selector);
        vm.prank(KEEPER);
        lending.execute(Codes.REPAY, 1e9, 0);
    }

    function test_LEV_01_aBorrowOfNothingIsNoAction() public {
        _deposit(ALICE, 100e18);
        _allocate();
        vm.expectRevert(LendingErrors.NothingToDo.selector);
        vm.prank(KEEPER);
        lending.execute(Codes.BORROW, 0, 0);
    }

    function test_LEV_08_aVenueThatTakesMoreThanTheToleranceOfADepositIsRefused() public {
        _deposit(ALICE, 100e18);
        _allocate();
        uint256 amount = lending.advisor().toBorrow(0.5e9);
        uint256 worth = (amount * 98) / 100;
        bytes memory asked = abi.encodeCall(venue.convertToAssets, (venue.previewDeposit(amount)));
        vm.mockCall(address(venue), asked, abi.encode(worth));
        vm.expectRevert(abi.encodeWithSelector(LendingErrors.VenueTook.selector, amount, worth));
        vm.prank(KEEPER);
        lending.execute(Codes.BORROW, 0.5e9, 0);
    }

    function test_theVaultTakesNoMoreThanThereIsAndNoLessThanItAsksFor() public {
        _borrowed(300e18);
        uint256 whole = lending.exitUnits();
        vm.startPrank(address(vault));
        vm.expectRevert(abi.encodeWithSelector(IStrategy.ExceedsExit.selector, whole + 1, whole));
        lending.withdraw(whole + 1, 0);
        vm.expectPartialRevert(IStrategy.InsufficientRealised.selector);
        lending.withdraw(whole / 2, whole);
        vm.stopPrank();
    }

    function test_LEV_02_withoutFlashLiquidityTheShortageIsNamedAndTheLimitSaysSo() public {
        _borrowed(300e18);
        _lendOut(1e18);
        uint256 part = lending.exitUnits() / 2;
        uint256 all = WETH.balanceOf(address(BALANCER));
        vm.prank(address(BALANCER));
        WETH.transfer(TRADER, all);
        assertEq(lending.withdrawLimit(), 0, "nothing can be had now");
        vm.expectPartialRevert(LendingErrors.FlashShort.selector);
        vm.prank(address(vault));
        lending.withdraw(part, 0);
    }

    function test_VLT_16_aQuoteThatFailsForAnUnknownReasonIsNotTakenForAnAnswer() public {
        _borrowed(300e18);
        _lendOut(1e18);
        vm.mockCallRevert(
            address(stableRoute),
            abi.encodeWithSelector(IStableRoute.quoteBuyFor.selector),
            "out of order"
        );
        vm.expectRevert(bytes("out of order"));
        lending.exitUnits();
    }

    function test_theRulesInForceCanBeRead() public view {
        assertEq(
            keccak256(abi.encode(lending.params())),
            keccak256(abi.encode(_lendingParams())),
            "every one of them"
        );
    }

    /// LTV at its target of 50% under a threshold that bears 48%.
    function _tooHigh() private returns (LendingPolicy.Decision memory d) {
        _borrowed(300e18);
        _setCollateral(address(WSTETH), 4000, 5300, 10_750);
        d = lending.check();
        assertEq(d.action, Codes.REPAY, "the rules ask for a repayment");
    }
}
