// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "./KeelWorld.sol";
import {vm} from "./Vm.sol";

/// @notice People who leave through the exit queue: they ask, somebody settles, they claim.
abstract contract QueueWorld is KeelWorld {
    address internal constant STRANGER = address(0x5742A46E2);

    function _request(address who, uint256 shares) internal returns (uint256 requestId) {
        return _requestFor(who, who, shares);
    }

    function _requestFor(
        address controller,
        address owner,
        uint256 shares
    ) internal returns (uint256 requestId) {
        vm.prank(owner);
        return queue.requestRedeem(shares, controller, owner);
    }

    /// An hour in which the exit price is seen, as long as it takes before anything may be settled.
    function _watch() internal {
        queue.observe();
        vm.warp(block.timestamp + queue.WINDOW());
        queue.observe();
    }

    /// A stranger settles all that idle funds reach.
    function _settleIdle() internal returns (uint256 units) {
        vm.prank(STRANGER);
        return queue.settle(type(uint256).max);
    }

    function _settleDeep() internal returns (uint256 units) {
        vm.prank(STRANGER);
        return queue.settleDeep(type(uint256).max);
    }

    /// Claims everything that `who` can.
    function _claim(address who) internal returns (uint256 units) {
        uint256 shares = queue.maxRedeem(who);
        if (shares == 0) return 0;
        uint256 before = _unitsOf(who);
        vm.prank(who);
        queue.redeem(shares, who, who);
        return _unitsOf(who) - before;
    }

    function _settledUnits(uint256 requestId) internal view returns (uint256 units) {
        (, , units, ) = queue.batches(requestId);
    }

    function _settledShares(uint256 requestId) internal view returns (uint256 shares) {
        (, shares, , ) = queue.batches(requestId);
    }
}
