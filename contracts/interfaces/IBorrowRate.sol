// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a money market asks for a loan in one token.
/// @notice Rates are a year's, RAY (1e27).
interface IBorrowRate {
    /// @return index what a debt of one at the market's beginning has grown to by now, RAY
    function index() external view returns (uint256 index);

    /// @return rate after `amount` more (wei) is borrowed, by the market's own rate curve; reverts where it has not so much to lend
    function rateAfter(uint256 amount) external view returns (uint256 rate);
}
