// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";
import {BaseStrategy} from "./BaseStrategy.sol";

/// @title Lido's units in either form, for strategies that serve vaults of stETH and of wstETH alike.
/// @notice A unit is a Lido share and one wstETH. What comes in either form counts, and what goes out takes the vault's.
abstract contract LidoUnits is BaseStrategy {
    /// Lido rounds each of a conversion and a transfer down by at most one share.
    uint256 private constant DUST = 2;

    IStETH public immutable steth;
    IWstETH public immutable wsteth;
    /// True where the vault's token is stETH.
    bool private immutable _rebasing;

    error NotLidoVault(address asset);

    constructor(IStETH steth_, IWstETH wsteth_) {
        (steth, wsteth) = (steth_, wsteth_);
        address asset = IERC4626(address(vault)).asset();
        if (asset != address(steth_) && asset != address(wsteth_)) revert NotLidoVault(asset);
        _rebasing = asset == address(steth_);
        steth_.approve(address(wsteth_), type(uint256).max);
    }

    /// @dev Units that a way through the other form, and a venue's own rounding, can cost.
    function _conversionDust() internal pure returns (uint256) {
        return DUST;
    }

    /// @dev Units that lie here in either form.
    function _lyingHere() internal view returns (uint256) {
        return wsteth.balanceOf(address(this)) + steth.sharesOf(address(this));
    }

    /// @dev Wraps whatever stETH lies here, but for a share that rounding may leave.
    function _wrapLoose() internal {
        uint256 loose = steth.getPooledEthByShares(steth.sharesOf(address(this)));
        if (steth.getSharesByPooledEth(loose) > 0) wsteth.wrap(loose);
    }

    /// @dev Unwraps until `units` lie here as stETH, as far as there is wstETH, and rounding allows.
    function _unwrapFor(uint256 units) internal {
        uint256 held = steth.sharesOf(address(this));
        if (held >= units) return;
        uint256 missing = Math.min(units - held + DUST, wsteth.balanceOf(address(this)));
        if (missing > 0) wsteth.unwrap(missing);
    }

    /// @dev Sends the vault, which called, all the stETH that lies here, in the vault's own form.
    /// @return sent units; a wstETH vault may get two less than lay here, by Lido's rounding
    function _sendAllToVault() internal returns (uint256 sent) {
        if (_rebasing) {
            sent = steth.sharesOf(address(this));
            steth.transferShares(address(vault), sent);
        } else {
            _wrapLoose();
            sent = wsteth.balanceOf(address(this));
            wsteth.transfer(address(vault), sent);
        }
    }

    /// @dev Sends home `units` in the vault's own form, or one less where rounding takes it.
    /// @return sent units
    function _sendToVault(uint256 units) internal returns (uint256 sent) {
        address home = vault.homeOf(address(this));
        if (_rebasing) {
            _unwrapFor(units);
            sent = Math.min(units, steth.sharesOf(address(this)));
            steth.transferShares(home, sent);
        } else {
            if (wsteth.balanceOf(address(this)) < units) _wrapLoose();
            sent = Math.min(units, wsteth.balanceOf(address(this)));
            wsteth.transfer(home, sent);
        }
    }
}
