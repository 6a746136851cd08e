// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAaveAddressesProvider} from "../interfaces/IAaveAddressesProvider.sol";
import {IAavePool} from "../interfaces/IAavePool.sol";
import {IAaveV30RateStrategy} from "../interfaces/IAaveV30RateStrategy.sol";
import {IBorrowRate} from "../interfaces/IBorrowRate.sol";

/// @title What Aave v3.0 asks for a loan, asked of the reserve's own rate strategy.
contract AaveV30BorrowRate is IBorrowRate {
    IAaveAddressesProvider public immutable lender;
    IERC20 public immutable token;

    constructor(IAaveAddressesProvider lender_, IERC20 token_) {
        (lender, token) = (lender_, token_);
    }

    function index() external view returns (uint256) {
        return IAavePool(lender.getPool()).getReserveNormalizedVariableDebt(address(token));
    }

    function rateAfter(uint256 amount) external view returns (uint256 rate) {
        IAavePool.ReserveData memory reserve = IAavePool(lender.getPool()).getReserveData(address(token));
        (, , rate) = IAaveV30RateStrategy(reserve.interestRateStrategyAddress).calculateInterestRates(
            IAaveV30RateStrategy.CalculateInterestRatesParams({
                unbacked: reserve.unbacked,
                liquidityAdded: 0,
                liquidityTaken: amount,
                totalStableDebt: IERC20(reserve.stableDebtTokenAddress).totalSupply(),
                totalVariableDebt: IERC20(reserve.variableDebtTokenAddress).totalSupply() + amount,
                averageStableBorrowRate: reserve.currentStableBorrowRate,
                reserveFactor: (reserve.configuration.data >> 64) & 0xFFFF,
                reserve: address(token),
                aToken: reserve.aTokenAddress
            })
        );
    }
}
