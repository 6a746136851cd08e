// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {PostedFeed} from "../utils/PostedFeed.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A rate-bearing token is its own unit, and a source of its rate is taken only with bounds that mean something.
/// @dev Proves PRC-01, VLT-02.
contract RateBearingTest is Test {
    PlainToken private token = new PlainToken();
    PostedFeed private feed = new PostedFeed();

    function setUp() public {
        vm.warp(1_700_000_000);
        feed.post(1.04e18);
    }

    function test_VLT_02_aTokenIsItsOwnUnitHoweverItIsRounded(uint256 amount) public {
        PushedRateAdapter adapter = _adapter(_source(1e18), _bounds());
        assertEq(adapter.toUnits(amount), amount, "down");
        assertEq(adapter.toUnitsUp(amount), amount, "and up");
        assertEq(adapter.toAssets(amount), amount, "and back down");
        assertEq(adapter.toAssetsUp(amount), amount, "and up");
        assertEq(adapter.unitsOf(address(this)), token.balanceOf(address(this)), "its balance counts");
        assertEq(adapter.token(), address(token), "of this token");
        assertFalse(adapter.rebasing(), "which never moves by itself");
        assertTrue(adapter.ratePushed(), "while its rate does");
    }

    function test_aRateIsReadInTheSourcesOwnDecimals() public {
        feed.post(1.04e8);
        assertEq(_adapter(_source(1e8), _bounds()).redemptionRate(), 1.04e18, "eight of them");
    }

    function test_PRC_01_boundsThatBoundNothingAreRefused() public {
        PushedRateAdapter.Bounds memory bounds = _bounds();
        bounds.maxAge = 0;
        _refusesBounds(bounds);
        bounds = _bounds();
        bounds.maxGrowth = 0;
        _refusesBounds(bounds);
        bounds = _bounds();
        bounds.maxDrop = 1e18;
        _refusesBounds(bounds);
    }

    function test_PRC_01_aSourceWithoutARateOrItsScaleIsRefused() public {
        vm.expectRevert(PushedRateAdapter.UnsoundSource.selector);
        _adapter(_source(0), _bounds());
        bytes memory noRate = abi.encodeWithSelector(PushedRateAdapter.NoRate.selector, address(feed));
        feed.post(0);
        vm.expectRevert(noRate);
        _adapter(_source(1e18), _bounds());
        feed.post(-1);
        vm.expectRevert(noRate);
        _adapter(_source(1e18), _bounds());
    }

    function _refusesBounds(PushedRateAdapter.Bounds memory bounds) private {
        vm.expectRevert(PushedRateAdapter.UnsoundBounds.selector);
        _adapter(_source(1e18), bounds);
    }

    function _adapter(
        PushedRateAdapter.Source memory source,
        PushedRateAdapter.Bounds memory bounds
    ) private returns (PushedRateAdapter) {
        return new PushedRateAdapter(token, source, bounds);
    }

    function _source(uint128 one) private view returns (PushedRateAdapter.Source memory) {
        return PushedRateAdapter.Source(address(feed), feed.latestAnswer.selector, 0, one);
    }

    function _bounds() private pure returns (PushedRateAdapter.Bounds memory) {
        return PushedRateAdapter.Bounds(1 days, 0.01e18, 0.01e18);
    }
}
