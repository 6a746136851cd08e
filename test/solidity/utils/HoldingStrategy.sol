// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IKeelVault} from "../../../contracts/interfaces/IKeelVault.sol";
import {BaseStrategy} from "../../../contracts/strategies/BaseStrategy.sol";
import {Rescue} from "../../../contracts/strategies/Rescue.sol";
import {RiskId} from "../../../contracts/strategies/RiskId.sol";

/// @notice The least that a strategy can be: it holds a token that does not rebase, and gives it back.
contract HoldingStrategy is Rescue {
    IERC20 private immutable _token;

    constructor(IKeelVault vault_, IERC20 token) BaseStrategy(vault_, _risksOf(token)) {
        _token = token;
    }

    function deposit(uint256) external view onlyVault {
        return;
    }

    function withdraw(uint256 units, uint256 minUnits) external onlyVault returns (uint256 realised) {
        return _giveBack(units, minUnits);
    }

    function withdrawAtFloor(uint256 units, uint256 minUnits) external onlyVault returns (uint256 realised) {
        return _giveBack(units, minUnits);
    }

    function entryUnits() public view virtual returns (uint256) {
        return _token.balanceOf(address(this));
    }

    function exitUnits() public view virtual override returns (uint256) {
        return _token.balanceOf(address(this));
    }

    function entriesOpen() external pure returns (bool) {
        return true;
    }

    function _isPositionToken(IERC20 token) internal view override returns (bool) {
        return address(token) == address(_token);
    }

    function _risksOf(IERC20 token) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = RiskId.token(address(token));
    }

    function _giveBack(uint256 units, uint256 minUnits) internal virtual returns (uint256) {
        if (units > _token.balanceOf(address(this))) {
            revert ExceedsExit(units, _token.balanceOf(address(this)));
        }
        if (units < minUnits) revert InsufficientRealised(units, minUnits);
        _token.transfer(address(vault), units);
        return units;
    }
}
