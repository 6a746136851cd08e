// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ExitQueue} from "../vault/ExitQueue.sol";
import {IAutomation} from "./IAutomation.sol";

/// @title Lets on-chain automation settle an exit queue's batches: from idle funds at once, from the strategies once overdue.
/// @notice Needs no role and keeps nobody out: whoever calls it can do no more than the queue lets anyone do.
contract QueueUpkeep is IAutomation {
    ExitQueue public immutable queue;

    constructor(ExitQueue queue_) {
        queue = queue_;
    }

    /// @inheritdoc IAutomation
    function checkUpkeep(bytes calldata) external view returns (bool upkeepNeeded, bytes memory performData) {
        return _due();
    }

    /// @inheritdoc IAutomation
    function performUpkeep(bytes calldata performData) external {
        if (abi.decode(performData, (bool))) queue.settleDeep(type(uint256).max);
        else queue.settle(type(uint256).max);
    }

    /// @inheritdoc IAutomation
    function checker() external view returns (bool canExec, bytes memory execPayload) {
        bytes memory performData;
        (canExec, performData) = _due();
        execPayload = abi.encodeCall(IAutomation.performUpkeep, (performData));
    }

    /// @return needed whether there is a batch and funds for it
    /// @return deep encoded: whether the oldest batch has waited so long that strategies are unwound for it
    function _due() private view returns (bool needed, bytes memory deep) {
        bool overdue = queue.overdue();
        needed = overdue || (queue.pendingShares() > 0 && queue.vault().maxRedeem(address(queue)) > 0);
        return (needed, abi.encode(overdue));
    }
}
