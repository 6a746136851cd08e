// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {IStETH} from "../interfaces/IStETH.sol";

/// @title What a vault holds, and what a unit of it is.
/// @notice A unit is the token's form that does not rebase. A token that does not rebase is its own unit, and there is nothing to
/// ask its adapter.
abstract contract Units {
    using SafeERC20 for IERC20;

    ILstAdapter public immutable adapter;
    address internal immutable _asset;
    uint8 internal immutable _decimals;
    /// Shares for a unit while nothing has been gained or lost: a share has 18 decimals at least, so that rounding one costs no more
    /// than a unit of a token of few decimals.
    uint256 internal immutable _sharesAUnit;
    bool private immutable _rebasing;
    bool internal immutable _ratePushed;

    constructor(ILstAdapter adapter_) {
        (adapter, _asset) = (adapter_, adapter_.token());
        uint8 ofToken = IERC20Metadata(_asset).decimals();
        (_decimals, _sharesAUnit) = ofToken < 18 ? (18, 10 ** (18 - ofToken)) : (ofToken, 1);
        (_rebasing, _ratePushed) = (adapter_.rebasing(), adapter_.ratePushed());
    }

    /// @notice Units held here, at hand for leavers.
    function idleUnits() external view returns (uint256) {
        return _idle();
    }

    function _idle() internal view returns (uint256) {
        return _rebasing ? adapter.unitsOf(address(this)) : IERC20(_asset).balanceOf(address(this));
    }

    function _toUnits(uint256 assets) internal view returns (uint256) {
        return _ask(adapter.toUnits, assets);
    }

    function _toUnitsUp(uint256 assets) internal view returns (uint256) {
        return _ask(adapter.toUnitsUp, assets);
    }

    function _toAssets(uint256 units) internal view returns (uint256) {
        return _ask(adapter.toAssets, units);
    }

    function _toAssetsUp(uint256 units) internal view returns (uint256) {
        return _ask(adapter.toAssetsUp, units);
    }

    /// @dev One call for all conversions.
    function _ask(
        function(uint256) external view returns (uint256) conversion,
        uint256 amount
    ) private view returns (uint256) {
        return _rebasing ? conversion(amount) : amount;
    }

    function _rateHolds() internal view returns (bool) {
        if (!_ratePushed) return true;
        try adapter.redemptionRate() returns (uint256) {
            return true;
        } catch {
            return false;
        }
    }

    /// @return units received, by what moved and not by what was named
    function _receiveFrom(address from, uint256 assets) internal returns (uint256 units) {
        uint256 held = _idle();
        IERC20(_asset).safeTransferFrom(from, address(this), assets);
        units = _idle() - held;
    }

    function _push(address to, uint256 units) internal {
        if (_rebasing) IStETH(_asset).transferShares(to, units);
        else IERC20(_asset).safeTransfer(to, units);
    }
}
