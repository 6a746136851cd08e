// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {IWstETH} from "../../../contracts/interfaces/IWstETH.sol";
import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {WstethWorld} from "../utils/WstethWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A vault whose token's rate is pushed by a reporter. Lido's own reports push it here, through wstETH's getters.
/// @dev Proves PRC-01.
contract PushedRateTest is WstethWorld {
    uint32 private constant MAX_AGE = 3 days;
    uint64 private constant MAX_GROWTH = 0.002e18;
    uint64 private constant MAX_DROP = 0.01e18;

    PushedRateAdapter private adapter;

    function test_aGetterWithAnArgumentAndOneWithoutAnswerAlike() public {
        PushedRateAdapter withArgument = _reading(IWstETH.getStETHByWstETH.selector);
        assertEq(withArgument.redemptionRate(), adapter.redemptionRate(), "as osETH answers, and as rETH");
        assertEq(adapter.redemptionRate(), WSTETH.stEthPerToken(), "what the source says");
    }

    function test_PRC_01_aRateWithinItsBoundsIsTakenAsItIs(uint256 growth) public {
        _rebase(bound(growth, 1e9, MAX_GROWTH - 1e9));
        assertEq(adapter.redemptionRate(), WSTETH.stEthPerToken(), "before anybody observed it");
        assertTrue(vault.entriesOpen(), "and deposits are taken");
        _deposit(ALICE, 1e18);
    }

    function test_PRC_01_aRateThatJumpsIsRefusedByName(uint256 growth) public {
        _rebase(bound(growth, MAX_GROWTH + 1e9, 0.05e18));
        _refusedAs(PushedRateAdapter.RateJumped.selector);
    }

    function test_PRC_01_aRateThatFallsTooFarIsRefusedByName(uint256 loss) public {
        _slash(bound(loss, MAX_DROP + 1e9, 0.5e18));
        _refusedAs(PushedRateAdapter.RateFell.selector);
    }

    function test_PRC_01_aRateThatNobodyReportsIsRefusedAsStale(uint256 silence) public {
        vm.warp(block.timestamp + MAX_AGE);
        assertTrue(vault.entriesOpen(), "to the last second");
        vm.warp(block.timestamp + bound(silence, 1, 365 days));
        _refusedAs(PushedRateAdapter.RateStale.selector);
        _rebase(0.0001e18);
        assertTrue(vault.entriesOpen(), "until the next report");
    }

    function test_PRC_01_aSourceThatDoesNotAnswerIsRefusedByName() public {
        vm.etch(address(STETH), hex"fd");
        vm.expectRevert(abi.encodeWithSelector(PushedRateAdapter.NoRate.selector, address(WSTETH)));
        adapter.redemptionRate();
        assertEq(vault.maxDeposit(ALICE), 0, "and nobody may enter");
    }

    function test_VLT_18_aRefusedRateStopsNobodyFromLeaving(uint256 loss) public {
        uint256 shares = _deposit(ALICE, 100e18);
        _slash(bound(loss, MAX_DROP + 1e9, 0.5e18));
        assertEq(vault.maxRedeem(ALICE), shares, "what can be had now");
        assertEq(_redeem(ALICE, shares), 100e18, "in the token, whatever that is worth");
    }

    function test_aTrueSlashIsAcceptedOnceItHasStoodLongEnough() public {
        _slash(0.035e18);
        for (uint256 hour = 1; hour <= 3; ++hour) {
            assertFalse(vault.entriesOpen(), "three hundredths and a half, at one an hour");
            vm.warp(block.timestamp + 1 hours);
            adapter.observe();
        }
        assertEq(adapter.redemptionRate(), WSTETH.stEthPerToken(), "the rest is within the bound");
    }

    function test_aSecondObservationWithinTheHourChangesNothing(uint256 wait) public {
        vm.warp(block.timestamp + 1 hours);
        adapter.observe();
        _slash(0.035e18);
        vm.warp(block.timestamp + bound(wait, 0, 1 hours - 1));
        (uint96 rate, , uint32 time, ) = adapter.seen();
        adapter.observe();
        (uint96 later, , uint32 laterTime, ) = adapter.seen();
        assertEq(later, rate, "so nobody can walk the bound down in one transaction");
        assertEq(laterTime, time, "nor hold it up");
    }

    function test_boundsThatBindNothingAreRefused() public {
        vm.expectRevert(PushedRateAdapter.UnsoundBounds.selector);
        _with(PushedRateAdapter.Bounds(0, MAX_GROWTH, MAX_DROP));
        vm.expectRevert(PushedRateAdapter.UnsoundBounds.selector);
        _with(PushedRateAdapter.Bounds(MAX_AGE, 0, MAX_DROP));
        vm.expectRevert(PushedRateAdapter.UnsoundBounds.selector);
        _with(PushedRateAdapter.Bounds(MAX_AGE, MAX_GROWTH, 1e18));
    }

    function _adapter() internal override returns (ILstAdapter) {
        adapter = _reading(IWstETH.stEthPerToken.selector);
        return adapter;
    }

    function _refusedAs(bytes4 name) private {
        vm.expectPartialRevert(name);
        adapter.redemptionRate();
        assertFalse(vault.entriesOpen(), "deposits are not taken");
        assertEq(vault.maxDeposit(ALICE), 0, "and the limit says so");
        vm.startPrank(ALICE);
        token.approve(address(vault), 1e18);
        vm.expectPartialRevert(name);
        vault.deposit(1e18, ALICE);
        vm.stopPrank();
    }

    function _reading(bytes4 getter) private returns (PushedRateAdapter) {
        PushedRateAdapter.Bounds memory bounds = PushedRateAdapter.Bounds(MAX_AGE, MAX_GROWTH, MAX_DROP);
        return new PushedRateAdapter(token, _source(getter), bounds);
    }

    function _with(PushedRateAdapter.Bounds memory bounds) private returns (PushedRateAdapter) {
        return new PushedRateAdapter(token, _source(IWstETH.stEthPerToken.selector), bounds);
    }

    function _source(bytes4 getter) private pure returns (PushedRateAdapter.Source memory) {
        return PushedRateAdapter.Source(address(WSTETH), getter, 1e18, 1e18);
    }
}
