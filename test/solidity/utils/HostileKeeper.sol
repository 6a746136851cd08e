// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LossBound} from "../../../contracts/vault/LossBound.sol";
import {KeelWorld} from "./KeelWorld.sol";
import {vm} from "./Vm.sol";

/// @notice A keeper who means harm and has a whale's funds: it moves the pools, has the vault trade there by any call that a keeper may
/// make, and lets the pools go again, for days.
/// @dev The world is what fills in the functions at the end.
abstract contract HostileKeeper is KeelWorld {
    uint256 private constant ROUNDS = 30;

    /// Calls that the bound refused.
    uint256 internal refused;

    function test_whateverAKeeperDoesItTakesNoMoreThanTheBoundAndWhatItRefills(uint256 seed) public {
        _tighten();
        (uint256 start, uint256 from) = (_atWork(), block.timestamp);
        uint256 daily = (start * _bound()) / WAD;
        uint256 lost;
        for (uint256 round = 0; round < ROUNDS; ++round) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, round)));
            if (drawn % 3 == 0) _letTimePass(bound(drawn >> 128, 1 hours, 13 hours));
            lost += _plunder(drawn >> 8);
            assertLe(
                lost,
                daily + (daily * (block.timestamp - from)) / 1 days + start / 1e7,
                "all together, within the bound and what it has regained"
            );
        }
    }

    /// One call between a push of the pools and their release, all in one block.
    /// @return lost units at entry value that it cost those who hold shares
    function _plunder(uint256 seed) internal returns (uint256 lost) {
        uint256 before = _atWork();
        _push(seed >> 64);
        _misuse(seed);
        _release();
        uint256 afterwards = _atWork();
        return before > afterwards ? before - afterwards : 0;
    }

    function _misuse(uint256 seed) private {
        uint256 part = bound(seed >> 8, WAD / 50, WAD);
        if (seed % 3 == 0) {
            uint256 most = _least(vault.idleUnits(), strategy.depositLimit());
            _asKeeper(address(vault), abi.encodeCall(vault.allocate, (strategy, (most * part) / WAD)));
        } else if (seed % 3 == 1) {
            uint256 units = (strategy.withdrawLimit() * part) / WAD;
            _asKeeper(address(vault), abi.encodeCall(vault.deallocate, (strategy, units, 0)));
        } else {
            bytes memory asked = _asked();
            if (asked.length > 0) _asKeeper(address(strategy), asked);
        }
    }

    function _asKeeper(address to, bytes memory call) internal returns (bool done) {
        bytes memory reason;
        vm.prank(KEEPER);
        (done, reason) = to.call(call);
        if (!done && bytes4(reason) == LossBound.LossBoundReached.selector) ++refused;
    }

    /// What vault and strategy hold at entry value, recognised or not.
    function _atWork() internal view returns (uint256 units) {
        return vault.idleUnits() + strategy.entryUnits();
    }

    /// The owner lowers what may be lost a day, so that few trades reach it.
    function _tighten() internal {
        bytes memory call = abi.encodeCall(vault.setLossBound, (_bound()));
        vm.prank(OWNER);
        vault.submit(call);
        vm.warp(block.timestamp + vault.longestExit());
        vm.prank(OWNER);
        vault.setLossBound(_bound());
        _letTimePass(1 hours);
    }

    function _least(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    // ------------------------------------------------------------------ what a world fills in

    /// What may be lost a day, WAD of the vault.
    function _bound() internal view virtual returns (uint256);

    /// The strategy's call that its rules ask for now; nothing where they hold.
    function _asked() internal view virtual returns (bytes memory call);

    /// Moves the pools where the strategy trades.
    function _push(uint256 seed) internal virtual;

    /// Lets them go again.
    function _release() internal virtual;

    /// Everybody sees the market, as it stands, until then.
    function _letTimePass(uint256 elapsed) internal virtual;
}
