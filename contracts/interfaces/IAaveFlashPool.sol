// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Aave v3's pool, as a flash lender; alike in v3.0 and v3.6
/// @notice Source: https://aave.com/docs (flash loans)
interface IAaveFlashPool {
    /// @notice Lends `amount` of `asset` to `receiver`, calls it, and pulls amount and premium back by allowance.
    function flashLoanSimple(
        address receiver,
        address asset,
        uint256 amount,
        bytes calldata params,
        uint16 referralCode
    ) external;

    /// @notice The premium on a flash loan, basis points.
    function FLASHLOAN_PREMIUM_TOTAL() external view returns (uint128);
}

/// @title What Aave's pool calls while a flash loan is out
interface IAaveFlashReceiver {
    /// @return true, or the loan reverts
    function executeOperation(
        address asset,
        uint256 amount,
        uint256 premium,
        address initiator,
        bytes calldata params
    ) external returns (bool);
}
