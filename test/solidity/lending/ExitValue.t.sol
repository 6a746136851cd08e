// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Rescue} from "../../../contracts/strategies/Rescue.sol";
import {LendingWorld} from "../utils/LendingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The exit value that a lending position shows is what a full unwind returns, tried on a copy of the state.
/// @dev Proves INC-08, LEV-01, LEV-09, VLT-18.
contract LendingExitValueTest is LendingWorld {
    function test_LEV_09_aFullUnwindReturnsTheExitValueInAnyMarketAndVenue(
        uint256 assets,
        uint256 fall,
        uint256 venueFate,
        uint256 time
    ) public {
        _borrowed(bound(assets, 1e15, 999e18));
        _stress(fall, venueFate, time);
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "never less than shown");
        assertLe(shown, lending.entryUnits(), "VLT-18: nor is it ever above entry value");
    }

    function test_LEV_09_theExitValueIsNotTimid(uint256 assets, uint256 time) public {
        _borrowed(bound(assets, 1e18, 999e18));
        vm.warp(block.timestamp + bound(time, 1, 10 days));
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertLe(realised, shown + 1e10 + 8, "with a venue that pays, nothing is sold and nothing lost");
        assertGe(shown + 1e10, (lending.aToken().balanceOf(address(lending)) * 9999) / 10_000, "of note");
    }

    function test_LEV_09_aLossInTheVenueIsInBothValuesAtOnce(uint256 loss) public {
        _borrowed(300e18);
        uint256 entry = lending.entryUnits();
        loss = bound(loss, 0.001e18, 0.9e18);
        _loseInVenue(loss);
        // Half the position's worth is in the venue.
        uint256 lost = (entry * loss) / WAD / 2;
        assertLe(lending.entryUnits(), entry - (lost * 99) / 100, "entry value falls by it");
        assertLe(lending.exitUnits(), entry - (lost * 99) / 100, "exit value too");
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "and is what remains");
    }

    function test_LEV_09_whatAnIlliquidVenueOwesCountsForThoseWhoStayOnly() public {
        _borrowed(300e18);
        uint256 entry = lending.entryUnits();
        _lendOut(1e18);
        assertGe(lending.entryUnits() + 1e6, entry, "it is still ours");
        assertLe(lending.exitUnits(), (entry * 52) / 100, "and cannot be had now");
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "what can be had is had");
    }

    function test_LEV_09_INC_08_aPausedVenueLocksNobodyIn() public {
        _borrowed(300e18);
        _pauseVenue();
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGt(shown, 0, "a leaver pays for the venue's part");
        assertGe(realised, shown, "and is out");
    }

    function test_LEV_09_aPositionWithoutDebtReturnsItsExitValue(uint256 assets, uint256 growth) public {
        _deposit(ALICE, bound(assets, 1e9, 999e18));
        _rebase(bound(growth, 1, 0.009e18));
        _allocate();
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "Lido's rounding is in it");
        assertLe(realised, shown + 4, "and nothing else");
    }

    function test_LEV_09_giftsAreRealisedOrLeftOut(uint256 gift, uint256 kind) public {
        _borrowed(300e18);
        gift = bound(gift, 1e9, 400e18);
        if (kind % 3 == 0) {
            vm.prank(BOB);
            STETH.transfer(address(lending), gift);
        } else {
            vm.startPrank(LENDER_WHALE);
            if (kind % 3 == 1) stable.transfer(address(lending), gift / 1e10);
            else venue.deposit(gift / 1e12 + 1, address(lending));
            vm.stopPrank();
        }
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "what counts comes back");
    }

    function test_LEV_09_aSliceReturnsItsShareAndLeavesLtvAsItWas(
        uint256 fall,
        uint256 venueFate,
        uint256 part
    ) public {
        _borrowed(900e18);
        _stress(fall, venueFate, 1);
        uint256 whole = lending.exitUnits();
        if (whole < 1e16) return;
        uint256 before = lending.risk().ltv;
        part = bound(part, 1e15, (whole * 99) / 100);
        if (before >= 0.81e9) return;
        vm.prank(address(vault));
        uint256 realised = lending.withdraw(part, 0);
        assertGe(realised + 1e10, part, "a part moves the pools less than the whole");
        assertLe(lending.risk().ltv, before + 2, "LEV-01: leaving raises nobody's risk");
    }

    function test_LEV_09_whereNoTradeCoversTheDebtTheExitValueIsZero() public {
        _borrowed(900e18);
        _pauseVenue();
        _buyEtherOutOfThePair();
        _thin(0.999e18);
        _depegTo(0.5e18);
        assertEq(lending.exitUnits(), 0, "a pool this empty pays for no unwinding");
        assertEq(lending.withdrawLimit(), 0, "and no limit says so");
    }

    function test_LEV_09_theWithdrawLimitCanBeWithdrawn(uint256 fall, uint256 venueFate) public {
        _borrowed(300e18);
        _stress(fall, venueFate, 1);
        if (venueFate % 2 == 0) _leaveFlash(bound(fall, 1e15, 100e18));
        uint256 limit = lending.withdrawLimit();
        assertLe(limit, lending.exitUnits(), "never above exit value");
        if (limit < 1e15) return;
        if (limit < lending.exitUnits() && lending.risk().ltv >= 0.81e9) return;
        vm.prank(address(vault));
        lending.withdraw(limit - limit / 1e6, 0);
    }

    function test_LEV_09_depositLimitsAreTheLendersAndTheRules() public {
        assertGt(lending.depositLimit(), 100_000e18, "a calm lender without a cap");
        uint256 supplied = lending.aToken().totalSupply() / WAD;
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setSupplyCap(address(WSTETH), supplied + 5);
        assertLe(lending.depositLimit(), 5e18, "what a cap leaves");
        assertGt(lending.depositLimit(), 3e18, "and all of it");
        _freeze(address(WSTETH));
        assertEq(lending.depositLimit(), 0, "a frozen reserve takes nothing");
    }

    function test_onlyForeignTokensAreRescued() public {
        vm.prank(LENDER_WHALE);
        stable.transfer(address(lending), 1);
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(Rescue.PositionToken.selector, stable));
        lending.rescue(IERC20(address(stable)), OWNER);
        lending.rescue(IERC20(address(pair)), OWNER);
        vm.stopPrank();
    }

    function _stress(uint256 fall, uint256 venueFate, uint256 time) private {
        _thin(0.8e18);
        _depegTo(WAD - bound(fall, 0.001e18, 0.12e18));
        uint256 fate = venueFate % 5;
        if (fate == 1) _lendOut(bound(venueFate, 0.1e18, 1e18));
        if (fate == 2) _loseInVenue(bound(venueFate, 0.001e18, 0.9e18));
        if (fate == 3) _pauseVenue();
        if (fate == 4) _sellEther(bound(venueFate, 1e18, 5_000e18));
        vm.warp(block.timestamp + bound(time, 1, 10 days));
    }

    function _unwoundOnACopy() private returns (uint256 shown, uint256 realised) {
        shown = lending.exitUnits();
        if (shown == 0) return (0, 0);
        uint256 copy = vm.snapshotState();
        vm.prank(address(vault));
        realised = lending.withdraw(shown, 0);
        vm.revertToState(copy);
    }

    function _buyEtherOutOfThePair() private {
        _sellEther(1_000_000e18);
    }

    /// The flash lender keeps so much WETH.
    function _leaveFlash(uint256 left) private {
        uint256 all = WETH.balanceOf(address(BALANCER));
        vm.prank(address(BALANCER));
        WETH.transfer(TRADER, all - left);
    }
}
