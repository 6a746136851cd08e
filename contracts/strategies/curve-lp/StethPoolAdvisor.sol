// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICurveStethPool} from "../../interfaces/ICurveStethPool.sol";
import {CurveLpAdvisor} from "./CurveLpAdvisor.sol";
import {PoolLock} from "./PoolLock.sol";

/// @title What liquidity in Curve's classic ETH/stETH pool is worth.
/// @notice That pool holds ether itself and pays it in mid-call, so its lock is probed before it is read. Its quote for a deposit
/// leaves out the fee, which is added here as the pool charges it: half a trade's fee on what is out of proportion.
contract StethPoolAdvisor is CurveLpAdvisor {
    int128 private constant STETH = 1;
    uint256 private constant FEE_DENOMINATOR = 1e10;

    ICurveStethPool public immutable pool;

    constructor(Wiring memory w, ICurveStethPool pool_) CurveLpAdvisor(w, IERC20(pool_.lp_token())) {
        pool = pool_;
    }

    function virtualPrice() public view override returns (uint256) {
        PoolLock.requireOpen(address(pool), abi.encodeCall(ICurveStethPool.withdraw_admin_fees, ()));
        return _supply() == 0 ? WAD : pool.get_virtual_price();
    }

    function _reserves() internal view override returns (uint256 ether_, uint256 steth_) {
        return (pool.balances(0), pool.balances(1));
    }

    function _supply() internal view override returns (uint256) {
        return lpToken.totalSupply();
    }

    function _looseEther() internal view override returns (uint256) {
        return position.balance;
    }

    function _quoteMint(uint256 ether_, uint256 assets) internal view override returns (uint256 lp) {
        lp = pool.calc_token_amount([ether_, assets], true);
        if (ether_ > 0) return lp;
        (uint256 held, uint256 steth_) = _reserves();
        // Half a fee on the part of a one-sided deposit that the pool would rather have had in ether, and half on that ether.
        lp -= (((lp * held) / (held + steth_)) * pool.fee()) / FEE_DENOMINATOR;
    }

    function _quoteOneSided(uint256 lp) internal view override returns (uint256) {
        try pool.calc_withdraw_one_coin(lp, STETH) returns (uint256 assets) {
            return _units(assets);
        } catch {
            return 0;
        }
    }

    function _quoteBalanced(uint256 lp) internal view override returns (uint256 ether_, uint256 units) {
        uint256 supply = _supply();
        (uint256 held, uint256 steth_) = _reserves();
        return ((held * lp) / supply, _units((steth_ * lp) / supply));
    }
}
