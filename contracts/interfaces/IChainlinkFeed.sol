// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A Chainlink price feed
/// @notice Answers are signed and scaled by `decimals()`. Source: https://docs.chain.link/data-feeds/api-reference
interface IChainlinkFeed {
    /// @notice Decimals of the answer (18 for feeds in ether).
    function decimals() external view returns (uint8);

    /// @notice The last answer, zero when there is none. It says nothing of its age: prefer `latestRoundData`.
    function latestAnswer() external view returns (int256);

    /// @notice The last round; times are Unix seconds. Reverts when there is none.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
