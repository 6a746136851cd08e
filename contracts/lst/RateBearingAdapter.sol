// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";

/// @title The rate-bearing family: balances stay and the rate grows, so a token is its own unit.
/// @notice What a token redeems for is each adapter's own.
abstract contract RateBearingAdapter is ILstAdapter {
    IERC20 private immutable _token;

    constructor(IERC20 token_) {
        _token = token_;
    }

    function token() external view returns (address) {
        return address(_token);
    }

    function rebasing() external pure returns (bool) {
        return false;
    }

    function toUnits(uint256 assets) external pure returns (uint256) {
        return assets;
    }

    function toUnitsUp(uint256 assets) external pure returns (uint256) {
        return assets;
    }

    function toAssets(uint256 units) external pure returns (uint256) {
        return units;
    }

    function toAssetsUp(uint256 units) external pure returns (uint256) {
        return units;
    }

    function unitsOf(address account) external view returns (uint256) {
        return _token.balanceOf(account);
    }
}
