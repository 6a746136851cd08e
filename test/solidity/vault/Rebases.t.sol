// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "../utils/KeelWorld.sol";

/// @notice What Lido does to stETH reaches every holder as it would outside the vault.
/// @dev Proves VLT-06, VLT-07, VLT-08.
contract RebasesTest is KeelWorld {
    function test_VLT_06_aRebaseRaisesAnUnleveredHolderByItselfAtOnce(uint256 assets, uint256 growth) public {
        uint256 shares = _deposit(ALICE, bound(assets, 1e12, 900e18));
        uint256 units = STETH.sharesOf(address(vault));
        uint256 before = vault.previewRedeem(shares);
        _rebase(bound(growth, 1e12, 0.02e18));
        uint256 outside = STETH.getPooledEthByShares(units);
        assertGt(outside, before, "the token grew");
        assertNear(
            vault.previewRedeem(shares),
            outside,
            2,
            "as outside the vault to within 2 wei: no fee, no lock"
        );
        assertNear(_redeem(ALICE, shares), outside, 2, "and it can be taken out in the same block");
    }

    function test_VLT_06_theUnitsOfAnUnleveredHolderDoNotMoveWithARebase(uint256 growth) public {
        _deposit(ALICE, 100e18);
        uint256 before = vault.exitUnits();
        _rebase(bound(growth, 1e12, 0.02e18));
        assertEq(vault.exitUnits(), before, "the books are in units, so there is nothing to recognise");
        assertEq(vault.entryUnits(), before, "at either value");
    }

    function test_VLT_07_aTransferThatMovesLessThanNamedCreditsWhatMoved(
        uint256 assets,
        uint256 growth
    ) public {
        _rebase(bound(growth, 1, 0.009e18));
        assets = bound(assets, 1e9, 900e18);
        uint256 before = STETH.sharesOf(address(vault));
        uint256 shares = _deposit(ALICE, assets);
        uint256 moved = STETH.sharesOf(address(vault)) - before;
        assertLe(STETH.getPooledEthByShares(moved), assets, "never more than was named");
        assertEq(shares, moved, "the first depositor gets a share for every unit that moved");
        assertEq(vault.entryUnits(), moved, "and the books hold just those");
    }

    function test_VLT_07_theVaultNeverOwesDust(uint256 a, uint256 b, uint256 c, uint256 growth) public {
        uint256[3] memory shares;
        shares[0] = _deposit(ALICE, bound(a, 1e9, 900e18));
        _rebase(bound(growth, 1, 0.009e18));
        shares[1] = _deposit(BOB, bound(b, 1e9, 900e18));
        shares[2] = _deposit(CAROL, bound(c, 1e9, 900e18));
        _redeem(BOB, shares[1]);
        _redeem(ALICE, shares[0]);
        _redeem(CAROL, shares[2]);
        assertEq(vault.totalSupply(), 0, "everybody was paid in full");
        assertLe(vault.idleUnits(), 3, "and only rounding is left behind");
    }

    function test_VLT_08_aSlashReachesEveryHolderAtOnce(uint256 loss) public {
        loss = bound(loss, 1e12, 0.2e18);
        uint256 alices = _deposit(ALICE, 100e18);
        _deposit(BOB, 300e18);
        uint256 before = vault.previewRedeem(alices);
        _slash(loss);
        assertNear(
            vault.previewRedeem(alices),
            (before * (WAD - loss)) / WAD,
            2,
            "the token's own loss, in the same block"
        );
        uint256 paid = _redeem(ALICE, alices);
        uint256 bobs = vault.previewRedeem(vault.balanceOf(BOB));
        assertNear(bobs, paid * 3, 6, "the first to leave and the last bear the same");
    }
}
