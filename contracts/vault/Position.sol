// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStrategy} from "../interfaces/IStrategy.sol";

/// A strategy of a vault, and the units at entry value that the vault last saw in it: a fall from there is a loss to report.
struct Position {
    IStrategy strategy;
    uint256 seen;
}
