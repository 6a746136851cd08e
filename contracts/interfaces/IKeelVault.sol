// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a strategy asks of its vault: who may act, where funds go home to, and whether a loss may be made.
interface IKeelVault {
    function isKeeper(address account) external view returns (bool);

    function owner() external view returns (address);

    /// @return where what `strategy` realises belongs: the vault itself, or while it is set aside, the claims on it
    function homeOf(address strategy) external view returns (address);

    /// @notice Counts what the caller, a strategy, lost by its keeper's doing against the vault's bound. Reverts with `LossBoundReached`
    /// where the bound leaves less.
    /// @param before its `entryUnits` before that; what is missing now beyond rounding is the loss
    function chargeLoss(uint256 before) external;
}
