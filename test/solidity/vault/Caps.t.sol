// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {Allocation} from "../../../contracts/vault/Allocation.sol";
import {LossBound} from "../../../contracts/vault/LossBound.sol";
import {Risks} from "../../../contracts/vault/Risks.sol";
import {HoldingStrategy} from "../utils/HoldingStrategy.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {WstethWorld} from "../utils/WstethWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Caps bound what goes to work and stop nobody from leaving.
/// @dev Proves VLT-12 for absolute caps.
contract CapsTest is KeelWorld {
    function test_VLT_12_noAllocationEndsAboveItsCap(uint256 cap, uint256 units) public {
        _deposit(ALICE, 500e18);
        cap = bound(cap, 1e18, 400e18);
        _capLoopAt(cap);
        units = bound(units, 1e12, vault.idleUnits());
        vm.prank(KEEPER);
        try vault.allocate(loop, units) {
            assertLe(loop.entryUnits(), cap, "within it");
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(Risks.AboveCap.selector), "refused for its cap");
            assertGt(units + 2, cap, "which it would have broken");
        }
    }

    function test_VLT_12_aCapBelowWhatIsAtWorkBlocksNoExit(uint256 cap, uint256 part) public {
        _levered(400e18);
        _observe(1 hours);
        _capLoopAt(bound(cap, 0, loop.entryUnits()));
        vm.prank(OWNER);
        vault.lowerDepositCap(0);
        vm.prank(KEEPER);
        vault.deallocate(loop, 50e18, 0);
        assertGt(_redeem(ALICE, bound(part, 1e9, vault.maxRedeem(ALICE))), 0, "from idle");
        assertGt(_redeemDeep(ALICE, bound(part, 1e9, vault.balanceOf(ALICE))), 0, "and deeper");
    }

    function _capLoopAt(uint256 units) private {
        vm.prank(OWNER);
        vault.lowerCap(RiskId.strategy(address(loop)), units, WAD);
    }
}

/// @notice What two strategies share is capped for both together, in units and as a part of the vault.
/// @dev Proves VLT-12 for shared and relative caps, and VLT-03 for idle funds that are kept.
contract SharedCapsTest is WstethWorld {
    HoldingStrategy private second;
    bytes32 private shared;

    function setUp() public override {
        super.setUp();
        second = new HoldingStrategy(vault, token);
        shared = RiskId.token(address(token));
        _afterNotice(abi.encodeCall(vault.addStrategy, (second, type(uint256).max)));
        _deposit(ALICE, 600e18);
        _pass(3 hours);
    }

    function test_VLT_12_twoStrategiesThatShareATokenShareItsCap(uint256 cap, uint256 first) public {
        cap = bound(cap, 10e18, 500e18);
        first = bound(first, 1e18, cap);
        vm.prank(OWNER);
        vault.lowerCap(shared, cap, WAD);
        vm.startPrank(KEEPER);
        vault.allocate(strategy, first);
        uint256 more = cap - first + 1;
        vm.expectRevert(abi.encodeWithSelector(Risks.AboveCap.selector, shared, cap + 1, cap));
        vault.allocate(second, more);
        if (more > 1) vault.allocate(second, more - 1);
        vm.stopPrank();
    }

    function test_VLT_12_aRelativeCapIsOfTheLeastThatTheVaultWasWorthOfLate(uint256 flash) public {
        _capAtHalf();
        vm.prank(KEEPER);
        vault.allocate(strategy, 300e18);
        flash = bound(flash, 1e18, 900e18);
        _deposit(BOB, flash);
        vm.prank(KEEPER);
        vm.expectPartialRevert(Risks.AboveCap.selector);
        vault.allocate(second, 1e9);
    }

    function test_VLT_12_aDepositLiftsARelativeCapOnceItHasStayed() public {
        _capAtHalf();
        _deposit(BOB, 400e18);
        vm.startPrank(KEEPER);
        vm.expectPartialRevert(Risks.AboveCap.selector);
        vault.allocate(strategy, 301e18);
        vm.stopPrank();
        _pass(2 hours);
        vm.prank(KEEPER);
        vault.allocate(strategy, 500e18);
    }

    function test_VLT_12_whatLeftMeanwhileLowersARelativeCapAtOnce(uint256 left) public {
        _capAtHalf();
        left = bound(left, 1e18, 500e18);
        _redeem(ALICE, left);
        uint256 most = (600e18 - left) / 2;
        vm.startPrank(KEEPER);
        vm.expectPartialRevert(Risks.AboveCap.selector);
        vault.allocate(strategy, most + 2);
        vault.allocate(strategy, most - 2);
        vm.stopPrank();
    }

    function test_VLT_13_capsGoUpByRaisingAndDownByLowering(uint256 absolute) public {
        absolute = bound(absolute, 1, 1e30);
        vm.startPrank(OWNER);
        vault.lowerCap(shared, absolute, 0.4e18);
        vm.expectRevert(abi.encodeWithSelector(Risks.CapNotLower.selector, shared, absolute, 0.4e18));
        vault.lowerCap(shared, absolute, 0.4e18);
        vm.expectPartialRevert(Risks.CapNotLower.selector);
        vault.lowerCap(shared, absolute - 1, 0.5e18);
        vm.stopPrank();
        (uint256 units, uint256 part) = vault.capOf(shared);
        assertEq(units, absolute, "units");
        assertEq(part, 0.4e18, "and part");
        bytes memory mixed = abi.encodeCall(vault.raiseCap, (shared, absolute + 1, 0.3e18));
        bytes memory beyond = abi.encodeCall(vault.raiseCap, (shared, absolute + 1, WAD + 1));
        vm.startPrank(OWNER);
        vault.submit(mixed);
        vault.submit(beyond);
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.expectPartialRevert(Risks.CapNotHigher.selector);
        vault.raiseCap(shared, absolute + 1, 0.3e18);
        vm.expectPartialRevert(Risks.CapNotHigher.selector);
        vault.raiseCap(shared, absolute + 1, WAD + 1);
        vm.stopPrank();
    }

    function test_VLT_03_allocationsLeaveTheLeastIdlePart(uint256 bps, uint256 units) public {
        bps = bound(bps, 1, 10_000);
        _afterNotice(abi.encodeCall(vault.setMinIdle, (bps)));
        uint256 least = (600e18 * bps) / 10_000;
        units = bound(units, 600e18 - least + 1, 600e18);
        vm.startPrank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(Allocation.BelowMinIdle.selector, 600e18 - units, least));
        vault.allocate(strategy, units);
        vault.allocate(strategy, 600e18 - least);
        vm.stopPrank();
        assertEq(vault.idleUnits(), least, "for leavers");
    }

    function test_VLT_13_boundsThatWouldBoundNothingAreRefused(uint256 value) public {
        value = bound(value, 10_001, 1e60);
        bytes memory idle = abi.encodeCall(vault.setMinIdle, (value));
        bytes memory loss = abi.encodeCall(vault.setLossBound, (0.1e18 + value));
        vm.startPrank(OWNER);
        vault.submit(idle);
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.expectPartialRevert(Allocation.OutOfBounds.selector);
        vault.setMinIdle(value);
        vault.submit(loss);
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.expectPartialRevert(Allocation.OutOfBounds.selector);
        vault.setLossBound(0.1e18 + value);
        vm.stopPrank();
    }

    function _capAtHalf() private {
        vm.prank(OWNER);
        vault.lowerCap(shared, type(uint128).max, 0.5e18);
    }

    function _pass(uint256 time) private {
        vm.warp(block.timestamp + time);
        vault.recognise();
    }
}

/// @notice Whoever runs the vault can lose a bounded part of it a day, and leavers are not bound by that.
/// @dev Proves VLT-13 for losses.
contract LossBoundTest is KeelWorld {
    function setUp() public override {
        super.setUp();
        _levered(900e18);
        _thin(0.9e18);
        _settle();
    }

    function test_VLT_13_toAndFroCostsOthersNoMoreThanTheBoundADay(uint256 rounds) public {
        uint256 before = vault.entryUnits();
        rounds = bound(rounds, 4, 12);
        for (uint256 i = 0; i < rounds; ++i) _toAndFro();
        assertGe(
            vault.entryUnits() + before / 1e6,
            before - before / 100,
            "a hundredth of the vault at most"
        );
        (uint256 bound_, uint256 left) = vault.lossBound();
        assertEq(bound_, 0.01e18, "unless another bound is set");
        vm.warp(block.timestamp + 1 days);
        (, uint256 regained) = vault.lossBound();
        assertEq(regained, bound_, "and it fills again over a day");
        assertLe(left, regained, "from what was left");
    }

    function test_VLT_12_aSpentBoundStopsNoLeaver() public {
        _afterNotice(abi.encodeCall(vault.setLossBound, (0)));
        _settle();
        uint256 slice = loop.exitUnits() / 4;
        vm.prank(KEEPER);
        vm.expectPartialRevert(LossBound.LossBoundReached.selector);
        vault.deallocate(loop, slice, 0);
        assertGt(_redeemDeep(ALICE, vault.balanceOf(ALICE) / 2), 0, "who bears what it costs");
    }

    function test_VLT_13_onlyAStrategyOfTheVaultCountsLosses(address stranger) public {
        vm.assume(stranger != address(loop));
        vm.prank(stranger);
        vault.chargeLoss(type(uint128).max);
        (uint256 most, uint256 left) = vault.lossBound();
        assertEq(left, most, "what a stranger tells counts nothing");
        uint256 units = vault.entryUnits();
        uint256 worth = loop.entryUnits();
        vm.startPrank(address(loop));
        vault.chargeLoss(worth + units / 200);
        vm.expectPartialRevert(LossBound.LossBoundReached.selector);
        vault.chargeLoss(worth + units / 100);
        vm.stopPrank();
    }

    function _toAndFro() private {
        uint256 slice = loop.exitUnits() / 3;
        vm.startPrank(KEEPER);
        try vault.deallocate(loop, slice, 0) {
            vault.allocate(loop, vault.idleUnits());
        } catch (bytes memory reason) {
            bytes4 name = bytes4(reason);
            assertTrue(
                name == LossBound.LossBoundReached.selector || name == LoopErrors.BelowFloor.selector,
                "the bound or the floor stops it"
            );
        }
        vm.stopPrank();
    }
}
