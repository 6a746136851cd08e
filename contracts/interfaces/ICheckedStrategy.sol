// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKeelVault} from "./IKeelVault.sol";

/// @title A strategy that says what its rules ask for now, and does that or less.
interface ICheckedStrategy {
    function vault() external view returns (IKeelVault);

    /// @notice What the rules ask for: codes as in `Codes`, and the LTV that the action leads to, 1e9.
    function check()
        external
        view
        returns (uint8 action, uint8 reason, uint8 urgency, uint8 level, uint64 target);

    /// @notice Does what {check} asks for, or less. Only the vault's keepers.
    /// @param floor least price of a sale, WAD; the rules' own floor binds as well
    function execute(uint8 action, uint64 target, uint256 floor) external;
}
