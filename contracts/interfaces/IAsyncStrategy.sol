// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStrategy} from "./IStrategy.sol";

/// @title A strategy with a slow way out beside the one at hand: Lido's queue, an epoch, an escrow, a redemption queue.
/// @notice What is under way stays counted in `entryUnits` and in `exitUnits`, there with the haircut of its wait, and can be
/// claimed exactly once.
interface IAsyncStrategy is IStrategy {
    /// @notice Starts the slow way out for `units` at exit value. Only the vault.
    /// @return started units that are now under way; fewer where the venue takes fewer at once
    function startExit(uint256 units) external returns (uint256 started);

    /// @notice Sends what has matured home (`IKeelVault.homeOf`). Open to anyone, who can only be early.
    /// @return units sent; 0 where nothing has matured
    function finishExit() external returns (uint256 units);

    /// @return units under way and not yet sent to the vault
    function exitingUnits() external view returns (uint256 units);
}
