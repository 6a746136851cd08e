// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IStETH} from "./IStETH.sol";

/// @title wstETH, the non-rebasing wrapper of stETH: one wstETH is one Lido share
/// @notice All amounts are 1e18; all conversions round down.
/// Source: https://docs.lido.fi/contracts/wsteth
interface IWstETH is IERC20 {
    /// @notice What it wraps.
    function stETH() external view returns (IStETH);

    /// @notice Takes `stETHAmount` from the caller and mints the shares it is worth. Reverts on zero.
    function wrap(uint256 stETHAmount) external returns (uint256 wstETHAmount);

    /// @notice Burns `wstETHAmount` and sends the caller the stETH it is worth. Reverts on zero.
    function unwrap(uint256 wstETHAmount) external returns (uint256 stETHAmount);

    /// @notice stETH (wei) that 1e18 wstETH is worth: Lido's share rate.
    function stEthPerToken() external view returns (uint256);

    /// @notice wstETH that 1e18 stETH is worth.
    function tokensPerStEth() external view returns (uint256);

    /// @notice wstETH that `stETHAmount` of stETH is worth.
    function getWstETHByStETH(uint256 stETHAmount) external view returns (uint256);

    /// @notice stETH that `wstETHAmount` of wstETH is worth.
    function getStETHByWstETH(uint256 wstETHAmount) external view returns (uint256);
}
