// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {IStETH} from "../interfaces/IStETH.sol";

/// @title stETH, the rebasing family: a unit is a Lido share.
contract StethAdapter is ILstAdapter {
    uint256 private constant UNIT = 1e18;

    IStETH private immutable _steth;

    constructor(IStETH steth) {
        _steth = steth;
    }

    function token() external view returns (address) {
        return address(_steth);
    }

    function rebasing() external pure returns (bool) {
        return true;
    }

    function toUnits(uint256 assets) external view returns (uint256) {
        return _steth.getSharesByPooledEth(assets);
    }

    function toUnitsUp(uint256 assets) external view returns (uint256) {
        return Math.mulDiv(assets, _steth.getTotalShares(), _steth.getTotalPooledEther(), Math.Rounding.Ceil);
    }

    function toAssets(uint256 units) external view returns (uint256) {
        return _steth.getPooledEthByShares(units);
    }

    function toAssetsUp(uint256 units) external view returns (uint256) {
        return Math.mulDiv(units, _steth.getTotalPooledEther(), _steth.getTotalShares(), Math.Rounding.Ceil);
    }

    function unitsOf(address account) external view returns (uint256) {
        return _steth.sharesOf(account);
    }

    function redemptionRate() external view returns (uint256) {
        return _steth.getPooledEthByShares(UNIT);
    }

    function ratePushed() external pure returns (bool) {
        return false;
    }
}
