// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice The generations of Aave that strategies are tested against: v3.0 as its authors compiled it, v3.6 from its sources.
enum AaveVersion {
    V30,
    V36
}
