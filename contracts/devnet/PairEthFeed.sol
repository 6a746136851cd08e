// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {IUniswapV2Pair} from "../interfaces/IUniswapV2Pair.sol";

/// @title A token's price in ether for the offline mainnet: a Uniswap v2 pair's own, published in rounds
/// @notice No price is set by decree. Anyone may transmit, so unlike Chainlink's median this price can be moved within one
/// transaction: it serves worlds in which nobody but the market's actors transmits.
contract PairEthFeed is IChainlinkFeed {
    uint8 public constant decimals = 18;

    IUniswapV2Pair public immutable pair;
    bool private immutable _wethFirst;
    /// One whole token in its own units.
    uint256 private immutable _unit;

    uint80 private roundId;
    uint64 private updatedAt;
    /// @inheritdoc IChainlinkFeed
    int256 public latestAnswer;

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    constructor(IUniswapV2Pair pair_, address weth, uint256 unit) {
        (pair, _unit, _wethFirst) = (pair_, unit, pair_.token0() == weth);
    }

    /// @notice Publishes the pair's price (ether per whole token, 1e18) as a new round at the block's time.
    function transmit() external {
        (uint256 first, uint256 second, ) = pair.getReserves();
        (uint256 weth, uint256 token) = _wethFirst ? (first, second) : (second, first);
        latestAnswer = int256((weth * _unit) / token);
        updatedAt = uint64(block.timestamp);
        emit AnswerUpdated(latestAnswer, ++roundId, block.timestamp);
    }

    /// @inheritdoc IChainlinkFeed
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        require(roundId != 0, "No data present");
        return (roundId, latestAnswer, updatedAt, updatedAt, roundId);
    }
}
