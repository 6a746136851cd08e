// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";

/// @notice A price feed that answers what was posted last, as an oracle network's aggregator does.
contract PostedFeed is IChainlinkFeed {
    int256 public latestAnswer;
    uint256 private _updatedAt;

    function post(int256 answer) external {
        (latestAnswer, _updatedAt) = (answer, block.timestamp);
    }

    function decimals() external pure returns (uint8) {
        return 18;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        require(_updatedAt != 0, "No data present");
        return (1, latestAnswer, _updatedAt, _updatedAt, 1);
    }
}
