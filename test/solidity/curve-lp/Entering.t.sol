// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {CurveLpPolicy} from "../../../contracts/strategies/curve-lp/CurveLpPolicy.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {Movements} from "../../../contracts/vault/Movements.sol";
import {vm} from "../utils/Vm.sol";
import {CurveLpWorld} from "./CurveLpWorld.sol";
import {NgPoolWorld} from "./NgPoolWorld.sol";
import {StethPoolWorld} from "./StethPoolWorld.sol";

/// @notice How funds get into the pool, and what keeps them out.
abstract contract Entering is CurveLpWorld {
    function test_anAllocationCostsNothingAndLiesBesideThePool(uint256 assets) public {
        _deposit(ALICE, bound(assets, 1e12, 999e18));
        uint256 before = vault.entryUnits();
        _allocate();
        assertEq(vault.entryUnits(), before, "not a unit is lost on the way");
        assertEq(lp.advisor().lpBalance(), 0, "and none is in the pool");
        assertEq(lp.exitUnits(), before, "all of it comes back");
    }

    function test_enteringCostsWhatTheRulesAllowAndIsStaked(uint256 assets) public {
        _deposit(ALICE, bound(assets, 1e12, 999e18));
        _allocate();
        uint256 before = lp.entryUnits();
        assertEq(_tend().action, Codes.ENTER, "funds beside the pool go in");
        assertGe(lp.entryUnits(), (before * 999) / 1000, "for at most a thousandth");
        assertGt(gauge.balanceOf(address(lp)), 0, "into the gauge");
        assertEq(lp.lpToken().balanceOf(address(lp)), 0, "all of it");
        assertEq(lp.check().action, Codes.HOLD, "and that is that");
    }

    function test_theFormIsTheCheaperOneInAnyPool(uint256 skew, uint256 side) public {
        uint256 part = bound(skew, 0, 0.12e18);
        if (part > 0 && side % 2 == 0) _sellPart(part);
        if (part > 0 && side % 2 == 1) _buyPart(part);
        _settle();
        lp.observe();
        _deposit(ALICE, 500e18);
        _allocate();
        CurveLpPolicy.Decision memory d = lp.check();
        if (d.action != Codes.ENTER) return;
        uint256 chosen = _enteredOnACopy(d.form);
        uint256 other = _enteredOnACopy(
            d.form == CurveLpPolicy.BALANCED ? CurveLpPolicy.ONE_SIDED : CurveLpPolicy.BALANCED
        );
        // The two quotes are good to a hundred-thousandth.
        assertGe(chosen + chosen / 100_000, other, "whatever was sold to or bought from the pool");
    }

    function test_moreIsTakenThanOthersLiquidityBearsOfNobody(uint256 left) public {
        _othersLeave(WAD - bound(left, 0.0005e18, 0.01e18));
        _settle();
        lp.observe();
        uint256 limit = lp.depositLimit();
        _deposit(ALICE, 999e18);
        uint256 idle = vault.idleUnits();
        if (idle > limit) {
            vm.expectRevert(abi.encodeWithSelector(Movements.AboveDepositLimit.selector, idle, limit));
            vm.prank(KEEPER);
            vault.allocate(lp, idle);
        }
        uint256 taken = idle > limit ? limit : idle;
        if (taken < 1e9) return;
        vm.prank(KEEPER);
        vault.allocate(lp, taken);
        CurveLpPolicy.Decision memory d = _tend();
        if (d.action != Codes.ENTER) return;
        CurveLpPolicy.State memory s = lp.risk();
        assertLe(uint256(s.placed) * 12, s.room, "others keep twelve times what we have");
        assertEq(lp.check().action, Codes.HOLD, "LEV-05: and nothing asks for a way back");
    }

    function test_nobodyButAKeeperExecutesAndOnlyWhatIsAskedFor() public {
        _deposit(ALICE, 100e18);
        _allocate();
        vm.expectRevert();
        vm.prank(BOB);
        lp.execute(Codes.ENTER, 1e9, 0);
        vm.expectPartialRevert(CurveLpStrategy.NotAsked.selector);
        vm.prank(KEEPER);
        lp.execute(Codes.WITHDRAW, 0, 0);
        vm.expectPartialRevert(CurveLpStrategy.TargetBeyond.selector);
        vm.prank(KEEPER);
        lp.execute(Codes.ENTER, 1e9 + 1, 0);
    }

    function test_lessThanTheTargetMayGoIn() public {
        _deposit(ALICE, 100e18);
        _allocate();
        vm.prank(KEEPER);
        lp.execute(Codes.ENTER, 0.25e9, 0);
        assertNear(lp.risk().placed, 0.25e9, 1e5, "a quarter, but for its cost");
    }

    function test_LEV_08_aKeepersFloorBindsAnEntry() public {
        _deposit(ALICE, 100e18);
        _allocate();
        vm.expectPartialRevert(CurveLpStrategy.BelowFloor.selector);
        vm.prank(KEEPER);
        lp.execute(Codes.ENTER, 1e9, 1.01e18);
    }

    function test_PRC_01_nothingGoesInOnAStalePriceOrInADepeg() public {
        _deposit(ALICE, 100e18);
        _allocate();
        uint256 copy = vm.snapshotState();
        vm.warp(block.timestamp + 27 hours);
        assertEq(lp.check().reason, Codes.REFUSED_PRICE_STALE, "seen too long ago");
        vm.revertToState(copy);
        _thin(0.9e18);
        _depegTo(0.96e18);
        _settle();
        assertEq(lp.check().reason, Codes.REFUSED_LEVEL, "stETH is below its peg");
        assertEq(lp.depositLimit(), 0, "and no more is taken");
    }

    function _enteredOnACopy(uint8 form) private returns (uint256 lpTokens) {
        uint256 copy = vm.snapshotState();
        (uint256 assets, uint256 sold) = lp.advisor().planEntry(1e9, form);
        uint256 virtualPrice = lp.advisor().virtualPrice();
        vm.startPrank(address(lp));
        lpTokens = (_addOnACopy(assets, sold) * virtualPrice) / WAD;
        vm.stopPrank();
        vm.revertToState(copy);
    }

    /// LP tokens minted to the position, the caller, who sells what it says.
    function _addOnACopy(uint256 assets, uint256 sold) internal virtual returns (uint256);
}

/// @dev Proves LEV-05, LEV-08, PRC-01 for the classic pool.
contract EnteringStethPoolTest is Entering, StethPoolWorld {
    function _addOnACopy(uint256 assets, uint256 sold) internal override returns (uint256) {
        uint256 ether_ = sold == 0 ? 0 : route.sell(sold, 0);
        return CURVE.add_liquidity{value: ether_}([ether_, assets - sold], 0);
    }
}

/// @dev Proves LEV-05, LEV-08, PRC-01 for an NG pool.
contract EnteringNgPoolTest is Entering, NgPoolWorld {
    function _addOnACopy(uint256 assets, uint256 sold) internal override returns (uint256) {
        uint256[] memory amounts = new uint256[](2);
        amounts[0] = sold == 0 ? 0 : route.sell(sold, 0);
        if (amounts[0] > 0) WETH.deposit{value: amounts[0]}();
        amounts[1] = WSTETH.wrap(assets - sold);
        return ng.add_liquidity(amounts, 0);
    }
}
