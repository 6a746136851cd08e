// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who may enter a vault, and how far.
/// @notice Asked on deposits and mints and by `maxDeposit` and `maxMint`, for whoever receives the shares. Exits ask nobody.
interface IEntryGate {
    /// @return units at entry value that `receiver` may still take in; 0 where it may not enter
    function entryRoom(address receiver) external view returns (uint256 units);
}
