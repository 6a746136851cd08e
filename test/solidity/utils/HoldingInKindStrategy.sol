// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IInKindStrategy} from "../../../contracts/interfaces/IInKindStrategy.sol";
import {IKeelVault} from "../../../contracts/interfaces/IKeelVault.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {HoldingStrategy} from "./HoldingStrategy.sol";

/// @notice A strategy that hands its token over as it is, and whose exit is worth less than its entry by a fixed cost.
contract HoldingInKindStrategy is HoldingStrategy, IInKindStrategy {
    IERC20 private immutable _held;
    uint256 private immutable _costBps;

    constructor(IKeelVault vault_, IERC20 token, uint256 costBps) HoldingStrategy(vault_, token) {
        (_held, _costBps) = (token, costBps);
    }

    function exitUnits() public view override(HoldingStrategy, IStrategy) returns (uint256) {
        return (_held.balanceOf(address(this)) * (10_000 - _costBps)) / 10_000;
    }

    function withdrawInKind(
        uint256 units,
        address receiver
    ) external onlyVault returns (IERC20 token, uint256 amount) {
        amount = (units * 10_000) / (10_000 - _costBps);
        _held.transfer(receiver, amount);
        return (_held, amount);
    }
}
