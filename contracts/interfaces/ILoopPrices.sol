// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKeelPrices} from "./IKeelPrices.sol";

/// @title The prices of a staked token, and of the ETH that is borrowed against it.
interface ILoopPrices is IKeelPrices {
    /// @notice The borrow rate as it was paid over the last one to two days, a year, simple, WAD; until a day is measured, as it
    /// is now. Nobody can move it within a block.
    function borrowApr() external view returns (uint256);

    /// @notice The borrow rate once `amount` more (wei) is borrowed, a year, WAD.
    function borrowAprAfter(uint256 amount) external view returns (uint256);
}
