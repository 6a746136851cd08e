// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKeelVault} from "./IKeelVault.sol";

/// @title What a vault needs of a strategy.
/// @notice Amounts are units of the vault's token (its non-rebasing form), scale 1e18.
interface IStrategy {
    /// @notice The vault that it serves.
    function vault() external view returns (IKeelVault);

    /// @notice What the position can be lost to, as made by the library `RiskId`. Fixed at construction: a vault reads them once.
    function riskIds() external view returns (bytes32[] memory);

    /// @notice Value of the position with its debt converted at redemptionRate.
    function entryUnits() external view returns (uint256);

    /// @notice What a full unwind would return now: the position less its debt at the worse of redemptionRate and marketRate
    /// and of a sale at the position's size. Never above `entryUnits`.
    function exitUnits() external view returns (uint256);

    /// @notice False from depeg level `defend` on: then nobody may buy into this position at entry value.
    function entriesOpen() external view returns (bool);

    /// @return units the most that {deposit} takes now; 0 while its venues are frozen, full or paused, or its rules hold back
    function depositLimit() external view returns (uint256 units);

    /// @return units at exit value, the most that {withdraw} can realise now in one call; never above `exitUnits`
    function withdrawLimit() external view returns (uint256 units);

    /// @notice Puts to work the `units` that the vault has just moved here. Only the vault.
    function deposit(uint256 units) external;

    /// @notice Unwinds the slice of the position worth `units` at exit value, debt and collateral alike, and sends what it
    /// realised to the vault. Only the vault.
    /// @return realised units sent; at least `minUnits`, or the call reverts with {InsufficientRealised}
    function withdraw(uint256 units, uint256 minUnits) external returns (uint256 realised);

    /// @notice As {withdraw}, where those who stay bear the price: a sale below the strategy's own floor is refused. Only the
    /// vault.
    function withdrawAtFloor(uint256 units, uint256 minUnits) external returns (uint256 realised);

    error OnlyVault(address caller);
    error InsufficientRealised(uint256 realised, uint256 minUnits);
    error ExceedsExit(uint256 units, uint256 exitUnits);
}
