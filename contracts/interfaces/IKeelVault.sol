// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a strategy asks of its vault: who may act.
interface IKeelVault {
    function isKeeper(address account) external view returns (bool);

    function owner() external view returns (address);
}
