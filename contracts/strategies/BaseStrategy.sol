// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IKeelVault} from "../interfaces/IKeelVault.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";

/// @title What every strategy shares: one vault, whose roles are its own.
abstract contract BaseStrategy is IStrategy, ReentrancyGuardTransient {
    IKeelVault public immutable vault;

    error OnlyKeeper(address caller);

    modifier onlyVault() {
        _requireVault();
        _;
    }

    modifier onlyKeeper() {
        if (!vault.isKeeper(msg.sender)) revert OnlyKeeper(msg.sender);
        _;
    }

    constructor(IKeelVault vault_) {
        vault = vault_;
    }

    /// @dev A function, so that the entrances that check it share its bytecode.
    function _requireVault() private view {
        if (msg.sender != address(vault)) revert OnlyVault(msg.sender);
    }
}
