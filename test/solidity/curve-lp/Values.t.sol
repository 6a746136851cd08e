// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {CurveLpPolicy} from "../../../contracts/strategies/curve-lp/CurveLpPolicy.sol";
import {vm} from "../utils/Vm.sol";
import {CurveLpWorld} from "./CurveLpWorld.sol";
import {NgPoolWorld} from "./NgPoolWorld.sol";
import {StethPoolWorld} from "./StethPoolWorld.sol";

/// @notice What the position is worth to those who come and to those who go.
abstract contract Values is CurveLpWorld {
    function test_LEV_09_aFullUnwindReturnsTheExitValueInAnyPool(
        uint256 assets,
        uint256 skew,
        uint256 side
    ) public {
        _inPool(bound(assets, 1e12, 999e18));
        _skew(skew, side);
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "never less than shown");
        assertLe(shown, lp.entryUnits(), "VLT-18: and never more than entry value");
    }

    function test_LEV_09_theExitValueIsNotTimid(uint256 assets, uint256 skew, uint256 side) public {
        _inPool(bound(assets, 1e15, 999e18));
        _skew(skew, side);
        assertGe(lp.exitUnits() + 10, lp.entryUnits(), "while Lido takes ETH, leaving costs dust at most");
    }

    function test_LEV_09_aSliceReturnsItsShare(uint256 part, uint256 skew, uint256 side) public {
        _inPool(900e18);
        _skew(skew, side);
        part = bound(part, 1e9, lp.exitUnits());
        vm.prank(address(vault));
        assertGe(lp.withdraw(part, 0) + 10, part, "whatever the pool holds");
    }

    function test_LEV_09_whatLiesBesideThePoolGoesFirstAndCostsNothing(uint256 part) public {
        _inPool(500e18);
        _deposit(BOB, 300e18);
        _allocate();
        uint256 loose = lp.advisor().looseUnits();
        uint256 staked = gauge.balanceOf(address(lp));
        part = bound(part, 1, loose);
        vm.prank(address(vault));
        assertEq(lp.withdraw(part, part), part, "to the unit");
        assertEq(gauge.balanceOf(address(lp)), staked, "and the liquidity stays as it was");
    }

    function test_CLP_01_neitherASwapNorAnythingItWasBoughtWithMovesEntryValueByMoreThanItsFee(
        uint256 skew,
        uint256 side
    ) public {
        _inPool(900e18);
        uint256 before = lp.entryUnits();
        _skew(skew, side);
        uint256 afterwards = lp.entryUnits();
        assertGe(afterwards + 1, before, "a trade costs nobody in the pool anything");
        // Half a fee of a fifth of the pool, spread over all of it; an NG pool's fee grows as it is skewed.
        assertLe(afterwards, before + before / 2000, "and brings them no more than its fee");
    }

    function test_CLP_01_aLargeOneSidedDepositMovesNeitherValueByMoreThanItsFee(uint256 amount) public {
        _inPool(900e18);
        (uint256 entry, uint256 exit) = (lp.entryUnits(), lp.exitUnits());
        _depositOneSided(bound(amount, 1e18, 15_000e18));
        assertGe(lp.entryUnits() + 1, entry, "entry value does not fall");
        assertLe(lp.entryUnits(), entry + entry / 2000, "nor rise by more than the fee");
        assertGe(lp.exitUnits() + 10, exit, "exit value does not fall");
        assertLe(lp.exitUnits(), exit + exit / 2000, "nor rise by more than the fee");
    }

    function test_CLP_01_aBuyerInASkewedPoolGetsNoMoreThanInACalmOne(uint256 skew, uint256 side) public {
        _inPool(900e18);
        uint256 copy = vm.snapshotState();
        uint256 calm = _deposit(BOB, 100e18);
        vm.revertToState(copy);
        _skew(skew, side);
        assertLe(_deposit(BOB, 100e18), calm + calm / 1e12, "no trade makes the vault's shares cheaper");
    }

    function test_aRebaseReachesThePosition(uint256 growth) public {
        _inPool(900e18);
        uint256 before = STETH.getPooledEthByShares(lp.entryUnits());
        growth = bound(growth, 1e12, 0.002e18);
        _rebase(growth);
        uint256 afterwards = STETH.getPooledEthByShares(lp.entryUnits());
        assertGt(afterwards, before, "the pool's stETH grows");
        assertLe(afterwards, before + (before * growth) / WAD + 4, "by no more than the rebase");
    }

    function test_aSlashPastTheBoundEmptiesThePositionAndKeepsItOut() public {
        _inPool(900e18);
        _slash(0.02e18);
        CurveLpPolicy.Decision memory d = _tend();
        assertEq(d.reason, Codes.VIRTUAL_PRICE_FELL, "seen by the pool's own books");
        assertEq(d.urgency, Codes.RESCUE, "and answered at once");
        assertEq(lp.advisor().lpBalance(), 0, "everything is out");
        for (uint256 day = 0; day < 3; ++day) {
            _pass(1 days);
            assertEq(_tend().action, Codes.HOLD, "and stays out, however often it is looked at");
        }
        _afterNotice(abi.encodeCall(vault.configure, (lp, abi.encodeCall(lp.setParams, (_rules())))));
        _pass(1 hours);
        _settle();
        lp.observe();
        assertEq(_tend().action, Codes.ENTER, "until its owner says that the fall is understood");
    }

    function test_aJumpOfTheVirtualPriceIsFollowedByABoundAnHour() public {
        _inPool(100e18);
        uint256 highest = lp.past().highest;
        _donate(0.05e18);
        assertGt(lp.risk().virtualPrice, 1.01e9, "somebody gave the pool a twentieth");
        lp.observe();
        assertEq(lp.past().highest, highest, "nobody follows that at once");
        vm.warp(block.timestamp + 1 hours);
        lp.observe();
        assertEq(lp.past().highest, (highest * 101) / 100, "an hour later, a hundredth of it");
        assertEq(lp.depositLimit(), 0, "and no more funds are taken meanwhile");
    }

    /// Somebody gives the pool `part` (WAD) of what it holds.
    function _donate(uint256 part) internal virtual;

    /// Somebody deposits stETH alone.
    function _depositOneSided(uint256 assets) internal virtual;

    function _skew(uint256 skew, uint256 side) internal {
        skew = bound(skew, 1e12, 0.2e18);
        if (side % 2 == 0) _sellPart(skew);
        else _buyPart(skew);
    }
}

/// @dev Proves CLP-01, LEV-09, VLT-18 for the classic pool.
contract ValuesStethPoolTest is Values, StethPoolWorld {
    function _depositOneSided(uint256 assets) internal override {
        vm.startPrank(TRADER);
        STETH.approve(address(CURVE), assets);
        CURVE.add_liquidity([uint256(0), assets], 0);
        vm.stopPrank();
    }

    function _donate(uint256 part) internal override {
        uint256 amount = (STETH.balanceOf(address(CURVE)) * 2 * part) / WAD;
        vm.prank(TRADER);
        STETH.transfer(address(CURVE), amount);
    }
}

/// @dev Proves CLP-01, LEV-09, VLT-18 for an NG pool.
contract ValuesNgPoolTest is Values, NgPoolWorld {
    function _depositOneSided(uint256 assets) internal override {
        vm.startPrank(TRADER);
        STETH.approve(address(WSTETH), assets);
        uint256[] memory amounts = new uint256[](2);
        amounts[1] = WSTETH.wrap(assets);
        WSTETH.approve(address(ng), amounts[1]);
        ng.add_liquidity(amounts, 0);
        vm.stopPrank();
    }

    /// An NG pool counts what it booked: only a fee's worth of trades, or its rate, can lift its virtual price.
    function _donate(uint256 part) internal override {
        uint256 rate = WSTETH.stEthPerToken();
        vm.mockCall(
            address(WSTETH),
            abi.encodeCall(WSTETH.stEthPerToken, ()),
            abi.encode(rate + (2 * rate * part) / WAD)
        );
    }
}
