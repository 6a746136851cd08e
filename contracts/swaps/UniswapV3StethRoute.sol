// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStETH} from "../interfaces/IStETH.sol";
import {IUniswapV3Pool} from "../interfaces/IUniswapV3Pool.sol";
import {IWETH9} from "../interfaces/IWETH9.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";
import {UniswapV3Route} from "./UniswapV3Route.sol";

/// @title ETH to stETH and back through a Uniswap v3 pool of WETH and wstETH.
/// @notice stETH is wrapped on its way in and unwrapped on its way out.
contract UniswapV3StethRoute is UniswapV3Route {
    IStETH public immutable steth;
    IWstETH public immutable wsteth;

    constructor(IUniswapV3Pool pool_, IWETH9 weth_, IStETH steth_) UniswapV3Route(pool_, weth_) {
        (steth, wsteth) = (steth_, IWstETH(address(token)));
        steth_.approve(address(token), type(uint256).max);
    }

    function _toTokens(uint256 worth) internal view override returns (uint256) {
        return steth.getSharesByPooledEth(_moved(worth));
    }

    function _fromTokens(uint256 tokens) internal view override returns (uint256) {
        return steth.getPooledEthByShares(tokens);
    }

    function _take(uint256 worth) internal override returns (uint256) {
        uint256 moved = _moved(worth);
        steth.transferFrom(msg.sender, address(this), worth);
        return wsteth.wrap(moved);
    }

    function _give(uint256 tokens) internal override returns (uint256 units) {
        units = steth.getSharesByPooledEth(wsteth.unwrap(tokens));
        steth.transferShares(msg.sender, units);
    }

    /// @dev stETH that arrives of `worth`: a transfer moves whole shares.
    function _moved(uint256 worth) private view returns (uint256) {
        return steth.getPooledEthByShares(steth.getSharesByPooledEth(worth));
    }
}
