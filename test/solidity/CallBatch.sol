// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title An account that makes many calls in one transaction and tells what each answered
/// @notice For tests that ask a contract thousands of questions: one transaction costs what hundreds of calls do.
contract CallBatch {
    struct Call {
        address target;
        uint256 value;
        bytes data;
    }

    struct Answer {
        bool success;
        bytes data;
    }

    /// @notice The answers to `perform`, in the order of its calls.
    event Performed(Answer[] answers);

    receive() external payable {}

    /// @notice Makes every call, each with `value` wei of this account's ether; one that reverts does not stop the next.
    function perform(Call[] calldata calls) external {
        Answer[] memory answers = new Answer[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            (answers[i].success, answers[i].data) = calls[i].target.call{value: calls[i].value}(
                calls[i].data
            );
        }
        emit Performed(answers);
    }
}
