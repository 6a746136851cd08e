// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CallBatch} from "./CallBatch.sol";

/// @title A vault as a strategy knows it, and its keeper, made of calls: to hold a strategy against its model without a vault's own
/// books between them.
contract KeelVaultBatch is CallBatch {
    address public immutable asset;

    constructor(address asset_) {
        asset = asset_;
    }

    function isKeeper(address account) external view returns (bool) {
        return account == address(this);
    }

    function owner() external view returns (address) {
        return address(this);
    }

    /// @notice What a strategy realises comes here.
    function homeOf(address) external view returns (address) {
        return address(this);
    }

    /// @notice Bounds no losses.
    function chargeLoss(uint256) external pure {
        return;
    }
}
