// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IStrategy} from "./IStrategy.sol";

/// @title A strategy whose position is a token that a leaver can take away as it is.
/// @notice For those who would rather hold the position than what selling it fetches now.
interface IInKindStrategy is IStrategy {
    /// @notice Hands over the slice of the position token worth `units` at exit value. Only the vault.
    /// @return token the position token
    /// @return amount of it that `receiver` got, rounded down
    function withdrawInKind(uint256 units, address receiver) external returns (IERC20 token, uint256 amount);
}
