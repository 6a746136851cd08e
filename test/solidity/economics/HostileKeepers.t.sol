// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {CurveLpPolicy} from "../../../contracts/strategies/curve-lp/CurveLpPolicy.sol";
import {LendingPolicy} from "../../../contracts/strategies/lending/LendingPolicy.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {CurveLpWorld} from "../curve-lp/CurveLpWorld.sol";
import {NgPoolWorld} from "../curve-lp/NgPoolWorld.sol";
import {StethPoolWorld} from "../curve-lp/StethPoolWorld.sol";
import {EzethWorld} from "../utils/EzethWorld.sol";
import {HostileKeeper} from "../utils/HostileKeeper.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {LendingWorld} from "../utils/LendingWorld.sol";
import {LiquidRestakingWorld} from "../utils/LiquidRestakingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The keeper of a lending position moves the stable asset's pair, so that repaying costs the position more collateral.
contract HostileLendingKeeperTest is HostileKeeper, LendingWorld {
    uint256 private _bought;

    function setUp() public override(KeelWorld, LendingWorld) {
        super.setUp();
        _borrowed(800e18);
        // The venue pays nothing out: every repayment is bought.
        _lendOut(1e18);
    }

    function test_aKeeperWhoRepeatsItsWorstTradeIsStoppedUntilTheBoundRefills() public {
        _tighten();
        uint256 start = _atWork();
        for (uint256 i = 0; i < 20 && refused == 0; ++i) _sellAtAPushedPrice();
        assertEq(refused, 1, "the bound ends it");
        uint256 lost = start - _atWork();
        assertGt(lost, (start * _bound()) / WAD / 2, "it did take something");
        assertLe(lost, (start * _bound()) / WAD + start / 1e7, "and no more than the bound");
        assertGt(lending.exitUnits(), start / 10, "stopped by the bound, not by having sold all");
        _letTimePass(1 days);
        refused = 0;
        _sellAtAPushedPrice();
        assertEq(refused, 0, "a day later there is room again");
    }

    function _sellAtAPushedPrice() private {
        _push(0.003e18);
        uint256 slice = lending.withdrawLimit() / 20;
        _asKeeper(address(vault), abi.encodeCall(vault.deallocate, (lending, slice, 0)));
        _release();
    }

    function _bound() internal pure override returns (uint256) {
        return 0.001e18;
    }

    function _asked() internal view override returns (bytes memory) {
        LendingPolicy.Decision memory d = lending.check();
        if (d.action == Codes.HOLD) return "";
        return abi.encodeCall(lending.execute, (d.action, d.target, 0));
    }

    /// Ether falls by up to 0.9% against the stable asset.
    function _push(uint256 seed) internal override {
        uint256 fall = bound(seed, 0, 0.009e18);
        uint256 ether_ = (WETH.balanceOf(address(pair)) * fall) / (2 * WAD);
        uint256 held = stable.balanceOf(TRADER);
        if (ether_ > 0) _sellEther(ether_);
        _bought = stable.balanceOf(TRADER) - held;
    }

    function _release() internal override {
        if (_bought == 0) return;
        vm.startPrank(TRADER);
        stable.approve(address(stableRoute), _bought);
        stableRoute.sell(_bought, 0);
        vm.stopPrank();
    }

    function _letTimePass(uint256 elapsed) internal override {
        _observeAll(elapsed);
    }
}

/// @notice The keeper of a liquidity position skews the pool that funds go into and come out of.
abstract contract HostileCurveLpKeeper is HostileKeeper, CurveLpWorld {
    uint256 private _ether;

    function setUp() public virtual override(KeelWorld, CurveLpWorld) {
        super.setUp();
        _inPool(800e18);
        _settle();
    }

    function _bound() internal pure override returns (uint256) {
        return 0.0003e18;
    }

    function _asked() internal view override returns (bytes memory) {
        CurveLpPolicy.Decision memory d = lp.check();
        if (d.action == Codes.HOLD) return "";
        return abi.encodeCall(lp.execute, (d.action, d.target, 0));
    }

    /// A trader sells or buys up to a tenth of what the pool holds.
    function _push(uint256 seed) internal override {
        (_ether, ) = _held();
        uint256 part = bound(seed >> 1, 1e12, 0.1e18);
        if (seed % 2 == 0) _sellPart(part);
        else _buyPart(part);
    }

    /// And trades back, until the pool holds as much ether as before.
    function _release() internal override {
        (uint256 ether_, uint256 steth_) = _held();
        if (ether_ < _ether) _buyPart(((_ether - ether_) * WAD) / ether_);
        else _sellPart(((ether_ - _ether) * WAD) / steth_);
    }

    function _letTimePass(uint256 elapsed) internal override {
        _pass(elapsed);
    }
}

/// @notice In the classic pool.
contract HostileKeeperInStethPoolTest is HostileCurveLpKeeper, StethPoolWorld {
    function setUp() public override(HostileCurveLpKeeper, CurveLpWorld) {
        super.setUp();
    }
}

/// @notice In an NG pool.
contract HostileKeeperInNgPoolTest is HostileCurveLpKeeper, NgPoolWorld {
    function setUp() public override(HostileCurveLpKeeper, CurveLpWorld) {
        super.setUp();
    }
}

/// @notice The keeper of a restaked token gives the position more than its rules let it keep, so that they ask for sales, and moves the
/// pool where it is sold.
contract HostileRestakingKeeperTest is HostileKeeper, EzethWorld {
    uint256 private _fetched;

    function setUp() public override(KeelWorld, LiquidRestakingWorld) {
        super.setUp();
        _working(900e18);
        _gift(150e18);
    }

    function _bound() internal pure override returns (uint256) {
        return 0.00001e18;
    }

    function _asked() internal view override returns (bytes memory) {
        RestakingPolicy.Decision memory d = held.check();
        if (d.action == Codes.HOLD) return "";
        return abi.encodeCall(held.execute, (d.action, d.target, 0));
    }

    function _push(uint256 seed) internal override {
        uint256 wrapped = WETH.balanceOf(TRADER);
        _dump(bound(seed, 1e9, 20e18));
        _fetched = WETH.balanceOf(TRADER) - wrapped;
    }

    function _release() internal override {
        vm.startPrank(TRADER);
        WETH.approve(address(venue), _fetched);
        venue.exchange(1, 0, _fetched, 0);
        vm.stopPrank();
    }

    function _letTimePass(uint256 elapsed) internal override {
        _observe(elapsed);
        market.post(1e18);
        _report(renzo.getRate() + 1e12);
        rate.observe();
        _gift(40e18);
    }
}
