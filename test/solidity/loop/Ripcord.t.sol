// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {AaveVersion} from "../utils/AaveVersion.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Past its line the loop is open to anyone who repays its debt, at a discount; before it to nobody.
/// @dev Proves INC-12, LEV-06.
contract RipcordTest is LenderAdmin {
    function setUp() public override {
        super.setUp();
        _levered(900e18);
        _thin(0.8e18);
        vm.deal(address(this), 10_000 ether);
        WETH.deposit{value: 10_000 ether}();
        WETH.approve(address(loop), type(uint256).max);
    }

    function test_LEV_06_beforeTheLineEverybodyIsRefused(uint256 price, address stranger) public {
        _crashTo(bound(price, 0.875e18, 0.99e18));
        assertLt(loop.risk().ltv, 0.76e9, "the line is not reached");
        vm.expectPartialRevert(LoopErrors.NotPastLine.selector);
        vm.prank(stranger);
        loop.ripcord(1e18, 0);
    }

    function test_LEV_06_pastTheLineAContractRepaysAndTakesCollateral(uint256 price, uint256 repay) public {
        _crashTo(bound(price, 0.82e18, 0.86e18));
        uint256 before = loop.risk().ltv;
        uint256 debt = loop.debtToken().balanceOf(address(loop));
        (uint256 repaid, uint256 units) = loop.ripcord(bound(repay, 1e15, 2_000e18), 0);
        assertLt(loop.risk().ltv, before, "LTV is lower");
        assertNear(debt - loop.debtToken().balanceOf(address(loop)), repaid, 1, "the debt is repaid");
        assertEq(WSTETH.balanceOf(address(this)), units, "and the collateral is the caller's");
        uint256 worth = (units * loop.lenderRate()) / WAD;
        assertGe(worth + 2, repaid, "worth at least what was paid at the lender's price");
        assertLe(worth, (repaid * 1075) / 1000, "and never more than a liquidator would get");
    }

    function test_LEV_06_theDiscountGrowsWithDepth(uint256 price, uint256 further) public {
        price = bound(price, 0.835e18, 0.865e18);
        _crashTo(price);
        uint256 copy = vm.snapshotState();
        (uint256 repaid, uint256 units) = loop.ripcord(10e18, 0);
        uint256 shallow = (units * loop.lenderRate()) / repaid;
        vm.revertToState(copy);
        _crashTo(price - bound(further, 0.003e18, 0.015e18));
        (repaid, units) = loop.ripcord(10e18, 0);
        assertGt((units * loop.lenderRate()) / repaid, shallow, "deeper past the line more is given");
    }

    function test_LEV_06_itTakesNoMoreThanBringsLtvToTheTarget(uint256 price) public {
        _crashTo(bound(price, 0.82e18, 0.86e18));
        (uint256 repaid, ) = loop.ripcord(10_000e18, 0);
        assertLt(repaid, 2_000e18, "an offer for everything is cut");
        assertNear(loop.risk().ltv, loop.check().action == Codes.HOLD ? 0.66e9 : 0, 10, "at the target");
    }

    function test_LEV_06_pastTheLiquidationLineItTakesWhatRestoresHealthOrNothing(uint256 price) public {
        _crashTo(bound(price, 0.78e18, 0.8e18));
        (, , , , , uint256 health) = AAVE.getUserAccountData(address(loop));
        assertLt(health, WAD, "anyone could liquidate it");
        bytes memory v36 = abi.encodeWithSignature("HealthFactorLowerThanLiquidationThreshold()");
        vm.expectRevert(_aave() == AaveVersion.V36 ? v36 : bytes("35"));
        loop.ripcord(1e18, 0);
        loop.ripcord(10_000e18, 0);
        (, , , , , health) = AAVE.getUserAccountData(address(loop));
        assertGt(health, 1.1e18, "one offer for enough mends it");
    }

    function test_INC_12_LEV_06_aMarketThatPaysLessThanTheFloorDoesNotBlockIt() public {
        _crashTo(0.85e18);
        uint256 copy = vm.snapshotState();
        _depegTo(0.6e18);
        LoopPolicy.Decision memory d = loop.check();
        vm.expectPartialRevert(LoopErrors.SaleRaisesLtv.selector);
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0);
        uint256 before = loop.risk().ltv;
        loop.ripcord(100e18, 0);
        assertLt(loop.risk().ltv, before, "no pool is asked, so none can block it");
        vm.revertToState(copy);
    }

    function test_LEV_06_aCallerNamesTheLeastItTakes() public {
        _crashTo(0.85e18);
        vm.expectRevert();
        loop.ripcord(100e18, 120e18);
    }

    function test_LEV_06_INC_08_frozenReservesDoNotBlockItAndPausedOnesDo() public {
        _crashTo(0.85e18);
        _freeze(address(WETH));
        _freeze(address(WSTETH));
        loop.ripcord(10e18, 0);
        _pause(address(WSTETH));
        vm.expectPartialRevert(LoopErrors.NotPastLine.selector);
        loop.ripcord(10e18, 0);
    }

    function _crashTo(uint256 price) private {
        _depegTo(price);
        for (uint256 i = 0; i < 6; ++i) _observe(30 minutes);
    }
}
