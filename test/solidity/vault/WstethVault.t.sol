// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {WstethWorld} from "../utils/WstethWorld.sol";

/// @notice What Lido does to wstETH reaches every holder as it would outside the vault: through the token's rate alone.
/// @dev Proves VLT-06, VLT-07, VLT-08.
contract WstethVaultTest is WstethWorld {
    function test_VLT_06_aStakingRewardRaisesTheEtherValueOfAShareByItselfAtOnce(uint256 growth) public {
        uint256 shares = _deposit(ALICE, 100e18);
        uint256 units = vault.previewRedeem(shares);
        uint256 before = STETH.getPooledEthByShares(units);
        growth = bound(growth, 1e12, 0.02e18);
        _rebase(growth);
        assertEq(vault.previewRedeem(shares), units, "the same wstETH");
        assertEq(vault.adapter().redemptionRate(), WSTETH.stEthPerToken(), "worth what Lido's own books say");
        uint256 afterwards = STETH.getPooledEthByShares(_redeem(ALICE, shares));
        assertNear(afterwards, before + (before * growth) / WAD, 1e3, "which grew by the reward");
    }

    function test_VLT_07_aTransferMovesWhatItNamesAndNoDustIsOwed(uint256 a, uint256 b) public {
        (a, b) = (bound(a, 1e9, 900e18), bound(b, 1e9, 900e18));
        assertEq(_deposit(ALICE, a), a, "a share for every token");
        uint256 bobs = _deposit(BOB, b);
        _allocate();
        _redeemDeep(ALICE, a);
        _redeemDeep(BOB, bobs);
        assertEq(vault.totalSupply(), 0, "everybody was paid");
        assertLe(vault.exitUnits(), 1, "to the last wei");
    }

    function test_VLT_08_aSlashReachesEveryHolderAtOnce(uint256 loss) public {
        uint256 alices = _deposit(ALICE, 100e18);
        uint256 bobs = _deposit(BOB, 300e18);
        uint256 rate = vault.adapter().redemptionRate();
        _slash(bound(loss, 1e12, 0.2e18));
        assertLt(vault.adapter().redemptionRate(), rate, "the token's own loss");
        assertEq(_redeem(BOB, bobs), 3 * _redeem(ALICE, alices), "borne alike by the first and the last");
    }
}
