// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {ICurveStethPool} from "../interfaces/ICurveStethPool.sol";

/// @title stETH/ETH feed of the offline mainnet: the Curve pool's own price, published in rounds
/// @notice A round is what a sale of 1 stETH fetches in the pool when someone asks for it; no price is set by decree.
/// Anyone may transmit, in the middle of a swap too, so unlike Chainlink's median this price can be moved within one
/// transaction: it serves worlds in which nobody but the market's actors transmits.
contract StethEthFeed is IChainlinkFeed {
    uint8 public constant decimals = 18;
    string public constant description = "STETH / ETH";

    ICurveStethPool public immutable pool;

    uint80 private roundId;
    uint64 private updatedAt;
    /// @inheritdoc IChainlinkFeed
    int256 public latestAnswer;

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    constructor(ICurveStethPool pool_) {
        pool = pool_;
    }

    /// @notice Publishes the pool's price (ether per stETH, 1e18) as a new round at the block's time.
    function transmit() external {
        latestAnswer = int256(pool.get_dy(1, 0, 1 ether));
        updatedAt = uint64(block.timestamp);
        emit AnswerUpdated(latestAnswer, ++roundId, block.timestamp);
    }

    /// @inheritdoc IChainlinkFeed
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        require(roundId != 0, "No data present");
        return (roundId, latestAnswer, updatedAt, updatedAt, roundId);
    }
}
