// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICurveStethPool} from "../interfaces/ICurveStethPool.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";

/// @title ETH to stETH through Curve's pool or Lido, stETH to ETH through Curve's pool.
/// @notice Holds nothing between calls.
contract StethEthRoute is IStethRoute {
    int128 private constant ETH = 0;
    int128 private constant STETH = 1;
    /// The least that is quoted, stETH wei: below it the pool's own rounding outweighs the trade, and may refuse it.
    uint256 private constant DUST = 1e9;

    ICurveStethPool public immutable pool;
    IStETH public immutable steth;

    error EthNotSent(address to, uint256 amount);

    constructor(ICurveStethPool pool_, IStETH steth_) {
        (pool, steth) = (pool_, steth_);
        steth_.approve(address(pool_), type(uint256).max);
    }

    receive() external payable {}

    function quoteSell(uint256 stethIn) public view returns (uint256) {
        return pool.get_dy(STETH, ETH, stethIn);
    }

    /// @dev The pool's price falls with size, so scaling a sale that fetches too little by what it lacks approaches the
    /// answer from below; a headroom of one billionth ends it in two or three rounds.
    function quoteSellFor(uint256 ethOut) external view returns (uint256 stethIn) {
        if (ethOut == 0) return 0;
        stethIn = Math.max(ethOut, DUST);
        uint256 fetches = quoteSell(stethIn);
        for (uint256 round = 0; fetches < ethOut; ++round) {
            if (round == 16 || fetches == 0) revert RouteTooShallow(ethOut, stethIn, fetches);
            stethIn = Math.mulDiv(stethIn, ethOut, fetches, Math.Rounding.Ceil);
            stethIn += stethIn / 1e9 + 1;
            fetches = quoteSell(stethIn);
        }
    }

    function sell(uint256 stethIn, uint256 minEthOut) external returns (uint256 ethOut) {
        steth.transferFrom(msg.sender, address(this), stethIn);
        uint256 held = address(this).balance;
        pool.exchange(STETH, ETH, stethIn, minEthOut);
        ethOut = address(this).balance - held;
        (bool sent, ) = msg.sender.call{value: ethOut}("");
        if (!sent) revert EthNotSent(msg.sender, ethOut);
    }

    function buy() external payable returns (uint256 units) {
        uint256 held = steth.sharesOf(address(this));
        if (pool.get_dy(ETH, STETH, msg.value) > msg.value) {
            pool.exchange{value: msg.value}(ETH, STETH, msg.value, msg.value);
        } else {
            steth.submit{value: msg.value}(address(0));
        }
        units = steth.sharesOf(address(this)) - held;
        steth.transferShares(msg.sender, units);
    }
}
