// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Whether a classic Curve pool is inside a call, asked from a view.
/// @notice Such a pool pays ether in the middle of `remove_liquidity` and guards only what changes state: who is paid can read
/// a virtual price from half-moved balances. So nothing that values a position is read before this says that nobody is
/// inside.
/// @dev A guarded function is called statically with little gas. Where the lock is set it reverts before it writes and returns
/// most of that gas; where the lock is free it tries to take it, which a static call forbids, and that burns all of it. Silo
/// and ChainSecurity tell the two apart in the same way.
library PoolLock {
    /// The lock is read for less than half of this, from the coldest storage.
    uint256 private constant STIPEND = 10_000;
    /// With this much left, the call is given all of its stipend.
    uint256 private constant ENOUGH = 20_000;

    error PoolLocked(address pool);
    error TooLittleGas(uint256 gas);

    /// @param guarded a call of the pool's that takes its lock first of all
    function requireOpen(address pool, bytes memory guarded) internal view {
        uint256 gas = gasleft();
        if (gas < ENOUGH) revert TooLittleGas(gas);
        (bool answered, ) = pool.staticcall{gas: STIPEND}(guarded);
        if (answered || gas - gasleft() < STIPEND) revert PoolLocked(pool);
    }
}
