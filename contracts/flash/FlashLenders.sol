// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IFlashBorrower, IFlashLender} from "../interfaces/IFlashLender.sol";

/// @title Several flash lenders as one: whichever has enough lends, and of those the cheapest; the first named where they ask alike.
/// @notice A lender that does not answer is passed over.
contract FlashLenders is IFlashLender, IFlashBorrower {
    using SafeERC20 for IERC20;

    IFlashLender[] private _lenders;
    /// The borrower and the lender of the loan under way; transient, so that no loan outlives its transaction.
    address private transient _borrower;
    IFlashLender private transient _lender;

    error LoanUnderWay();
    error UnknownLoan(address caller);
    error NobodyLends(address token, uint256 amount);

    /// @param lenders_ in the order of preference
    constructor(IFlashLender[] memory lenders_) {
        _lenders = lenders_;
    }

    function lenders() external view returns (IFlashLender[] memory) {
        return _lenders;
    }

    /// @dev The most that one of them lends: loans are not put together from several.
    function available(address token) external view returns (uint256 most) {
        for (uint256 i = 0; i < _lenders.length; ++i) {
            uint256 amount = _availableAt(_lenders[i], token);
            if (amount > most) most = amount;
        }
    }

    function fee(address token, uint256 amount) external view returns (uint256 cost) {
        (, cost) = _cheapest(token, amount);
    }

    function flash(address token, uint256 amount, bytes calldata data) external {
        if (_borrower != address(0)) revert LoanUnderWay();
        (IFlashLender lender, ) = _cheapest(token, amount);
        if (address(lender) == address(0)) revert NobodyLends(token, amount);
        (_borrower, _lender) = (msg.sender, lender);
        lender.flash(token, amount, data);
        (_borrower, _lender) = (address(0), IFlashLender(address(0)));
    }

    function onFlash(address token, uint256 amount, uint256 fee_, bytes calldata data) external {
        if (msg.sender != address(_lender)) revert UnknownLoan(msg.sender);
        IERC20(token).safeTransfer(_borrower, amount);
        IFlashBorrower(_borrower).onFlash(token, amount, fee_, data);
        IERC20(token).safeTransfer(msg.sender, amount + fee_);
    }

    /// @return lender zero where nobody lends so much; then nothing is said of the cost
    function _cheapest(
        address token,
        uint256 amount
    ) private view returns (IFlashLender lender, uint256 cost) {
        for (uint256 i = 0; i < _lenders.length; ++i) {
            if (_availableAt(_lenders[i], token) < amount) continue;
            try _lenders[i].fee(token, amount) returns (uint256 asked) {
                if (address(lender) == address(0) || asked < cost) (lender, cost) = (_lenders[i], asked);
            } catch {
                continue;
            }
        }
    }

    function _availableAt(IFlashLender lender, address token) private view returns (uint256 amount) {
        try lender.available(token) returns (uint256 answer) {
            amount = answer;
        } catch {
            amount = 0;
        }
    }
}
