// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAsyncStrategy} from "../../../contracts/interfaces/IAsyncStrategy.sol";
import {IKeelVault} from "../../../contracts/interfaces/IKeelVault.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {BaseStrategy} from "../../../contracts/strategies/BaseStrategy.sol";
import {HoldingStrategy} from "./HoldingStrategy.sol";

/// @notice A strategy whose venue can stop answering: then its value cannot be read, though it may still pay. Reading takes more gas
/// than most; leaving costs a fixed part; and it can be made to return nothing but by its slow way out.
contract UnreadableStrategy is HoldingStrategy, IAsyncStrategy {
    uint256 private constant READ_GAS = 200_000;
    uint256 private constant BPS = 10_000;
    address private constant MARKET = address(0x3A4C3);

    IERC20 private immutable _held;
    uint256 private immutable _costBps;
    bool public down;
    bool public slow;
    uint256 public exitingUnits;

    error VenueDown();

    constructor(IKeelVault vault_, IERC20 token, uint256 costBps) HoldingStrategy(vault_, token) {
        (_held, _costBps) = (token, costBps);
    }

    function setDown(bool down_) external {
        down = down_;
    }

    function setSlow(bool slow_) external {
        slow = slow_;
    }

    function startExit(uint256 units) external onlyVault returns (uint256) {
        exitingUnits += units;
        return units;
    }

    function finishExit() external returns (uint256 units) {
        units = exitingUnits;
        exitingUnits = 0;
        _held.transfer(vault.homeOf(address(this)), units);
    }

    function entryUnits() public view override(HoldingStrategy, IStrategy) returns (uint256) {
        if (down) revert VenueDown();
        uint256 until = gasleft() - READ_GAS;
        while (gasleft() > until) continue;
        return super.entryUnits();
    }

    function exitUnits() public view override(HoldingStrategy, IStrategy) returns (uint256) {
        return (entryUnits() * (BPS - _costBps)) / BPS;
    }

    function withdrawLimit() public view override(IStrategy, BaseStrategy) returns (uint256) {
        return slow ? 0 : exitUnits() - exitingUnits;
    }

    function _giveBack(uint256 units, uint256 minUnits) internal override returns (uint256) {
        uint256 cost = (units * _costBps) / (BPS - _costBps);
        if (cost > 0) _held.transfer(MARKET, cost);
        return super._giveBack(units, minUnits);
    }
}
