// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "./KeelWorld.sol";
import {vm} from "./Vm.sol";

/// @notice Aave v3's configurator, as its administrator calls it.
interface IPoolConfigurator {
    function configureReserveAsCollateral(
        address asset,
        uint256 ltv,
        uint256 liquidationThreshold,
        uint256 liquidationBonus
    ) external;

    function setReserveFreeze(address asset, bool freeze) external;

    function setReservePause(address asset, bool paused) external;

    function setReserveBorrowing(address asset, bool enabled) external;

    function setBorrowCap(address asset, uint256 wholeTokens) external;

    function setSupplyCap(address asset, uint256 wholeTokens) external;
}

/// @notice The world with the lender's governance at hand: what it may do to a reserve while a loop stands on it.
abstract contract LenderAdmin is KeelWorld {
    IPoolConfigurator internal constant CONFIGURATOR = IPoolConfigurator(
        0x64b761D848206f447Fe2dd461b0c635Ec39EbB27
    );
    address internal constant LENDER_ADMIN = 0xBcd4042DE499D14e55001CcbB24a551F3b954096;

    function _freeze(address asset) internal {
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setReserveFreeze(asset, true);
    }

    function _pause(address asset) internal {
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setReservePause(asset, true);
    }

    function _stopBorrowing() internal {
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setReserveBorrowing(address(WETH), false);
    }

    /// @param ltv basis points, as is `threshold`
    function _setCollateral(address asset, uint256 ltv, uint256 threshold, uint256 bonus) internal {
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.configureReserveAsCollateral(asset, ltv, threshold, bonus);
    }

    function _setThreshold(uint256 threshold) internal {
        _setCollateral(address(WSTETH), 6000, threshold, 10_750);
    }
}
