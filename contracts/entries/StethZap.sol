// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {IWETH9} from "../interfaces/IWETH9.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";

/// @title From ether, WETH, stETH or wstETH into a vault of stETH or of wstETH, in one call.
/// @notice Ether becomes stETH through whichever of Curve's pool and Lido gives more. Each call names the least shares that it accepts; for a
/// quote make it as a static call. What conversions round away goes back to the caller, and nothing stays here between calls.
contract StethZap {
    /// A signature that lets this contract move the caller's tokens (ERC-2612).
    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    IStETH public immutable steth;
    IWstETH public immutable wsteth;
    IWETH9 public immutable weth;
    IStethRoute public immutable route;

    error UnsupportedAsset(address asset);
    error BelowMinShares(uint256 shares, uint256 minShares);
    error UnexpectedEther(address sender);

    constructor(IStETH steth_, IWstETH wsteth_, IWETH9 weth_, IStethRoute route_) {
        (steth, wsteth, weth, route) = (steth_, wsteth_, weth_, route_);
        steth_.approve(address(wsteth_), type(uint256).max);
    }

    /// @dev Only from unwrapping WETH.
    receive() external payable {
        if (msg.sender != address(weth)) revert UnexpectedEther(msg.sender);
    }

    /// @notice Deposits the ether sent.
    /// @return shares minted to `receiver`, at least `minShares`, or the call reverts with {BelowMinShares}
    function depositEth(
        IERC4626 vault,
        uint256 minShares,
        address receiver
    ) external payable returns (uint256 shares) {
        route.buy{value: msg.value}();
        return _deposit(vault, minShares, receiver);
    }

    function depositWeth(
        IERC4626 vault,
        uint256 amount,
        uint256 minShares,
        address receiver
    ) external returns (uint256 shares) {
        weth.transferFrom(msg.sender, address(this), amount);
        weth.withdraw(amount);
        route.buy{value: amount}();
        return _deposit(vault, minShares, receiver);
    }

    /// @param amount stETH, wei; Lido moves a wei or two less
    function depositSteth(
        IERC4626 vault,
        uint256 amount,
        uint256 minShares,
        address receiver
    ) public returns (uint256 shares) {
        steth.transferFrom(msg.sender, address(this), amount);
        return _deposit(vault, minShares, receiver);
    }

    function depositWsteth(
        IERC4626 vault,
        uint256 amount,
        uint256 minShares,
        address receiver
    ) public returns (uint256 shares) {
        wsteth.transferFrom(msg.sender, address(this), amount);
        return _deposit(vault, minShares, receiver);
    }

    function depositStethWithPermit(
        IERC4626 vault,
        uint256 amount,
        uint256 minShares,
        address receiver,
        Permit calldata permit
    ) external returns (uint256 shares) {
        _permit(address(steth), permit);
        return depositSteth(vault, amount, minShares, receiver);
    }

    function depositWstethWithPermit(
        IERC4626 vault,
        uint256 amount,
        uint256 minShares,
        address receiver,
        Permit calldata permit
    ) external returns (uint256 shares) {
        _permit(address(wsteth), permit);
        return depositWsteth(vault, amount, minShares, receiver);
    }

    /// @dev Whatever is here is the caller's.
    function _deposit(IERC4626 vault, uint256 minShares, address receiver) private returns (uint256 shares) {
        address asset = vault.asset();
        if (asset == address(steth)) _unwrapAll();
        else if (asset == address(wsteth)) _wrapAll();
        else revert UnsupportedAsset(asset);
        uint256 assets = IERC20(asset).balanceOf(address(this));
        IERC20(asset).approve(address(vault), assets);
        shares = vault.deposit(assets, receiver);
        if (shares < minShares) revert BelowMinShares(shares, minShares);
        _returnDust();
    }

    function _unwrapAll() private {
        uint256 held = wsteth.balanceOf(address(this));
        if (held > 0) wsteth.unwrap(held);
    }

    function _wrapAll() private {
        uint256 held = steth.balanceOf(address(this));
        if (steth.getSharesByPooledEth(held) > 0) wsteth.wrap(held);
    }

    function _returnDust() private {
        uint256 units = steth.sharesOf(address(this));
        if (units > 0) steth.transferShares(msg.sender, units);
        uint256 wrapped = wsteth.balanceOf(address(this));
        if (wrapped > 0) wsteth.transfer(msg.sender, wrapped);
    }

    /// @dev Anyone may have used the signature before: then the allowance is there, and where it is not the transfer says so.
    function _permit(address token, Permit calldata p) private {
        try IERC20Permit(token).permit(msg.sender, address(this), p.value, p.deadline, p.v, p.r, p.s) {
            return;
        } catch {
            return;
        }
    }
}
