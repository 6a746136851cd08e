// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title The books of StakeWise's osETH, for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of 0x2A261e60FB14586B474C208b1B7AC6D0f5000306
/// (stakewise/v3-core), whose code is not recorded. Assets grow by the second at the keeper's rate; the treasury's fee
/// is minted as shares.
///
/// Left out: the token itself, the registry of vaults (one minter stands for them), and governance.
contract OsTokenVaultController {
    using SafeCast for uint256;

    uint256 private constant WAD = 1e18;
    uint256 private constant MAX_FEE_PERCENT = 10_000;

    /// @notice Who mints and burns, and sets the rate.
    address public immutable minter;
    /// @notice The treasury's part of rewards, basis points.
    uint256 public immutable feePercent;
    /// @notice The most assets that minting may lead to (wei).
    uint256 public immutable capacity;

    /// @notice Growth of the assets a second, 1e18.
    uint256 public avgRewardPerSecond;
    /// @notice Shares minted to the treasury so far.
    uint256 public treasuryShares;
    uint128 private shares;
    uint128 private assets;
    uint256 private lastUpdate = block.timestamp;

    error AccessDenied();
    error InvalidShares();
    error CapacityExceeded();

    modifier onlyMinter() {
        if (msg.sender != minter) revert AccessDenied();
        _;
    }

    constructor(address minter_, uint256 feePercent_, uint256 capacity_) {
        minter = minter_;
        feePercent = feePercent_;
        capacity = capacity_;
    }

    /// @notice Mints `amount` shares against `minted` of assets (wei).
    function mintShares(uint256 amount) external onlyMinter returns (uint256 minted) {
        if (amount == 0) revert InvalidShares();
        updateState();
        minted = convertToAssets(amount);
        if (assets + minted > capacity) revert CapacityExceeded();
        shares += amount.toUint128();
        assets += minted.toUint128();
    }

    /// @notice Burns `amount` shares, which frees `burned` of assets (wei).
    function burnShares(uint256 amount) external onlyMinter returns (uint256 burned) {
        if (amount == 0) revert InvalidShares();
        updateState();
        burned = convertToAssets(amount);
        shares -= amount.toUint128();
        assets -= burned.toUint128();
    }

    /// @notice Sets the growth from now on.
    function setAvgRewardPerSecond(uint256 rate) external onlyMinter {
        updateState();
        avgRewardPerSecond = rate;
    }

    /// @notice Books the profit so far and mints its fee.
    function updateState() public {
        uint256 profit = _profit();
        uint256 fee = _fee(profit);
        uint256 minted = _toShares(fee, shares, assets + profit - fee);
        treasuryShares += minted;
        shares += minted.toUint128();
        assets += profit.toUint128();
        lastUpdate = block.timestamp;
    }

    function totalShares() external view returns (uint256) {
        return shares;
    }

    /// @notice What holders own now, the profit not booked yet included, less its fee (wei).
    function totalAssets() public view returns (uint256) {
        uint256 profit = _profit();
        return assets + profit - _fee(profit);
    }

    /// @notice Shares that `amount` of assets is worth, rounded down.
    function convertToShares(uint256 amount) external view returns (uint256) {
        return _toShares(amount, shares, totalAssets());
    }

    /// @notice Assets (wei) that `amount` shares are worth, rounded down.
    function convertToAssets(uint256 amount) public view returns (uint256) {
        return shares == 0 ? amount : Math.mulDiv(amount, totalAssets(), shares);
    }

    function _profit() private view returns (uint256) {
        return Math.mulDiv(avgRewardPerSecond * assets, block.timestamp - lastUpdate, WAD);
    }

    function _fee(uint256 profit) private view returns (uint256) {
        return Math.mulDiv(profit, feePercent, MAX_FEE_PERCENT);
    }

    function _toShares(uint256 amount, uint256 allShares, uint256 allAssets) private pure returns (uint256) {
        return amount == 0 || allShares == 0 ? amount : Math.mulDiv(amount, allShares, allAssets);
    }
}
