// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a strategy asks of its vault: who may act, and whether a loss may be made.
interface IKeelVault {
    function isKeeper(address account) external view returns (bool);

    function owner() external view returns (address);

    /// @notice Counts a loss that the caller, a strategy, makes by its keeper's doing against the vault's bound. Reverts with
    /// `LossBoundReached` where the bound leaves less.
    function chargeLoss(uint256 units) external;
}
