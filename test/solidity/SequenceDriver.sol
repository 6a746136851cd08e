// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Plays a sequence of calls and reports what each answered and left behind
/// @notice Run by `eth_call`, so the chain stays as it was and the next sequence starts from the same state.
contract SequenceDriver {
    /// @dev A call; without data it is a plain payment.
    struct Step {
        address target;
        uint256 value;
        bytes data;
    }

    /// @dev A word to read after every step: an answer of `target`, or its ether where `data` is empty.
    struct Probe {
        address target;
        bytes data;
    }

    struct Outcome {
        bool ok;
        bytes answer;
        bytes32 insidePayments;
        bytes32[] words;
    }

    bytes private reentry;
    bytes32 private insidePayments;

    /// @param reentry_ What to call the payer back with whenever it pays ether; empty for nothing.
    function play(
        Step[] calldata steps,
        Probe[] calldata probes,
        bytes calldata reentry_
    ) external returns (Outcome[] memory outcomes) {
        reentry = reentry_;
        outcomes = new Outcome[](steps.length);
        for (uint256 s; s < steps.length; ++s) {
            Outcome memory outcome = outcomes[s];
            (outcome.ok, outcome.answer) = steps[s].target.call{value: steps[s].value}(steps[s].data);
            outcome.insidePayments = insidePayments;
            outcome.words = new bytes32[](probes.length);
            for (uint256 p; p < probes.length; ++p) outcome.words[p] = _read(probes[p]);
        }
    }

    receive() external payable {
        _reenter(msg.sender);
    }

    /// @dev The Lido registry that this driver stands in for knows no node operators.
    function getRewardsDistribution(uint256) external pure returns (address[] memory, uint256[] memory) {
        return (new address[](0), new uint256[](0));
    }

    /// @dev Calls the payer while it is inside its own call, and remembers what it answered.
    function _reenter(address payer) private {
        if (reentry.length == 0) return;
        (bool ok, bytes memory answer) = payer.call(reentry);
        insidePayments = keccak256(abi.encode(insidePayments, ok, ok ? answer : bytes("")));
    }

    function _read(Probe calldata probe) private view returns (bytes32) {
        if (probe.data.length == 0) return bytes32(probe.target.balance);
        (bool ok, bytes memory answer) = probe.target.staticcall(probe.data);
        return ok ? abi.decode(answer, (bytes32)) : keccak256("reverted");
    }
}
