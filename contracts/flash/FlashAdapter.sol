// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IFlashBorrower, IFlashLender} from "../interfaces/IFlashLender.sol";

/// @title What every flash lender's adapter shares: one loan at a time, handed to whoever asked and to nobody else.
abstract contract FlashAdapter is IFlashLender {
    using SafeERC20 for IERC20;

    /// The borrower of the loan under way; transient, so that no loan outlives its transaction.
    address private transient _borrower;

    error LoanUnderWay();
    error UnknownLoan(address caller);
    error LoanNotReturned(address token, uint256 owed, uint256 held);

    function flash(address token, uint256 amount, bytes calldata data) external {
        if (_borrower != address(0)) revert LoanUnderWay();
        _borrower = msg.sender;
        _borrow(token, amount, data);
        _borrower = address(0);
    }

    /// @dev Takes the loan, so that its lender calls back with it in hand.
    function _borrow(address token, uint256 amount, bytes calldata data) internal virtual;

    /// @dev Hands the loan on. When it returns, amount and fee are here for `lender` to take or to be sent.
    /// @param lender who alone may call back
    function _handOn(
        address lender,
        IERC20 token,
        uint256 amount,
        uint256 fee_,
        bytes calldata data
    ) internal {
        address borrower = _borrower;
        if (msg.sender != lender || borrower == address(0)) revert UnknownLoan(msg.sender);
        token.safeTransfer(borrower, amount);
        IFlashBorrower(borrower).onFlash(address(token), amount, fee_, data);
        uint256 held = token.balanceOf(address(this));
        if (held < amount + fee_) revert LoanNotReturned(address(token), amount + fee_, held);
    }
}
