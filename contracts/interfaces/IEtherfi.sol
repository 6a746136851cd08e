// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title weETH, ether.fi's eETH in a form that does not rebase; one weETH is one of its shares
/// @notice Source: etherfi-protocol/smart-contracts, `WeETH`
interface IWeETH is IERC20 {
    function eETH() external view returns (IERC20);
    function liquidityPool() external view returns (IEtherfiLiquidityPool);
    function wrap(uint256 eEthAmount) external returns (uint256 weEthAmount);
    function unwrap(uint256 weEthAmount) external returns (uint256 eEthAmount);

    /// @return eETH per weETH, WAD
    function getRate() external view returns (uint256);
}

/// @title The pool that eETH is a share of; its oracle reports rewards and slashes
/// @notice Source: etherfi-protocol/smart-contracts, `LiquidityPool`
interface IEtherfiLiquidityPool {
    /// @notice Takes `amount` of the caller's eETH (approved) for a request that `recipient` gets as an NFT.
    function requestWithdraw(address recipient, uint256 amount) external returns (uint256 requestId);
    function withdrawRequestNFT() external view returns (IEtherfiWithdrawRequests);

    /// @return eETH that `share` is worth (wei), rounded down
    function amountForShare(uint256 share) external view returns (uint256);
    function paused() external view returns (bool);
}

/// @title The requests that wait for eETH to be redeemed in ether
/// @notice A request pays what was asked, or what its shares are worth where that is less. Nothing says when it is finalized.
/// Source: etherfi-protocol/smart-contracts, `WithdrawRequestNFT`
interface IEtherfiWithdrawRequests {
    struct WithdrawRequest {
        uint96 amountOfEEth;
        uint96 shareOfEEth;
        bool isValid;
        uint32 feeGwei;
    }

    function getRequest(uint256 requestId) external view returns (WithdrawRequest memory);
    function isFinalized(uint256 requestId) external view returns (bool);

    /// @notice Pays a finalized request to its owner, who calls, and burns it.
    function claimWithdraw(uint256 requestId) external;
}

/// @title Where staked tokens buy eETH, stETH one to one
/// @notice Source: etherfi-protocol/smart-contracts, `Liquifier`
interface IEtherfiLiquifier {
    /// @return share of eETH that the caller got
    function depositWithERC20(
        address token,
        uint256 amount,
        address referral
    ) external returns (uint256 share);
    function isTokenWhitelisted(address token) external view returns (bool);
    function paused() external view returns (bool);
}
