// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title A way to sell one liquid restaking token for stETH. Amounts in wei of each.
interface IRestakedRoute {
    /// @notice What is sold.
    function token() external view returns (IERC20);

    /// @notice Where it is sold.
    function market() external view returns (address);

    /// @return stethOut at least what a sale of `amount` fetches now
    function quoteSell(uint256 amount) external view returns (uint256 stethOut);

    /// @notice Sells `amount` of the caller's (approved) tokens, reverts below `minStethOut`, and sends the caller the stETH.
    /// @return units Lido shares moved
    function sell(uint256 amount, uint256 minStethOut) external returns (uint256 units);

    error TooLittleOut(uint256 stethOut, uint256 minStethOut);
}
