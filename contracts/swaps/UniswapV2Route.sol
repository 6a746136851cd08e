// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IStableRoute} from "../interfaces/IStableRoute.sol";
import {IUniswapV2Pair} from "../interfaces/IUniswapV2Pair.sol";

/// @title WETH to another asset and back through one Uniswap v2 pair.
/// @notice Holds nothing between calls. The twin of `strategies/lending/stable-route.ts`.
contract UniswapV2Route is IStableRoute {
    using SafeERC20 for IERC20;

    /// Of a thousand that go in, so many are traded; the rest is the pair's fee.
    uint256 private constant TRADED = 997;

    IUniswapV2Pair public immutable pair;
    IERC20 public immutable weth;
    IERC20 public immutable stable;
    bool private immutable _wethFirst;

    error NotOfPair(address token);

    constructor(IUniswapV2Pair pair_, IERC20 weth_) {
        (pair, weth) = (pair_, weth_);
        _wethFirst = pair_.token0() == address(weth_);
        if (!_wethFirst && pair_.token1() != address(weth_)) revert NotOfPair(address(weth_));
        stable = IERC20(_wethFirst ? pair_.token1() : pair_.token0());
    }

    function market() external view returns (address) {
        return address(pair);
    }

    function quoteBuy(uint256 wethIn) public view returns (uint256) {
        (uint256 weth_, uint256 stable_) = _reserves();
        return _amountOut(wethIn, weth_, stable_);
    }

    function quoteBuyFor(uint256 stableOut) external view returns (uint256 wethIn) {
        (uint256 weth_, uint256 stable_) = _reserves();
        if (stableOut == 0) return 0;
        if (stableOut >= stable_) revert RouteTooShallow(stableOut, 0, stable_);
        return Math.mulDiv(weth_ * 1000, stableOut, (stable_ - stableOut) * TRADED) + 1;
    }

    function quoteSell(uint256 stableIn) public view returns (uint256) {
        (uint256 weth_, uint256 stable_) = _reserves();
        return _amountOut(stableIn, stable_, weth_);
    }

    function buy(uint256 wethIn, uint256 minStableOut) external returns (uint256 stableOut) {
        stableOut = quoteBuy(wethIn);
        _swap(weth, wethIn, stableOut, minStableOut, !_wethFirst);
    }

    function sell(uint256 stableIn, uint256 minWethOut) external returns (uint256 wethOut) {
        wethOut = quoteSell(stableIn);
        _swap(stable, stableIn, wethOut, minWethOut, _wethFirst);
    }

    function _swap(IERC20 sold, uint256 amountIn, uint256 amountOut, uint256 least, bool firstOut) private {
        if (amountOut < least) revert TooLittleOut(amountOut, least);
        sold.safeTransferFrom(msg.sender, address(pair), amountIn);
        pair.swap(firstOut ? amountOut : 0, firstOut ? 0 : amountOut, msg.sender, "");
    }

    function _reserves() private view returns (uint256 weth_, uint256 stable_) {
        (uint256 first, uint256 second, ) = pair.getReserves();
        return _wethFirst ? (first, second) : (second, first);
    }

    function _amountOut(
        uint256 amountIn,
        uint256 reserveIn,
        uint256 reserveOut
    ) private pure returns (uint256) {
        uint256 traded = amountIn * TRADED;
        return Math.mulDiv(traded, reserveOut, reserveIn * 1000 + traded);
    }
}
