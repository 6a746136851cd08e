// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IUniswapV3Pool, IUniswapV3SwapCallback} from "../interfaces/IUniswapV3Pool.sol";
import {IWETH9} from "../interfaces/IWETH9.sol";
import {SaleSearch} from "./SaleSearch.sol";
import {UniswapV3Quote} from "./UniswapV3Quote.sol";

/// @title ETH to a staked token and back through one Uniswap v3 pool of WETH and a token that bears a rate.
/// @notice Holds nothing between calls. How callers' amounts become the pool's token is each route's own.
abstract contract UniswapV3Route is SaleSearch, IUniswapV3SwapCallback {
    using SafeERC20 for IERC20;

    /// The ends of the pool's prices, which no sale of ours stops at.
    uint160 private constant LOWEST_ROOT = 4295128740;
    uint160 private constant HIGHEST_ROOT = 1461446703485210103287273052203988822378723970341;

    IUniswapV3Pool public immutable pool;
    IWETH9 public immutable weth;
    IERC20 public immutable token;
    bool private immutable _wethFirst;

    error NotOfPool(address token);
    error UnexpectedCall(address caller);
    error TooLittleOut(uint256 amount, uint256 least);
    error EthNotSent(address to, uint256 amount);

    constructor(IUniswapV3Pool pool_, IWETH9 weth_) {
        (pool, weth) = (pool_, weth_);
        _wethFirst = pool_.token0() == address(weth_);
        if (!_wethFirst && pool_.token1() != address(weth_)) revert NotOfPool(address(weth_));
        token = IERC20(_wethFirst ? pool_.token1() : pool_.token0());
    }

    /// @dev ETH comes from unwrapping WETH alone.
    receive() external payable {
        if (msg.sender != address(weth)) revert UnexpectedCall(msg.sender);
    }

    function venues() external view returns (address[] memory all) {
        all = new address[](1);
        all[0] = address(pool);
    }

    function quoteSell(uint256 stethIn) public view override returns (uint256) {
        return UniswapV3Quote.sale(pool, !_wethFirst, _toTokens(stethIn));
    }

    function quoteBuy(uint256 ethIn) external view returns (uint256) {
        return _fromTokens(UniswapV3Quote.sale(pool, _wethFirst, ethIn));
    }

    function sell(uint256 stethIn, uint256 minEthOut) external returns (uint256 ethOut) {
        ethOut = _swap(!_wethFirst, _take(stethIn));
        if (ethOut < minEthOut) revert TooLittleOut(ethOut, minEthOut);
        weth.withdraw(ethOut);
        (bool sent, ) = msg.sender.call{value: ethOut}("");
        if (!sent) revert EthNotSent(msg.sender, ethOut);
    }

    function buy() external payable returns (uint256 units) {
        weth.deposit{value: msg.value}();
        return _give(_swap(_wethFirst, msg.value));
    }

    /// @dev The pool has paid and asks for what it is owed. It alone may, and only while a swap of ours is under way: it calls
    /// nobody else's callback.
    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata) external {
        if (msg.sender != address(pool)) revert UnexpectedCall(msg.sender);
        IERC20 sold = IERC20((amount0 > 0) == _wethFirst ? address(weth) : address(token));
        sold.safeTransfer(msg.sender, uint256(amount0 > 0 ? amount0 : amount1));
    }

    function _swap(bool down, uint256 amountIn) private returns (uint256 amountOut) {
        uint160 limit = down ? LOWEST_ROOT : HIGHEST_ROOT;
        (int256 amount0, int256 amount1) = pool.swap(address(this), down, int256(amountIn), limit, "");
        return uint256(-(down ? amount1 : amount0));
    }

    /// @return tokens of the pool that a sale of `worth` puts in
    function _toTokens(uint256 worth) internal view virtual returns (uint256 tokens);

    /// @return worth of so many `tokens` of the pool
    function _fromTokens(uint256 tokens) internal view virtual returns (uint256 worth);

    /// @dev Takes `worth` from the caller. @return tokens of the pool that it is
    function _take(uint256 worth) internal virtual returns (uint256 tokens);

    /// @dev Gives the caller what `tokens` of the pool are. @return units given
    function _give(uint256 tokens) internal virtual returns (uint256 units);
}
