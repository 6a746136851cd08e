// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IKeelVault} from "../../../contracts/interfaces/IKeelVault.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {BaseStrategy} from "../../../contracts/strategies/BaseStrategy.sol";
import {Rescue} from "../../../contracts/strategies/Rescue.sol";
import {RiskId} from "../../../contracts/strategies/RiskId.sol";

/// @title Puts a vault's wstETH into any ERC-4626 venue that takes it.
contract SavingsStrategy is Rescue {
    using SafeERC20 for IERC20;

    IERC4626 public immutable venue;
    IERC20 public immutable token;

    constructor(IKeelVault vault_, IERC4626 venue_) BaseStrategy(vault_, _risksOf(venue_)) {
        (venue, token) = (venue_, IERC20(venue_.asset()));
        token.forceApprove(address(venue_), type(uint256).max);
    }

    /// @inheritdoc IStrategy
    function entryUnits() external view returns (uint256) {
        return venue.convertToAssets(venue.balanceOf(address(this))) + token.balanceOf(address(this));
    }

    /// @inheritdoc IStrategy
    function exitUnits() public view override returns (uint256) {
        uint256 worth = venue.previewRedeem(venue.balanceOf(address(this)));
        return Math.min(worth, venue.maxWithdraw(address(this))) + token.balanceOf(address(this));
    }

    /// @inheritdoc IStrategy
    function entriesOpen() external view returns (bool) {
        return venue.maxDeposit(address(this)) > 0;
    }

    /// @inheritdoc IStrategy
    function depositLimit() public view override returns (uint256) {
        return venue.maxDeposit(address(this));
    }

    /// @inheritdoc IStrategy
    function deposit(uint256 units) external onlyVault nonReentrant {
        venue.deposit(units, address(this));
    }

    /// @inheritdoc IStrategy
    function withdraw(uint256 units, uint256 minUnits) external onlyVault nonReentrant returns (uint256) {
        return _withdraw(units, minUnits);
    }

    /// @inheritdoc IStrategy
    /// @dev Nothing is sold, so no price can be too low.
    function withdrawAtFloor(
        uint256 units,
        uint256 minUnits
    ) external onlyVault nonReentrant returns (uint256) {
        return _withdraw(units, minUnits);
    }

    function _withdraw(uint256 units, uint256 minUnits) private returns (uint256 realised) {
        uint256 whole = exitUnits();
        if (units > whole) revert ExceedsExit(units, whole);
        uint256 loose = token.balanceOf(address(this));
        if (units > loose) venue.withdraw(units - loose, address(this), address(this));
        realised = Math.min(units, token.balanceOf(address(this)));
        if (realised < minUnits) revert InsufficientRealised(realised, minUnits);
        token.safeTransfer(address(vault), realised);
    }

    function _isPositionToken(IERC20 token_) internal view override returns (bool) {
        return address(token_) == address(token) || address(token_) == address(venue);
    }

    function _risksOf(IERC4626 venue_) private view returns (bytes32[] memory ids) {
        ids = new bytes32[](2);
        (ids[0], ids[1]) = (RiskId.token(venue_.asset()), RiskId.venue(address(venue_)));
    }
}
