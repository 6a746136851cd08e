// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LendingAdvisor} from "./LendingAdvisor.sol";
import {LendingWiring} from "./LendingWiring.sol";

/// @title Builds the advisor of whoever asks, once deployed for all: code that creates code counts against both.
contract LendingAdvisors {
    event Built(address indexed strategy, LendingAdvisor advisor);

    /// @return advisor that reads the caller's position
    function build(LendingWiring calldata w) external returns (LendingAdvisor advisor) {
        advisor = new LendingAdvisor(msg.sender, w);
        emit Built(msg.sender, advisor);
    }
}
