// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAsyncStrategy} from "../interfaces/IAsyncStrategy.sol";
import {Allocation} from "./Allocation.sol";
import {Movements} from "./Movements.sol";
import {Position} from "./Position.sol";

/// @title Strategies' slow ways out: started by allocators as they see fit, and by the exit queue for what overdue requests lack.
abstract contract SlowExits is Allocation {
    using Movements for Position[];

    /// @notice Starts a strategy's slow way out for `units` at exit value. Only allocators, keepers and the exit queue.
    /// @return started units under way; fewer where the venue takes fewer at once
    function startExit(
        IAsyncStrategy strategy,
        uint256 units
    ) external nonReentrant returns (uint256 started) {
        if (msg.sender != address(exitQueue)) _requireAllocator();
        return _positions.startExit(strategy, units);
    }

    /// @notice Brings home what a slow way out has matured. Open to anyone.
    function finishExit(IAsyncStrategy strategy) external nonReentrant returns (uint256 units) {
        return _positions.finishExit(strategy);
    }
}
