// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The books of ether.fi's eETH and weETH, for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of 0x308861A430be4cce5502d0A12724771Fc6DaF216
/// (etherfi-protocol/smart-contracts), whose code is not recorded. One weETH is one share.
///
/// Left out: the tokens themselves, the queue of withdrawals, validators, and roles (one manager stands for them).
contract EtherfiLiquidityPool {
    /// @notice Who withdraws and reports.
    address public immutable manager;
    /// @notice Shares of eETH, which are weETH when wrapped.
    uint256 public totalShares;
    /// @notice Ether here (wei).
    uint128 public totalValueInLp;
    /// @notice Ether with validators, as last reported (wei).
    uint128 public totalValueOutOfLp;

    error IncorrectCaller();
    error InvalidAmount();
    error InsufficientLiquidity();

    modifier onlyManager() {
        if (msg.sender != manager) revert IncorrectCaller();
        _;
    }

    constructor(address manager_) {
        manager = manager_;
    }

    /// @notice Stakes the ether sent; the first deposit mints a share a wei.
    function deposit() external payable returns (uint256 share) {
        uint256 pooled = getTotalPooledEther();
        share = pooled == 0 ? msg.value : (msg.value * totalShares) / pooled;
        if (share == 0) revert InvalidAmount();
        totalValueInLp += uint128(msg.value);
        totalShares += share;
    }

    /// @notice Pays `amount` to the manager for shares rounded up.
    function withdraw(uint256 amount) external onlyManager returns (uint256 share) {
        share = sharesForWithdrawalAmount(amount);
        if (totalValueInLp < amount) revert InsufficientLiquidity();
        if (share == 0) revert InvalidAmount();
        totalValueInLp -= uint128(amount);
        totalShares -= share;
        (bool sent, ) = msg.sender.call{value: amount}("");
        require(sent, "SendFail");
    }

    /// @notice Books what the validators earned, or lost.
    function rebase(int128 accruedRewards) external onlyManager {
        int256 value = int256(uint256(totalValueOutOfLp)) + accruedRewards;
        require(value >= 0);
        totalValueOutOfLp = uint128(uint256(value));
    }

    function getTotalPooledEther() public view returns (uint256) {
        return uint256(totalValueOutOfLp) + totalValueInLp;
    }

    /// @notice Shares that `amount` of eETH is worth, rounded down: weETH for eETH.
    function sharesForAmount(uint256 amount) external view returns (uint256) {
        uint256 pooled = getTotalPooledEther();
        return pooled == 0 ? 0 : (amount * totalShares) / pooled;
    }

    /// @notice Shares that a withdrawal of `amount` burns, rounded up.
    function sharesForWithdrawalAmount(uint256 amount) public view returns (uint256) {
        uint256 pooled = getTotalPooledEther();
        return pooled == 0 ? 0 : (amount * totalShares + pooled - 1) / pooled;
    }

    /// @notice eETH that `share` is worth, rounded down: eETH for weETH.
    function amountForShare(uint256 share) external view returns (uint256) {
        return totalShares == 0 ? 0 : (share * getTotalPooledEther()) / totalShares;
    }
}
