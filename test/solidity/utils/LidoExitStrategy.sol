// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAsyncStrategy} from "../../../contracts/interfaces/IAsyncStrategy.sol";
import {IKeelVault} from "../../../contracts/interfaces/IKeelVault.sol";
import {ILidoWithdrawalQueue} from "../../../contracts/interfaces/ILidoWithdrawalQueue.sol";
import {IStETH} from "../../../contracts/interfaces/IStETH.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {LidoExits} from "../../../contracts/lst/LidoExits.sol";
import {BaseStrategy} from "../../../contracts/strategies/BaseStrategy.sol";

/// @notice The least strategy with Lido's queue for its only way out: it holds stETH, gives nothing back at once, and stakes the ether
/// that it claims to pay the vault.
contract LidoExitStrategy is BaseStrategy, LidoExits, IAsyncStrategy {
    IStETH private immutable _token;

    constructor(
        IKeelVault vault_,
        IStETH token,
        ILidoWithdrawalQueue queue
    ) BaseStrategy(vault_, new bytes32[](0)) LidoExits(queue, token) {
        _token = token;
    }

    receive() external payable {}

    function deposit(uint256) external view onlyVault {
        return;
    }

    function withdraw(uint256, uint256) external view onlyVault returns (uint256) {
        return 0;
    }

    function withdrawAtFloor(uint256, uint256) external view onlyVault returns (uint256) {
        return 0;
    }

    function startExit(uint256 units) external onlyVault returns (uint256 started) {
        return _token.getSharesByPooledEth(_request(_token.getPooledEthByShares(units)));
    }

    function finishExit() external returns (uint256 units) {
        uint256 eth = _claimFinalized();
        if (eth == 0) return 0;
        units = _token.submit{value: eth}(address(0));
        _token.transferShares(address(vault), units);
    }

    function entryUnits() external view returns (uint256) {
        return exitUnits();
    }

    function exitUnits() public view override(BaseStrategy, IStrategy) returns (uint256) {
        return _token.sharesOf(address(this)) + exitingUnits();
    }

    function withdrawLimit() public pure override(BaseStrategy, IStrategy) returns (uint256) {
        return 0;
    }

    function exitingUnits() public view returns (uint256) {
        return _token.getSharesByPooledEth(_exitingEther());
    }

    function entriesOpen() external pure returns (bool) {
        return true;
    }
}
