// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What strangers give, to whichever part of the vault, harms nobody in it and pays nobody who gave.
/// @dev Proves LEV-01, LEV-02, LEV-09, VLT-09.
contract GiftsTest is LenderAdmin {
    /// Fewer wei of stETH are no whole share, and cannot be given.
    uint256 private constant LEAST_GIFT = 10;

    function setUp() public override {
        super.setUp();
        _levered(400e18);
        _deposit(BOB, 100e18);
        _observe(1 hours);
        vault.recognise();
    }

    function test_VLT_09_aGiftRaisesNoValueInItsBlock(uint256 gift, uint256 kind) public {
        uint256 entry = vault.entryUnits();
        uint256 exit = vault.exitUnits();
        _give(bound(gift, 1e9, 300e18), kind);
        assertEq(vault.entryUnits(), entry, "nothing to recognise in no time");
        assertGe(vault.exitUnits(), exit, "and nobody's exit is the worse for it");
        assertLe(vault.exitUnits(), entry, "nor better than entry");
    }

    function test_VLT_09_whoGivesAndLeavesIsPoorerByTheGift(uint256 gift, uint256 kind) public {
        gift = bound(gift, 1e12, 300e18);
        uint256 shares = vault.maxRedeem(BOB);
        uint256 before = vault.previewRedeem(shares);
        _give(gift, kind);
        shares = vault.maxRedeem(BOB);
        assertLe(
            _redeem(BOB, shares),
            before + gift / 4,
            "at most the giver's own share of what exit value had lacked"
        );
    }

    function test_LEV_01_theRulesGoOnAfterAnyGift(uint256 gift, uint256 kind) public {
        _give(bound(gift, LEAST_GIFT, 300e18), kind);
        _thin(0.8e18);
        _depegTo(0.93e18);
        for (uint256 i = 0; i < 6; ++i) _observe(30 minutes);
        LoopPolicy.State memory s = loop.risk();
        LoopPolicy.Decision memory d = _keep();
        if (d.action == Codes.DELEVER) assertLt(loop.risk().ltv, s.ltv, "delevering still delevers");
        assertGt(_redeemDeep(ALICE, vault.balanceOf(ALICE)), 0, "and everybody can still leave");
    }

    function test_LEV_01_debtThatAStrangerRepaysIsAGainOfAllHolders(uint256 part) public {
        uint256 debt = loop.debtToken().balanceOf(address(loop));
        part = bound(part, 1, debt);
        uint256 before = loop.entryUnits();
        vm.startPrank(CAROL);
        WETH.deposit{value: part}();
        WETH.approve(address(AAVE), part);
        AAVE.repay(address(WETH), part, 2, address(loop));
        vm.stopPrank();
        assertGe(loop.entryUnits() + 2, before + STETH.getSharesByPooledEth(part), "the loop owes less");
        uint256 exit = loop.exitUnits();
        vm.prank(address(vault));
        assertGe(loop.withdraw(exit, 0), exit, "LEV-09: also where a single wei is left");
    }

    function test_LEV_09_allDebtButAWeiRepaidDoesNotHideTheCollateral(uint256 left, uint256 fall) public {
        _thin(0.8e18);
        _depegTo(WAD - bound(fall, 0.002e18, 0.04e18));
        uint256 debt = loop.debtToken().balanceOf(address(loop)) - bound(left, 1, 4);
        vm.startPrank(CAROL);
        WETH.deposit{value: debt}();
        WETH.approve(address(AAVE), debt);
        AAVE.repay(address(WETH), debt, 2, address(loop));
        vm.stopPrank();
        uint256 exit = loop.exitUnits();
        assertGe(
            exit + 1e10,
            loop.entryUnits(),
            "the pool cannot price a few wei, so they are priced at a gwei"
        );
        vm.prank(address(vault));
        assertGe(loop.withdraw(exit, 0), exit, "and the position unwinds");
    }

    function test_LEV_02_aGiftOfOtherCollateralCannotBlockWithdrawals(uint256 gift) public {
        _supplyWethFor(address(loop), bound(gift, 1, 100e18));
        _setCollateral(address(WETH), 0, 8600, 10_500);
        vm.prank(ALICE);
        vm.expectRevert();
        vault.redeem(100e18, ALICE, ALICE, 50e18);
        vm.prank(CAROL);
        loop.disownCollateral(address(WETH));
        assertGt(_redeemDeep(ALICE, vault.balanceOf(ALICE)), 380e18, "anyone can stop it from counting");
    }

    function test_LEV_01_aGiftOfOtherCollateralLeversTheLoopNoFurther(uint256 gift) public {
        _supplyWethFor(address(loop), bound(gift, 200e18, 5000e18));
        _observe(13 hours);
        LoopPolicy.Decision memory d = _keep();
        assertEq(d.action, Codes.LEVER, "the lender's own LTV counts the gift, so the rules would lever");
        loop.disownCollateral(address(WETH));
        assertLe(loop.risk().ltv, 0.66e9, "but the loop's own collateral bears no more than its target");
        assertEq(loop.check().action, Codes.HOLD, "and without the gift nothing is left to do");
    }

    function test_LEV_01_theLoopsOwnCollateralCannotBeDisowned() public {
        vm.expectRevert(LoopErrors.OwnCollateral.selector);
        loop.disownCollateral(address(WSTETH));
    }

    function _give(uint256 gift, uint256 kind) private {
        kind %= 6;
        if (kind == 5) {
            _supplyWethFor(address(loop), gift);
            return;
        }
        vm.startPrank(CAROL);
        STETH.approve(address(WSTETH), gift);
        if (kind == 0) STETH.transfer(address(vault), gift);
        if (kind == 1) STETH.transfer(address(loop), gift);
        if (kind == 2) IERC20(address(WSTETH)).transfer(address(loop), WSTETH.wrap(gift));
        if (kind == 3) {
            WETH.deposit{value: gift}();
            WETH.transfer(address(loop), gift);
        }
        if (kind == 4) {
            uint256 wrapped = WSTETH.wrap(gift);
            IERC20(address(WSTETH)).approve(address(AAVE), wrapped);
            AAVE.supply(address(WSTETH), wrapped, address(loop), 0);
        }
        vm.stopPrank();
    }

    function _supplyWethFor(address who, uint256 amount) private {
        vm.startPrank(CAROL);
        WETH.deposit{value: amount}();
        WETH.approve(address(AAVE), amount);
        AAVE.supply(address(WETH), amount, who, 0);
        vm.stopPrank();
    }
}
