// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title WETH9: ether as an ERC-20, one to one
interface IWETH9 is IERC20 {
    /// @notice Wraps the ether sent.
    function deposit() external payable;

    /// @notice Unwraps `wad` (wei) to the caller with 2,300 gas. Reverts above the caller's balance.
    function withdraw(uint256 wad) external;
}
