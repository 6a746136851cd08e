// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IKeelVault} from "../../../contracts/interfaces/IKeelVault.sol";
import {HoldingStrategy} from "./HoldingStrategy.sol";

/// @notice A strategy like a small money market: it takes no more than there is room for, and what borrowers have out it cannot
/// give back now.
contract LendingOutStrategy is HoldingStrategy {
    uint256 private immutable _room;
    uint256 public lentOut;

    constructor(IKeelVault vault_, IERC20 token, uint256 room) HoldingStrategy(vault_, token) {
        _room = room;
    }

    function lend(uint256 units) external {
        lentOut = units;
    }

    function depositLimit() public view override returns (uint256) {
        uint256 held = exitUnits();
        return _room > held ? _room - held : 0;
    }

    function withdrawLimit() public view override returns (uint256) {
        uint256 held = exitUnits();
        return held > lentOut ? held - lentOut : 0;
    }

    function _giveBack(uint256 units, uint256 minUnits) internal override returns (uint256) {
        if (units > withdrawLimit()) revert ExceedsExit(units, withdrawLimit());
        return super._giveBack(units, minUnits);
    }
}
