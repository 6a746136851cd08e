// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoopAdvisor} from "./LoopAdvisor.sol";
import {LoopBooks} from "./LoopBooks.sol";

/// @title Builds the advisor of whoever asks, once deployed for all: code that creates code counts against both.
contract LoopAdvisors {
    event Built(address indexed loop, LoopAdvisor advisor);

    /// @return advisor that reads the caller's position
    function build(LoopBooks.Sources calldata sources) external returns (LoopAdvisor advisor) {
        advisor = new LoopAdvisor(msg.sender, sources);
        emit Built(msg.sender, advisor);
    }
}
