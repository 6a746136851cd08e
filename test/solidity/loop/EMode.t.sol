// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {AaveVersion} from "../utils/AaveVersion.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

interface IEModeAdminV30 {
    function setEModeCategory(
        uint8 category,
        uint16 ltv,
        uint16 threshold,
        uint16 bonus,
        address oracle,
        string calldata label
    ) external;

    function setAssetEModeCategory(address asset, uint8 category) external;
}

interface IEModeAdminV36 {
    function setEModeCategory(
        uint8 category,
        uint16 ltv,
        uint16 threshold,
        uint16 bonus,
        string calldata label
    ) external;

    function setAssetCollateralInEMode(address asset, uint8 category, bool taken) external;

    function setAssetBorrowableInEMode(address asset, uint8 category, bool lent) external;
}

/// @notice A loop in the lender's e-mode for ETH: its terms are the e-mode's, as they are at each look.
/// @dev Proves LEV-01, LEV-04, LEV-06, LEV-10.
contract EModeTest is LenderAdmin {
    uint8 private constant ETH_CORRELATED = 1;

    function test_LEV_01_itLeversToATargetThatOnlyTheEModeLends() public {
        _levered(300e18);
        LoopPolicy.State memory s = loop.risk();
        assertLe(s.ltv, 0.87e9, "at the target");
        assertGt(s.ltv, 0.86e9, "or below it by what the market gives above par");
        assertEq(s.liquidationLtv, 0.95e9, "under the e-mode's threshold");
        assertEq(s.borrowLtv, 0.93e9, "and its limit");
        uint256 shares = vault.balanceOf(ALICE);
        assertGt(_redeemDeep(ALICE, shares), 0, "and everybody gets out");
    }

    function test_LEV_10_aLoweredThresholdOfTheEModeIsSeenAtTheNextCheck(uint256 threshold) public {
        _levered(300e18);
        assertEq(loop.check().action, Codes.HOLD, "in its band");
        threshold = bound(threshold, 8800, 9150);
        _setTerms(8700, uint16(threshold));
        assertEq(loop.check().action, Codes.DELEVER, "the bands moved down with it");
        _keep();
        uint256 high = threshold * 97 * 97 * 1e1;
        assertLe(uint256(loop.risk().ltv), high, "and room is made");
    }

    function test_LEV_10_leavingTheEModeIsRefusedWhereTheBandsWouldBeUnsound() public {
        vm.expectPartialRevert(LoopErrors.UnsoundParams.selector);
        vm.prank(address(vault));
        loop.setEMode(0);
        _levered(100e18);
        vm.expectRevert();
        vm.prank(address(vault));
        loop.setEMode(0);
    }

    function test_LEV_04_settingsAreHeldAgainstTheEModesThreshold(uint256 ripcord) public {
        LoopPolicy.Params memory p = _params();
        p.ripcordLtv = uint64(bound(ripcord, 0.9001e9, 0.97e9));
        if (p.ripcordLtv > (0.95e9 * 97) / 100) vm.expectPartialRevert(LoopErrors.UnsoundParams.selector);
        vm.prank(address(vault));
        loop.setParams(p);
    }

    function test_LEV_06_theAuctionGivesNoMoreThanTheEModesBonus() public {
        _levered(300e18);
        _thin(0.8e18);
        _depegTo(0.925e18);
        for (uint256 i = 0; i < 6; ++i) _observe(30 minutes);
        vm.deal(address(this), 2_000 ether);
        WETH.deposit{value: 2_000 ether}();
        WETH.approve(address(loop), type(uint256).max);
        (uint256 repaid, uint256 units) = loop.ripcord(2_000e18, 0);
        uint256 worth = (units * loop.lenderRate()) / WAD;
        assertGe(worth + 2, repaid, "at the lender's price or better");
        assertLe(worth, (repaid * 101) / 100, "by 1% at most, not by the reserve's own 7.5%");
    }

    function test_VLT_13_onlyTheVaultChangesTheEMode(address stranger) public {
        vm.assume(stranger != address(vault));
        vm.expectRevert();
        vm.prank(stranger);
        loop.setEMode(0);
    }

    function _eMode() internal override returns (uint8) {
        _setTerms(9300, 9500);
        vm.startPrank(LENDER_ADMIN);
        if (_aave() == AaveVersion.V36) {
            IEModeAdminV36 admin = IEModeAdminV36(address(CONFIGURATOR));
            admin.setAssetCollateralInEMode(address(WSTETH), ETH_CORRELATED, true);
            admin.setAssetBorrowableInEMode(address(WETH), ETH_CORRELATED, true);
        } else {
            IEModeAdminV30 admin = IEModeAdminV30(address(CONFIGURATOR));
            admin.setAssetEModeCategory(address(WSTETH), ETH_CORRELATED);
            admin.setAssetEModeCategory(address(WETH), ETH_CORRELATED);
        }
        vm.stopPrank();
        return ETH_CORRELATED;
    }

    function _params() internal pure override returns (LoopPolicy.Params memory p) {
        p = super._params();
        (p.minLtv, p.targetLtv, p.maxLtv, p.ripcordLtv) = (0.84e9, 0.87e9, 0.9e9, 0.92e9);
        (p.defendLtv, p.evacuateLtv) = (0.87e9, 0.87e9);
    }

    function _setTerms(uint16 ltv, uint16 threshold) private {
        vm.prank(LENDER_ADMIN);
        if (_aave() == AaveVersion.V36) {
            IEModeAdminV36 admin = IEModeAdminV36(address(CONFIGURATOR));
            admin.setEModeCategory(ETH_CORRELATED, ltv, threshold, 10_100, "ETH correlated");
        } else {
            IEModeAdminV30 admin = IEModeAdminV30(address(CONFIGURATOR));
            admin.setEModeCategory(ETH_CORRELATED, ltv, threshold, 10_100, address(0), "ETH correlated");
        }
    }
}
