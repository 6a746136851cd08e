// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a vault asks of its exit queue.
interface IExitQueue {
    /// @return the vault that it serves
    function share() external view returns (address);

    /// @return shares of requests that are not settled
    function pendingShares() external view returns (uint256);
}
