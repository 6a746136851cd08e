// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What stands where mainnet has Curve's pool factory
/// @notice Curve's own library asks the factory for its admin before it answers anything, whichever pool it is asked
/// about. This one has made no pools and can make none.
contract CurveFactory {
    address public immutable admin;

    constructor(address admin_) {
        admin = admin_;
    }
}
