// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Where ezETH is minted for collateral
/// @notice Source: Renzo-Protocol/contracts-public, `RestakeManager`
interface IRenzoRestakeManager {
    function deposit(IERC20 collateralToken, uint256 amount) external;
    function paused() external view returns (bool);
}

/// @title The queue in which ezETH is redeemed for ether or stETH
/// @notice A request is priced when it is made; a claim pays that, or less where ezETH has lost since.
/// Source: Renzo-Protocol/contracts-public, `WithdrawQueue`
interface IRenzoWithdrawQueue {
    function withdraw(uint256 amount, address assetOut) external;

    /// @notice Pays a request of `user`'s after the cool-down; the last one takes its place in the list.
    function claim(uint256 withdrawRequestIndex, address user) external;

    function withdrawRequests(
        address user,
        uint256 index
    )
        external
        view
        returns (
            address collateralToken,
            uint256 withdrawRequestId,
            uint256 amountToRedeem,
            uint256 ezETHLocked,
            uint256 createdAt
        );

    function getOutstandingWithdrawRequests(address user) external view returns (uint256);
    function coolDownPeriod() external view returns (uint256);
    function paused() external view returns (bool);
}

/// @title What ezETH redeems for, as its operators push it
/// @notice Source: Renzo-Protocol/contracts-public, `BalancerRateProvider`
interface IRenzoRateProvider {
    /// @return ETH per ezETH, WAD
    function getRate() external view returns (uint256);
}
