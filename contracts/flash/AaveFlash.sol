// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAaveAddressesProvider} from "../interfaces/IAaveAddressesProvider.sol";
import {IAaveFlashPool, IAaveFlashReceiver} from "../interfaces/IAaveFlashPool.sol";
import {IAavePool} from "../interfaces/IAavePool.sol";
import {FlashAdapter} from "./FlashAdapter.sol";

/// @title Flash loans from a reserve of Aave v3, at its premium.
contract AaveFlash is FlashAdapter, IAaveFlashReceiver {
    using SafeERC20 for IERC20;

    /// Bits of a reserve's configuration: 56 active, 60 paused, 63 open to flash loans.
    uint256 private constant OPEN = (1 << 56) | (1 << 63);
    uint256 private constant PAUSED = 1 << 60;

    IAaveAddressesProvider public immutable lender;

    constructor(IAaveAddressesProvider lender_) {
        lender = lender_;
    }

    /// @dev Half of what the reserve has: a lever borrows as much again from it while the loan is out.
    function available(address token) external view returns (uint256) {
        IAavePool pool = IAavePool(lender.getPool());
        uint256 settings = pool.getConfiguration(token).data;
        if (settings & (OPEN | PAUSED) != OPEN) return 0;
        return IERC20(token).balanceOf(pool.getReserveData(token).aTokenAddress) / 2;
    }

    function fee(address, uint256 amount) external view returns (uint256) {
        uint256 premium = IAaveFlashPool(lender.getPool()).FLASHLOAN_PREMIUM_TOTAL();
        return Math.mulDiv(amount, premium, 10_000, Math.Rounding.Ceil);
    }

    function executeOperation(
        address asset,
        uint256 amount,
        uint256 premium,
        address initiator,
        bytes calldata data
    ) external returns (bool) {
        if (initiator != address(this)) revert UnknownLoan(initiator);
        _handOn(lender.getPool(), IERC20(asset), amount, premium, data);
        IERC20(asset).forceApprove(msg.sender, amount + premium);
        return true;
    }

    function _borrow(address token, uint256 amount, bytes calldata data) internal override {
        IAaveFlashPool(lender.getPool()).flashLoanSimple(address(this), token, amount, data, 0);
    }
}
