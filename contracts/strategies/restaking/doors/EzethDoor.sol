// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IRenzoRateProvider, IRenzoRestakeManager, IRenzoWithdrawQueue} from "../../../interfaces/IRenzo.sol";
import {IStETH} from "../../../interfaces/IStETH.sol";
import {RestakingDoor} from "./RestakingDoor.sol";

/// @title stETH into ezETH through Renzo's manager, and out through its withdrawal queue, in stETH again.
contract EzethDoor is RestakingDoor {
    uint256 private constant WAD = 1e18;

    IRenzoRestakeManager public immutable manager;
    IRenzoWithdrawQueue public immutable queue;
    IRenzoRateProvider public immutable rates;

    constructor(
        IStETH steth_,
        IERC20 ezeth,
        IRenzoRestakeManager manager_,
        IRenzoWithdrawQueue queue_,
        IRenzoRateProvider rates_
    ) RestakingDoor(steth_, ezeth) {
        (manager, queue, rates) = (manager_, queue_, rates_);
        steth_.approve(address(manager_), type(uint256).max);
        ezeth.approve(address(queue_), type(uint256).max);
    }

    function stakeRoom() external view returns (uint256) {
        return manager.paused() ? 0 : type(uint256).max;
    }

    function exitsPaused() external view returns (bool) {
        return queue.paused() || queue.getOutstandingWithdrawRequests(address(this)) >= MAX_REQUESTS;
    }

    function exitWait() external view returns (uint256) {
        return queue.coolDownPeriod();
    }

    function pending() external view returns (uint256 ether_) {
        (ether_, ) = _requests();
    }

    function claimable() external view returns (uint256 ether_) {
        (, ether_) = _requests();
    }

    function enter() external onlyStrategy {
        manager.deposit(steth, steth.balanceOf(address(this)));
        _sendTokens();
    }

    function request() external onlyStrategy {
        queue.withdraw(token.balanceOf(address(this)), address(steth));
    }

    function claim() external onlyStrategy {
        if (queue.paused()) return;
        // From the last, since a claim moves the last request into the place of the claimed one.
        for (uint256 i = queue.getOutstandingWithdrawRequests(address(this)); i > 0; --i) {
            (, , , , uint256 createdAt) = queue.withdrawRequests(address(this), i - 1);
            if (_hasMatured(createdAt)) queue.claim(i - 1, address(this));
        }
        _sendSteth();
    }

    function _requests() private view returns (uint256 waiting, uint256 matured) {
        bool stopped = queue.paused();
        uint256 rate = rates.getRate();
        uint256 count = queue.getOutstandingWithdrawRequests(address(this));
        for (uint256 i = 0; i < count; ++i) {
            (, , uint256 asked, uint256 locked, uint256 createdAt) = queue.withdrawRequests(address(this), i);
            uint256 pays = Math.min(asked, Math.mulDiv(locked, rate, WAD));
            if (!stopped && _hasMatured(createdAt)) matured += pays;
            else waiting += pays;
        }
    }

    function _hasMatured(uint256 createdAt) private view returns (bool) {
        return block.timestamp - createdAt >= queue.coolDownPeriod();
    }
}
