// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStrategy} from "../interfaces/IStrategy.sol";

/// @title What the vault tells through {Movements}, which is linked and not inherited.
interface IMovements {
    /// @notice `units` were put to work in `strategy`.
    event Allocated(IStrategy indexed strategy, uint256 units);
    /// @notice `units` were asked back from `strategy`; `realised` came.
    event Deallocated(IStrategy indexed strategy, uint256 units, uint256 realised);

    /// @notice A leaver would get `assets`, fewer than the `minAssets` that they accept.
    error BelowMinAssets(uint256 assets, uint256 minAssets);
}
