// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Rewards that networks pay to the stakers of a Symbiotic vault
/// @notice Each distribution is shared by active shares at a time in the past. Source: symbioticfi/rewards 2.0, `IStakerRewards`
interface IStakerRewards {
    /// @param data for the default implementation (network, most distributions to count)
    function claimable(address token, address account, bytes calldata data) external view returns (uint256);

    /// @notice Sends the caller's rewards to `recipient`. Reverts where no distribution is left.
    /// @param data for the default implementation (network, most distributions to claim, no hints)
    function claimRewards(address recipient, address token, bytes calldata data) external;
}
