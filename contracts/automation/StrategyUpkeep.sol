// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICheckedStrategy} from "../interfaces/ICheckedStrategy.sol";
import {Codes} from "../strategies/Codes.sol";
import {IAutomation} from "./IAutomation.sol";

/// @title Lets on-chain automation do for a strategy what a keeper's process does, by the same `check()`.
/// @notice It needs the keeper's role in the vault, and so does whoever calls {performUpkeep}: the automation network's forwarder.
/// Otherwise a stranger could time a sale between two trades of his own. It holds nothing and decides nothing.
contract StrategyUpkeep is IAutomation {
    ICheckedStrategy public immutable strategy;

    error OnlyKeeper(address caller);

    constructor(ICheckedStrategy strategy_) {
        strategy = strategy_;
    }

    /// @inheritdoc IAutomation
    function checkUpkeep(bytes calldata) external view returns (bool upkeepNeeded, bytes memory performData) {
        return _asked();
    }

    /// @inheritdoc IAutomation
    /// @dev Between the look and the block the rules may ask for something else: then the strategy reverts.
    function performUpkeep(bytes calldata performData) external {
        if (!strategy.vault().isKeeper(msg.sender)) revert OnlyKeeper(msg.sender);
        (uint8 action, uint64 target) = abi.decode(performData, (uint8, uint64));
        strategy.execute(action, target, 0);
    }

    /// @inheritdoc IAutomation
    function checker() external view returns (bool canExec, bytes memory execPayload) {
        bytes memory performData;
        (canExec, performData) = _asked();
        execPayload = abi.encodeCall(IAutomation.performUpkeep, (performData));
    }

    function _asked() private view returns (bool needed, bytes memory performData) {
        (uint8 action, , , , uint64 target) = strategy.check();
        return (action != Codes.HOLD, abi.encode(action, target));
    }
}
