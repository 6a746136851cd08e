// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KeelVault} from "../vault/KeelVault.sol";
import {Role} from "../vault/Roles.sol";
import {RewardSale} from "./RewardSale.sol";

/// @title What a vault is given beside its token belongs to its holders: claimed, collected and sold for them.
/// @notice Distributors that pay whoever calls are claimed from with the vault as the caller, where its curator has allowed just that call after
/// notice. What lies in the vault is collected by anyone and sold in {RewardSale}. The proceeds are idle funds, a gain that the vault
/// recognises at `maxRate`, so nobody can come for it or be late for it. Nobody else can move any of it.
contract RewardClaims is RewardSale {
    KeelVault public immutable vault;

    mapping(address target => mapping(bytes4 selector => bool)) public allowed;

    event Allowed(address indexed target, bytes4 indexed selector, bool allowed);
    event Claimed(address indexed target, bytes data);
    event Collected(IERC20 indexed token, uint256 amount);

    error OnlyVault(address caller);
    error OnlySentinel(address caller);
    error NotAllowed(address target, bytes4 selector);
    error NoReward(IERC20 token);

    modifier onlyVault() {
        if (msg.sender != address(vault)) revert OnlyVault(msg.sender);
        _;
    }

    constructor(KeelVault vault_) {
        vault = vault_;
    }

    // ------------------------------------------------------------------ by anyone

    /// @notice Makes an allowed call with the vault as the caller.
    function claim(address target, bytes calldata data) external nonReentrant {
        if (!allowed[target][bytes4(data)]) revert NotAllowed(target, bytes4(data));
        vault.callForRewards(target, data);
        emit Claimed(target, data);
    }

    /// @notice Brings all that the vault has of a token here, for sale.
    function collect(IERC20 token) external nonReentrant returns (uint256 amount) {
        uint256 stock = token.balanceOf(address(this));
        bytes memory transfer = abi.encodeCall(
            token.transfer,
            (address(this), token.balanceOf(address(vault)))
        );
        vault.callForRewards(address(token), transfer);
        amount = token.balanceOf(address(this)) - stock;
        if (amount == 0) revert NoReward(token);
        _noteDelivery(token, amount);
        emit Collected(token, amount);
    }

    // ------------------------------------------------------------------ by the curator, after the vault's notice

    /// @notice Lets anyone make calls of this kind in the vault's name. By the vault's `configure` alone.
    function allow(address target, bytes4 selector) external onlyVault {
        _allow(target, selector, true);
    }

    /// @notice What a token is sold for from now on. By the vault's `configure` alone.
    function setTerms(IERC20 token, Terms calldata terms) external onlyVault {
        _setTerms(token, terms);
    }

    // ------------------------------------------------------------------ lowering risk, at once

    /// @notice Only the vault's owner and sentinels.
    function forbid(address target, bytes4 selector) external {
        if (msg.sender != vault.owner() && !vault.hasRole(msg.sender, Role.Sentinel)) {
            revert OnlySentinel(msg.sender);
        }
        _allow(target, selector, false);
    }

    function _sellsFor() internal view override returns (IERC20 asset, address seller) {
        return (IERC20(vault.asset()), address(vault));
    }

    function _allow(address target, bytes4 selector, bool yes) private {
        allowed[target][selector] = yes;
        emit Allowed(target, selector, yes);
    }
}
