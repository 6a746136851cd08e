// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {BaseStrategy} from "./BaseStrategy.sol";

/// @title A way back for tokens that came to a strategy by mistake.
abstract contract Rescue is BaseStrategy {
    using SafeERC20 for IERC20;

    event Rescued(IERC20 indexed token, address indexed to, uint256 amount);

    error OnlyVaultOwner(address caller);
    error PositionToken(IERC20 token);

    /// @notice Sends all of a foreign `token` to `to`. Only the vault's owner. What belongs to the position is refused with
    /// {PositionToken}.
    function rescue(IERC20 token, address to) external nonReentrant {
        if (msg.sender != vault.owner()) revert OnlyVaultOwner(msg.sender);
        if (_isPositionToken(token)) revert PositionToken(token);
        uint256 amount = token.balanceOf(address(this));
        token.safeTransfer(to, amount);
        emit Rescued(token, to, amount);
    }

    /// @dev True for whatever the position holds, owes, earns or passes through, the vault's own token included.
    function _isPositionToken(IERC20 token) internal view virtual returns (bool);
}
