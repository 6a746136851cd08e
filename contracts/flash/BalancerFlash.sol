// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalancerVault, IFlashLoanRecipient} from "../interfaces/IBalancerVault.sol";
import {FlashAdapter} from "./FlashAdapter.sol";

/// @title Flash loans from Balancer's vault: free of charge unless its governance says otherwise.
contract BalancerFlash is FlashAdapter, IFlashLoanRecipient {
    using SafeERC20 for IERC20;

    IBalancerVault public immutable lender;

    constructor(IBalancerVault lender_) {
        lender = lender_;
    }

    function available(address token) external view returns (uint256) {
        return IERC20(token).balanceOf(address(lender));
    }

    function fee(address, uint256 amount) external view returns (uint256) {
        uint256 part = lender.getProtocolFeesCollector().getFlashLoanFeePercentage();
        return part == 0 ? 0 : Math.mulDiv(amount, part, 1e18, Math.Rounding.Ceil);
    }

    function receiveFlashLoan(
        IERC20[] calldata tokens,
        uint256[] calldata amounts,
        uint256[] calldata fees,
        bytes calldata data
    ) external {
        _handOn(address(lender), tokens[0], amounts[0], fees[0], data);
        tokens[0].safeTransfer(address(lender), amounts[0] + fees[0]);
    }

    function _borrow(address token, uint256 amount, bytes calldata data) internal override {
        IERC20[] memory tokens = new IERC20[](1);
        uint256[] memory amounts = new uint256[](1);
        (tokens[0], amounts[0]) = (IERC20(token), amount);
        lender.flashLoan(this, tokens, amounts, data);
    }
}
