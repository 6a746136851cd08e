// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Timelocks} from "./Timelocks.sol";

/// Curators choose strategies and caps; allocators move funds between strategies; keepers do that and run the strategies'
/// rules; sentinels can only lower risk.
enum Role {
    Curator,
    Allocator,
    Keeper,
    Sentinel
}

/// @title Who may do what in a vault.
/// @notice Granting waits for its timelock. Dismissing is at once, but for a sentinel: an owner could otherwise send away who
/// would have revoked its next call.
abstract contract Roles is Timelocks {
    mapping(address account => mapping(Role role => bool)) public hasRole;

    event Granted(Role indexed role, address indexed account);
    event Dismissed(Role indexed role, address indexed account);

    error OnlyAllocator(address caller);
    error OnlyCurator(address caller);
    error OnlySentinel(address caller);

    modifier onlyAllocator() {
        _requireAllocator();
        _;
    }

    modifier curatorTimelocked() {
        _requireProposer();
        _accept();
        _;
    }

    function grant(Role role, address account) external ownerTimelocked {
        hasRole[account][role] = true;
        emit Granted(role, account);
    }

    function dismiss(Role role, address account) external {
        if (role == Role.Sentinel) {
            _checkOwner();
            _accept();
        } else {
            _requireGuard();
        }
        hasRole[account][role] = false;
        emit Dismissed(role, account);
    }

    function isKeeper(address account) public view virtual returns (bool) {
        return hasRole[account][Role.Keeper];
    }

    /// @dev Allocators and keepers.
    function _requireAllocator() internal view {
        mapping(Role role => bool) storage held = hasRole[msg.sender];
        if (!held[Role.Allocator] && !held[Role.Keeper]) revert OnlyAllocator(msg.sender);
    }

    /// @dev The owner and curators.
    function _requireProposer() internal view override {
        if (msg.sender != owner() && !hasRole[msg.sender][Role.Curator]) revert OnlyCurator(msg.sender);
    }

    /// @dev The owner and sentinels.
    function _requireGuard() internal view override {
        if (msg.sender != owner() && !hasRole[msg.sender][Role.Sentinel]) revert OnlySentinel(msg.sender);
    }

    /// @dev The owner, curators and sentinels: whoever may lower a limit.
    function _requireLowering() internal view {
        if (hasRole[msg.sender][Role.Curator]) return;
        _requireGuard();
    }
}
