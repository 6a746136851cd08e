// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IBalancerVault, IFlashLoanRecipient} from "../interfaces/IBalancerVault.sol";
import {IFlashBorrower, IFlashLender} from "../interfaces/IFlashLender.sol";

/// @title Flash loans from Balancer's vault, handed to whoever asked and to nobody else.
contract BalancerFlash is IFlashLender, IFlashLoanRecipient {
    using SafeERC20 for IERC20;

    IBalancerVault public immutable lender;
    /// The borrower of the loan under way; transient, so that no loan outlives its transaction.
    address private transient _borrower;

    error LoanUnderWay();
    error UnknownLoan(address caller);
    error LoanNotReturned(address token, uint256 owed, uint256 held);

    constructor(IBalancerVault lender_) {
        lender = lender_;
    }

    function available(address token) external view returns (uint256) {
        return IERC20(token).balanceOf(address(lender));
    }

    function flash(address token, uint256 amount, bytes calldata data) external {
        if (_borrower != address(0)) revert LoanUnderWay();
        _borrower = msg.sender;
        IERC20[] memory tokens = new IERC20[](1);
        uint256[] memory amounts = new uint256[](1);
        (tokens[0], amounts[0]) = (IERC20(token), amount);
        lender.flashLoan(this, tokens, amounts, data);
        _borrower = address(0);
    }

    function receiveFlashLoan(
        IERC20[] calldata tokens,
        uint256[] calldata amounts,
        uint256[] calldata fees,
        bytes calldata data
    ) external {
        address borrower = _borrower;
        if (msg.sender != address(lender) || borrower == address(0)) revert UnknownLoan(msg.sender);
        IERC20 token = tokens[0];
        uint256 owed = amounts[0] + fees[0];
        token.safeTransfer(borrower, amounts[0]);
        IFlashBorrower(borrower).onFlash(address(token), amounts[0], fees[0], data);
        uint256 held = token.balanceOf(address(this));
        if (held < owed) revert LoanNotReturned(address(token), owed, held);
        token.safeTransfer(address(lender), owed);
    }
}
