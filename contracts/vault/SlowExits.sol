// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAsyncStrategy} from "../interfaces/IAsyncStrategy.sol";
import {Allocation} from "./Allocation.sol";

/// @title Strategies' slow ways out: started by allocators as they see fit, and by anyone for what overdue requests lack.
abstract contract SlowExits is Allocation {
    event ExitStarted(IAsyncStrategy indexed strategy, uint256 units);
    event ExitFinished(IAsyncStrategy indexed strategy, uint256 units);

    error BeyondRequests(uint256 units, uint256 lacking);

    /// @notice Starts a strategy's slow way out for `units` at exit value. Allocators and keepers; once a request is overdue anyone,
    /// for what the queue's requests lack and no more, or the call reverts with {BeyondRequests}.
    /// @return started units under way; fewer where the venue takes fewer at once
    function startExit(
        IAsyncStrategy strategy,
        uint256 units
    ) external nonReentrant returns (uint256 started) {
        _positionOf(strategy);
        if (!_isAllocator(msg.sender)) _requireLacking(strategy, units);
        started = strategy.startExit(units);
        emit ExitStarted(strategy, started);
    }

    /// @notice Brings home what a slow way out has matured. Open to anyone.
    function finishExit(IAsyncStrategy strategy) external nonReentrant returns (uint256 units) {
        _see(_positionOf(strategy));
        units = strategy.finishExit();
        _noteSeen(strategy);
        emit ExitFinished(strategy, units);
    }

    /// @dev Only while a request is overdue, and only for what idle funds and this strategy's exits under way do not cover.
    function _requireLacking(IAsyncStrategy strategy, uint256 units) private view {
        if (address(exitQueue) == address(0) || !exitQueue.overdue()) revert OnlyAllocator(msg.sender);
        Standing memory s = _standing();
        uint256 due = _unitsFor(exitQueue.pendingShares(), _exit(s.total), s.supply);
        uint256 lacking = Math.saturatingSub(due, _idle() + strategy.exitingUnits());
        if (units > lacking) revert BeyondRequests(units, lacking);
    }
}
