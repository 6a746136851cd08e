// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICurveStethPool} from "../interfaces/ICurveStethPool.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {SaleSearch} from "./SaleSearch.sol";

/// @title ETH to stETH through Curve's pool or Lido, stETH to ETH through Curve's pool.
/// @notice Holds nothing between calls.
contract StethEthRoute is SaleSearch {
    int128 private constant ETH = 0;
    int128 private constant STETH = 1;

    ICurveStethPool public immutable pool;
    IStETH public immutable steth;

    error EthNotSent(address to, uint256 amount);

    constructor(ICurveStethPool pool_, IStETH steth_) {
        (pool, steth) = (pool_, steth_);
        steth_.approve(address(pool_), type(uint256).max);
    }

    receive() external payable {}

    function venues() external view returns (address[] memory all) {
        all = new address[](1);
        all[0] = address(pool);
    }

    function quoteSell(uint256 stethIn) public view override returns (uint256) {
        return pool.get_dy(STETH, ETH, stethIn);
    }

    function quoteBuy(uint256 ethIn) public view returns (uint256) {
        // Lido gives one for one.
        return Math.max(pool.get_dy(ETH, STETH, ethIn), ethIn);
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
