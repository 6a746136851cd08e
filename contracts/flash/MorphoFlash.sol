// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IMorpho, IMorphoFlashLoanCallback} from "../interfaces/IMorpho.sol";
import {FlashAdapter} from "./FlashAdapter.sol";

/// @title Flash loans from Morpho, free of charge.
contract MorphoFlash is FlashAdapter, IMorphoFlashLoanCallback {
    using SafeERC20 for IERC20;

    IMorpho public immutable lender;
    /// The token of the loan under way, which Morpho's call back does not name.
    IERC20 private transient _token;

    constructor(IMorpho lender_) {
        lender = lender_;
    }

    function available(address token) external view returns (uint256) {
        return IERC20(token).balanceOf(address(lender));
    }

    function fee(address, uint256) external pure returns (uint256) {
        return 0;
    }

    function onMorphoFlashLoan(uint256 assets, bytes calldata data) external {
        _handOn(address(lender), _token, assets, 0, data);
        _token.forceApprove(address(lender), assets);
    }

    function _borrow(address token, uint256 amount, bytes calldata data) internal override {
        _token = IERC20(token);
        lender.flashLoan(token, amount, data);
    }
}
