// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Names for what a strategy can be lost to, so that a vault can cap what it has at one of them in all.
/// @notice Two strategies share a risk when they make the same id. An id is the hash of its kind and of whose it is.
library RiskId {
    /// @notice A token that the position holds or owes.
    function token(address token_) internal pure returns (bytes32) {
        return _id("token", token_);
    }

    /// @notice A money market: its pool or its market's own contract.
    function lender(address pool) internal pure returns (bytes32) {
        return _id("lender", pool);
    }

    /// @notice A pool or a vault where the position lies or is sold.
    function venue(address pool) internal pure returns (bytes32) {
        return _id("venue", pool);
    }

    /// @notice A price that the position can be liquidated or sold by.
    function oracle(address feed) internal pure returns (bytes32) {
        return _id("oracle", feed);
    }

    /// @notice Who runs the validators or nodes and can be slashed.
    function operator(address operator_) internal pure returns (bytes32) {
        return _id("operator", operator_);
    }

    /// @notice What a restaked position secures, and is slashed by.
    function network(address network_) internal pure returns (bytes32) {
        return _id("network", network_);
    }

    /// @notice One strategy, whatever else it shares.
    function strategy(address strategy_) internal pure returns (bytes32) {
        return _id("strategy", strategy_);
    }

    function _id(string memory kind, address who) private pure returns (bytes32) {
        return keccak256(abi.encode(kind, who));
    }
}
