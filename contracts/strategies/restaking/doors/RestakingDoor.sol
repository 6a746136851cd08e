// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IRestakingDoor} from "../../../interfaces/IRestakingDoor.sol";
import {IStETH} from "../../../interfaces/IStETH.sol";

/// @title What the doors into liquid restaking tokens share: one strategy, which alone may use them.
abstract contract RestakingDoor is IRestakingDoor {
    /// Requests that may be under way at once, so that reading them stays cheap.
    uint256 internal constant MAX_REQUESTS = 16;

    IStETH public immutable steth;
    IERC20 public immutable token;
    address public strategy;

    modifier onlyStrategy() {
        if (msg.sender != strategy) revert OnlyStrategy(msg.sender);
        _;
    }

    constructor(IStETH steth_, IERC20 token_) {
        (steth, token) = (steth_, token_);
    }

    /// @inheritdoc IRestakingDoor
    function attach() external {
        if (strategy != address(0)) revert Attached(strategy);
        strategy = msg.sender;
    }

    function _sendSteth() internal {
        steth.transferShares(strategy, steth.sharesOf(address(this)));
    }

    function _sendTokens() internal {
        token.transfer(strategy, token.balanceOf(address(this)));
    }
}
