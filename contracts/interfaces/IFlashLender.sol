// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A source of flash liquidity behind one shape.
interface IFlashLender {
    /// @return amount of `token` that can be borrowed now, in its own decimals
    function available(address token) external view returns (uint256 amount);

    /// @return cost that the lender takes at most for a loan of `amount` of `token`; never more for a smaller loan
    function fee(address token, uint256 amount) external view returns (uint256 cost);

    /// @notice Lends `amount` of `token` to the caller for the length of {IFlashBorrower-onFlash}.
    function flash(address token, uint256 amount, bytes calldata data) external;
}

interface IFlashBorrower {
    /// @notice Called with the loan in hand; `amount + fee` must be back at the caller when it returns.
    function onFlash(address token, uint256 amount, uint256 fee, bytes calldata data) external;
}
