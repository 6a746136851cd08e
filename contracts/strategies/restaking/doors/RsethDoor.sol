// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IKelpDepositPool, IKelpWithdrawals} from "../../../interfaces/IKelp.sol";
import {IStETH} from "../../../interfaces/IStETH.sol";
import {RestakingDoor} from "./RestakingDoor.sol";

/// @title stETH into rsETH through Kelp's deposit pool, and out through its withdrawal manager, in stETH again.
/// @notice Kelp's operators may complete a request for its owner: what they sent is claimable like what can be completed.
contract RsethDoor is RestakingDoor {
    uint256 private constant SECONDS_A_BLOCK = 12;

    IKelpDepositPool public immutable pool;
    IKelpWithdrawals public immutable withdrawals;

    constructor(
        IStETH steth_,
        IERC20 rseth,
        IKelpDepositPool pool_,
        IKelpWithdrawals withdrawals_
    ) RestakingDoor(steth_, rseth) {
        (pool, withdrawals) = (pool_, withdrawals_);
        steth_.approve(address(pool_), type(uint256).max);
        rseth.approve(address(withdrawals_), type(uint256).max);
    }

    function stakeRoom() external view returns (uint256) {
        return pool.paused() ? 0 : pool.getAssetCurrentLimit(address(steth));
    }

    function exitsPaused() external view returns (bool) {
        return withdrawals.paused() || _count() >= MAX_REQUESTS;
    }

    function exitWait() external view returns (uint256) {
        return withdrawals.withdrawalDelayBlocks() * SECONDS_A_BLOCK;
    }

    function pending() external view returns (uint256 ether_) {
        (ether_, ) = _requests();
    }

    function claimable() external view returns (uint256 ether_) {
        (, ether_) = _requests();
        ether_ += steth.balanceOf(address(this));
    }

    function enter() external onlyStrategy {
        pool.depositAsset(address(steth), steth.balanceOf(address(this)), 0, "");
        _sendTokens();
    }

    /// @dev As much as Kelp has left to pay with; the rest goes back.
    function request() external onlyStrategy {
        uint256 amount = token.balanceOf(address(this));
        uint256 pays = withdrawals.getExpectedAssetAmount(address(steth), amount);
        uint256 available = withdrawals.getAvailableAssetAmount(address(steth));
        if (pays > available) amount = Math.mulDiv(amount, available, pays);
        if (amount > 0 && amount >= withdrawals.minRsEthAmountToWithdraw(address(steth))) {
            withdrawals.initiateWithdrawal(address(steth), amount, "");
        }
        _sendTokens();
    }

    function claim() external onlyStrategy {
        if (!withdrawals.paused()) {
            while (_count() > 0 && _canBeCompleted(0)) withdrawals.completeWithdrawal(address(steth), "");
        }
        _sendSteth();
    }

    function _requests() private view returns (uint256 waiting, uint256 matured) {
        bool stopped = withdrawals.paused();
        uint256 count = _count();
        for (uint256 i = 0; i < count; ++i) {
            uint256 pays = _worth(i);
            if (!stopped && _canBeCompleted(i)) matured += pays;
            else waiting += pays;
        }
    }

    /// @dev An unlocked request has its last price; a locked one may yet get a lower one.
    function _worth(uint256 i) private view returns (uint256) {
        (uint256 locked, uint256 pays, , uint256 nonce) = _request(i);
        if (nonce < withdrawals.nextLockedNonce(address(steth))) return pays;
        return Math.min(pays, withdrawals.getExpectedAssetAmount(address(steth), locked));
    }

    function _canBeCompleted(uint256 i) private view returns (bool) {
        (, , uint256 start, uint256 nonce) = _request(i);
        return
            nonce < withdrawals.nextLockedNonce(address(steth)) &&
            block.number >= start + withdrawals.withdrawalDelayBlocks();
    }

    function _request(
        uint256 i
    ) private view returns (uint256 locked, uint256 pays, uint256 start, uint256 nonce) {
        return withdrawals.getUserWithdrawalRequest(address(steth), address(this), i);
    }

    function _count() private view returns (uint256) {
        (uint128 begin, uint128 end) = withdrawals.userAssociatedNonces(address(steth), address(this));
        return end - begin;
    }
}
