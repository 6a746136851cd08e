// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IUniswapV3Pool} from "../interfaces/IUniswapV3Pool.sol";
import {IWETH9} from "../interfaces/IWETH9.sol";
import {PushedRateAdapter} from "../lst/PushedRateAdapter.sol";
import {PushedRate} from "../strategies/restaking/PushedRate.sol";
import {UniswapV3Route} from "./UniswapV3Route.sol";

/// @title ETH to a token that bears a pushed rate, weETH and its like, and back through a Uniswap v3 pool of it and WETH.
/// @notice Amounts are in what the token redeems for, by the rate that its adapter counts by: a rate that is refused moves no amount
/// further than its bound.
contract UniswapV3TokenRoute is UniswapV3Route {
    using PushedRate for PushedRateAdapter;
    using SafeERC20 for IERC20;

    uint256 private constant WAD = 1e18;

    PushedRateAdapter public immutable adapter;

    constructor(IUniswapV3Pool pool_, IWETH9 weth_, PushedRateAdapter adapter_) UniswapV3Route(pool_, weth_) {
        if (adapter_.token() != address(token)) revert NotOfPool(adapter_.token());
        adapter = adapter_;
    }

    function _toTokens(uint256 worth) internal view override returns (uint256) {
        return Math.mulDiv(worth, WAD, adapter.read().rate);
    }

    function _fromTokens(uint256 tokens) internal view override returns (uint256) {
        return Math.mulDiv(tokens, adapter.read().rate, WAD);
    }

    function _take(uint256 worth) internal override returns (uint256 tokens) {
        tokens = _toTokens(worth);
        token.safeTransferFrom(msg.sender, address(this), tokens);
    }

    function _give(uint256 tokens) internal override returns (uint256) {
        token.safeTransfer(msg.sender, tokens);
        return tokens;
    }
}
