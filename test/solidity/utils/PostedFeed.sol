// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice A price feed in ether that answers what was last posted, as a feed does whose venues print it.
contract PostedFeed {
    int256 public latestAnswer;
    uint256 private _updatedAt;

    function post(int256 answer) external {
        (latestAnswer, _updatedAt) = (answer, block.timestamp);
    }

    function decimals() external pure returns (uint8) {
        return 18;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, latestAnswer, _updatedAt, _updatedAt, 1);
    }
}
