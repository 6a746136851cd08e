// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Balancer V2's vault, as a flash lender
/// @notice Source: https://docs-v2.balancer.fi/reference/contracts/flash-loans.html
interface IBalancerVault {
    /// @notice Lends `amounts` of `tokens` (sorted by address, no repeats) to `recipient`, calls it, and takes
    /// back amounts and fees (zero at the vault's present setting) when it returns, else reverts.
    function flashLoan(
        IFlashLoanRecipient recipient,
        IERC20[] calldata tokens,
        uint256[] calldata amounts,
        bytes calldata userData
    ) external;

    /// @notice Where governance sets the fee on flash loans.
    function getProtocolFeesCollector() external view returns (IBalancerFees);
}

/// @title Balancer's fees, as far as flash loans pay them
interface IBalancerFees {
    /// @notice The fee as a part of the loan, 1e18; zero at the vault's present setting. What it comes to is rounded up.
    function getFlashLoanFeePercentage() external view returns (uint256);
}

/// @title What Balancer's vault calls while a flash loan is out
interface IFlashLoanRecipient {
    /// @notice Called by the vault; `amounts[k] + feeAmounts[k]` of each token must be back at the vault, by plain
    /// transfer, when this returns.
    function receiveFlashLoan(
        IERC20[] calldata tokens,
        uint256[] calldata amounts,
        uint256[] calldata feeAmounts,
        bytes calldata userData
    ) external;
}
