// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAaveAddressesProvider} from "../interfaces/IAaveAddressesProvider.sol";
import {IAavePool} from "../interfaces/IAavePool.sol";
import {IAaveV36Pool, IAaveV36RateStrategy} from "../interfaces/IAaveV36RateStrategy.sol";
import {IBorrowRate} from "../interfaces/IBorrowRate.sol";

/// @title What Aave v3.6 asks for a loan, asked of the rate strategy that all its reserves share.
/// @notice It goes by the liquidity that the pool counts as its own, so tokens sent to the reserve move no rate.
contract AaveV36BorrowRate is IBorrowRate {
    IAaveAddressesProvider public immutable lender;
    IERC20 public immutable token;

    constructor(IAaveAddressesProvider lender_, IERC20 token_) {
        (lender, token) = (lender_, token_);
    }

    function index() external view returns (uint256) {
        return IAavePool(lender.getPool()).getReserveNormalizedVariableDebt(address(token));
    }

    function rateAfter(uint256 amount) external view returns (uint256 rate) {
        address pool = lender.getPool();
        IAavePool.ReserveData memory reserve = IAavePool(pool).getReserveData(address(token));
        (, rate) = IAaveV36RateStrategy(reserve.interestRateStrategyAddress).calculateInterestRates(
            IAaveV36RateStrategy.CalculateInterestRatesParams({
                // A deficit lowers what suppliers earn, and no borrower's rate.
                unbacked: 0,
                liquidityAdded: 0,
                liquidityTaken: amount,
                totalDebt: IERC20(reserve.variableDebtTokenAddress).totalSupply() + amount,
                reserveFactor: (reserve.configuration.data >> 64) & 0xFFFF,
                reserve: address(token),
                usingVirtualBalance: true,
                virtualUnderlyingBalance: IAaveV36Pool(pool).getVirtualUnderlyingBalance(address(token))
            })
        );
    }
}
