// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A preview promises no more than its call does, also for a token whose balances rebase and whose transfers round.
/// @dev Proves VLT-02.
contract PreviewsTest is KeelWorld {
    function setUp() public virtual override {
        super.setUp();
        _working(200e18);
        _deposit(BOB, 300e18);
        _rebase(0.0037e18);
        _observe(10 days);
        vm.prank(CAROL);
        token.approve(address(vault), type(uint256).max);
    }

    function test_VLT_02_depositGivesAtLeastItsPreview(uint256 assets) public {
        assets = bound(assets, 4e9, 999e18);
        uint256 promised = vault.previewDeposit(assets);
        vm.prank(CAROL);
        assertGe(vault.deposit(assets, CAROL), promised, "shares minted");
    }

    function test_VLT_02_mintCostsAtMostItsPreview(uint256 shares) public {
        shares = bound(shares, 1e9, 800e18);
        uint256 promised = vault.previewMint(shares);
        uint256 before = token.balanceOf(CAROL);
        vm.prank(CAROL);
        assertLe(vault.mint(shares, CAROL), promised, "assets named");
        assertLe(
            before - token.balanceOf(CAROL),
            promised + 1,
            "and assets gone, but for one wei of the token's rounding"
        );
        assertEq(vault.balanceOf(CAROL), shares, "exactly the shares asked for");
    }

    function test_VLT_02_withdrawBurnsAtMostItsPreviewAndPaysAtMostTwoWeiOver(uint256 assets) public {
        assets = bound(assets, 1, vault.maxWithdraw(BOB));
        uint256 promised = vault.previewWithdraw(assets);
        uint256 before = token.balanceOf(BOB);
        vm.prank(BOB);
        assertLe(vault.withdraw(assets, BOB, BOB), promised, "shares burnt");
        uint256 paid = token.balanceOf(BOB) - before;
        assertGe(paid, assets, "shares rounded up pay the whole amount");
        assertLe(paid, assets + 2, "and at most two wei over it");
    }

    function test_VLT_02_redeemPaysAtLeastItsPreview(uint256 shares) public {
        shares = bound(shares, 2, vault.maxRedeem(BOB));
        uint256 promised = vault.previewRedeem(shares);
        uint256 before = _unitsOf(BOB);
        vm.prank(BOB);
        assertGe(vault.redeem(shares, BOB, BOB), promised, "assets named");
        assertGe(vault.adapter().toAssets(_unitsOf(BOB) - before), promised, "and units received");
    }

    function test_VLT_02_entryConversionsAreNeverBelowTheExitPreviews(uint256 shares) public view {
        shares = bound(shares, 1, vault.totalSupply());
        assertGe(
            vault.convertToAssets(shares),
            vault.previewRedeem(shares),
            "what totalAssets shows, and what leaving pays"
        );
        uint256 assets = vault.convertToAssets(shares);
        assertLe(vault.convertToShares(assets), vault.previewWithdraw(assets), "the same seen in shares");
    }
}
