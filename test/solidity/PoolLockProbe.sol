// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICurveStethPool} from "../../contracts/interfaces/ICurveStethPool.sol";
import {PoolLock} from "../../contracts/strategies/curve-lp/PoolLock.sol";

/// @title Asks whether a classic pool is inside a call, from outside and while it pays ether in mid-call.
contract PoolLockProbe {
    ICurveStethPool private _pool;

    /// What was found while the pool paid: the refusal's selector, zero where there was none, and the pool's own virtual price.
    bytes4 public refusalInside;
    uint256 public virtualPriceInside;

    receive() external payable {
        _lookInside();
    }

    /// @notice Takes `lp` of liquidity out, which pays this contract ether in mid-call.
    function removeLiquidity(ICurveStethPool pool, uint256 lp) external {
        _pool = pool;
        pool.remove_liquidity(lp, [uint256(0), 0]);
    }

    /// @notice Reverts where the pool is inside a call.
    function requireOpen(address pool) external view {
        PoolLock.requireOpen(pool, abi.encodeCall(ICurveStethPool.withdraw_admin_fees, ()));
    }

    function _lookInside() private {
        virtualPriceInside = _pool.get_virtual_price();
        try this.requireOpen(address(_pool)) {
            refusalInside = 0;
        } catch (bytes memory reason) {
            refusalInside = bytes4(reason);
        }
    }
}
