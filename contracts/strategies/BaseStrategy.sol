// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IKeelVault} from "../interfaces/IKeelVault.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {Codes} from "./Codes.sol";

/// @title What every strategy shares: one vault, whose roles are its own, and the risks that it names for good.
/// @notice Takes any amount and returns all of it at once, unless a strategy says otherwise.
abstract contract BaseStrategy is IStrategy, ReentrancyGuardTransient {
    IKeelVault public immutable vault;
    bytes32[] private _riskIds;

    error OnlyKeeper(address caller);

    modifier onlyVault() {
        _requireVault();
        _;
    }

    modifier onlyKeeper() {
        if (!vault.isKeeper(msg.sender)) revert OnlyKeeper(msg.sender);
        _;
    }

    /// @param riskIds_ what the position can be lost to, by `RiskId`
    constructor(IKeelVault vault_, bytes32[] memory riskIds_) {
        (vault, _riskIds) = (vault_, riskIds_);
    }

    /// @inheritdoc IStrategy
    function riskIds() external view returns (bytes32[] memory) {
        return _riskIds;
    }

    /// @inheritdoc IStrategy
    function exitUnits() public view virtual returns (uint256);

    /// @inheritdoc IStrategy
    function depositLimit() public view virtual returns (uint256) {
        return type(uint256).max;
    }

    /// @inheritdoc IStrategy
    function withdrawLimit() public view virtual returns (uint256) {
        return exitUnits();
    }

    /// @dev After a keeper's action: what it cost at entry value counts against the vault's loss bound, and reverts beyond it. What
    /// the rules ask for to protect or rescue the position does not count: no bound may stop that.
    /// @param before {entryUnits} before the action
    /// @param urgency as the rules gave it, by `Codes`
    function _chargeLoss(uint256 before, uint8 urgency) internal {
        if (urgency < Codes.PROTECT) vault.chargeLoss(before);
    }

    /// @dev A function, so that the entrances that check it share its bytecode.
    function _requireVault() private view {
        if (msg.sender != address(vault)) revert OnlyVault(msg.sender);
    }
}
