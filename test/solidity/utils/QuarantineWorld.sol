// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {SidePocket} from "../../../contracts/vault/SidePocket.sol";
import {QueueWorld} from "./QueueWorld.sol";
import {UnreadableStrategy} from "./UnreadableStrategy.sol";
import {vm} from "./Vm.sol";
import {KeelWorld} from "./KeelWorld.sol";
import {WstethWorld} from "./WstethWorld.sol";

/// @notice A vault of 600 units: 300 idle, 100 in a strategy that is always readable, 200 in one that can fail.
abstract contract QuarantineWorld is WstethWorld, QueueWorld {
    UnreadableStrategy internal failing;

    function setUp() public virtual override(KeelWorld, WstethWorld) {
        super.setUp();
        failing = new UnreadableStrategy(vault, token, _costBps());
        _afterNotice(abi.encodeCall(vault.addStrategy, (failing, type(uint256).max)));
        _deposit(ALICE, 300e18);
        _deposit(BOB, 300e18);
        vm.startPrank(KEEPER);
        vault.allocate(failing, 200e18);
        vault.allocate(strategy, 100e18);
        vm.stopPrank();
    }

    /// What leaving the strategy costs.
    function _costBps() internal pure virtual returns (uint256) {
        return 0;
    }

    /// Anybody tells of a failure, as a transaction of its own.
    function _tell() internal {
        vm.prank(CAROL, CAROL);
        vault.quarantine(failing);
    }

    function _setAside() internal returns (SidePocket pocket) {
        failing.setDown(true);
        _tell();
        vm.warp(block.timestamp + 1 hours);
        _tell();
        return vault.sidePocket(0);
    }

    /// The venue answers again, and anybody takes the strategy back in two readings.
    function _recover() internal {
        failing.setDown(false);
        _readAgain();
        vm.warp(block.timestamp + 1 hours);
        _readAgain();
    }

    function _readAgain() internal {
        vm.prank(CAROL, CAROL);
        vault.readmit(failing);
    }

    function _claimPocket(SidePocket pocket, address who) internal returns (uint256 units) {
        vm.prank(who);
        return pocket.claim(who);
    }
}
