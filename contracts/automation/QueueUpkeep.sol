// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ExitQueue} from "../vault/ExitQueue.sol";
import {IAutomation} from "./IAutomation.sol";

/// @title Lets on-chain automation settle an exit queue's batches: from idle funds at once, from the strategies once overdue.
/// @notice While shares wait it looks at the exit price once an hour, for without that nobody's shares may be settled. Needs no
/// role and keeps nobody out: whoever calls it can do no more than the queue lets anyone do.
contract QueueUpkeep is IAutomation {
    enum Task {
        Observe,
        Settle,
        SettleDeep
    }

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
        Task task = abi.decode(performData, (Task));
        if (task == Task.Observe) queue.observe();
        else if (task == Task.Settle) queue.settle(type(uint256).max);
        else queue.settleDeep(type(uint256).max);
    }

    /// @inheritdoc IAutomation
    function checker() external view returns (bool canExec, bytes memory execPayload) {
        bytes memory performData;
        (canExec, performData) = _due();
        execPayload = abi.encodeCall(IAutomation.performUpkeep, (performData));
    }

    /// @return needed whether shares wait and the exit price was not looked at this hour, or may be settled now
    /// @return task encoded
    function _due() private view returns (bool needed, bytes memory task) {
        if (queue.pendingShares() == 0) return (false, "");
        (, , uint32 window, ) = queue.seen();
        if (window != block.timestamp / queue.WINDOW()) return (true, abi.encode(Task.Observe));
        bool overdue = queue.overdue();
        needed = _priced() && (overdue || queue.vault().maxRedeem(address(queue)) > 0);
        return (needed, abi.encode(overdue ? Task.SettleDeep : Task.Settle));
    }

    /// @dev True once exit prices were looked at for long enough to settle by.
    function _priced() private view returns (bool) {
        try queue.bestSeen() returns (uint256) {
            return true;
        } catch {
            return false;
        }
    }
}
