// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What Chainlink Automation asks of a contract that it keeps, and the view that Gelato's and others' resolvers ask for.
interface IAutomation {
    /// @param checkData of the registration; not used here
    /// @return upkeepNeeded whether {performUpkeep} has something to do
    /// @return performData what to pass to it
    function checkUpkeep(
        bytes calldata checkData
    ) external view returns (bool upkeepNeeded, bytes memory performData);

    /// @notice Does what {checkUpkeep} found, or reverts where that is no longer asked for.
    function performUpkeep(bytes calldata performData) external;

    /// @return canExec as `upkeepNeeded`
    /// @return execPayload the call of {performUpkeep}, whole
    function checker() external view returns (bool canExec, bytes memory execPayload);
}
