// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Going in and out of the vault never pays.
/// @dev Proves VLT-01.
contract RoundTripsTest is KeelWorld {
    /// Less could lose more than a billionth to rounding, and is refused then (VLT-05).
    uint256 private constant LEAST = 4e9;

    function test_VLT_01_depositThenRedeemReturnsNoMoreUnits(
        uint256 assets,
        uint256 others,
        uint256 growth
    ) public {
        _vaultOfOthers(others, growth);
        assets = bound(assets, LEAST, 900e18);
        uint256 before = _unitsOf(BOB);
        _redeem(BOB, _deposit(BOB, assets));
        assertLe(_unitsOf(BOB), before, "a deposit redeemed at once gains nothing");
        assertGe(
            _unitsOf(BOB) + assets / 1e9 + 4,
            before,
            "and loses rounding alone while nothing is at work"
        );
    }

    function test_VLT_01_mintThenWithdrawReturnsNoMoreUnits(
        uint256 shares,
        uint256 others,
        uint256 growth
    ) public {
        _vaultOfOthers(others, growth);
        shares = bound(shares, LEAST, 700e18);
        uint256 before = _unitsOf(BOB);
        _mint(BOB, shares);
        uint256 most = vault.maxWithdraw(BOB);
        vm.prank(BOB);
        vault.withdraw(most, BOB, BOB);
        assertLe(_unitsOf(BOB), before, "a mint withdrawn at once gains nothing");
    }

    function test_VLT_01_splittingADepositAndItsRedemptionGainsNothing(
        uint256 assets,
        uint256 cut,
        uint256 others
    ) public {
        _vaultOfOthers(others, 0.003e18);
        assets = bound(assets, 1e12, 900e18);
        cut = bound(cut, LEAST, assets - LEAST);
        uint256 before = _unitsOf(BOB);
        uint256 shares = _deposit(BOB, cut) + _deposit(BOB, assets - cut);
        uint256 part = bound(cut, 1, shares - 1);
        _redeem(BOB, part);
        _redeem(BOB, shares - part);
        assertLe(_unitsOf(BOB), before, "parts add up to no more than the whole");
    }

    function test_VLT_01_aRoundTripLeavesThoseWhoStayNoPoorer(uint256 assets, uint256 growth) public {
        _vaultOfOthers(300e18, growth);
        uint256 before = vault.previewRedeem(vault.balanceOf(ALICE));
        _redeem(BOB, _deposit(BOB, bound(assets, LEAST, 900e18)));
        assertGe(
            vault.previewRedeem(vault.balanceOf(ALICE)) + 2,
            before,
            "to within the token's own rounding"
        );
    }

    /// A vault in which Alice holds `others`, at a share price that a donation has lifted as far as a month allows.
    function _vaultOfOthers(uint256 others, uint256 growth) private {
        _deposit(ALICE, bound(others, LEAST, 900e18));
        _rebase(bound(growth, 1e9, 0.01e18));
        vm.prank(CAROL);
        token.transfer(address(vault), bound(growth, 1, 50e18));
        vm.warp(block.timestamp + 30 days);
    }

    function _mint(address who, uint256 shares) private {
        vm.startPrank(who);
        token.approve(address(vault), type(uint256).max);
        vault.mint(shares, who);
        vm.stopPrank();
    }
}
