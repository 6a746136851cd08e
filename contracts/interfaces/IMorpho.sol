// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Morpho's market contract, as a flash lender
/// @notice Source: https://docs.morpho.org (Morpho Blue, `IMorpho` and `IMorphoCallbacks`)
interface IMorpho {
    /// @notice Lends `assets` of `token` to the caller without a fee, calls it, and pulls them back by allowance.
    function flashLoan(address token, uint256 assets, bytes calldata data) external;
}

/// @title What Morpho calls while a flash loan is out
interface IMorphoFlashLoanCallback {
    function onMorphoFlashLoan(uint256 assets, bytes calldata data) external;
}
