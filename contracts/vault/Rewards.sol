// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Books} from "./Books.sol";
import {Movements} from "./Movements.sol";
import {Position} from "./Position.sol";

/// @title What the vault is given beside its token: its reward claims may make calls in its name, which cannot cost it anything.
abstract contract Rewards is Books {
    using Movements for Position[];

    /// Claims, collects and sells for the holders; zero where the vault has none.
    address public rewardClaims;

    error OnlyRewardClaims(address caller);

    /// @notice Calls `target` in the vault's name. Only the reward claims; refused with {Movements-NotForRewards} where it is the vault's token, or
    /// where anything of the vault's own went missing on the way.
    function callForRewards(address target, bytes calldata data) external nonReentrant {
        if (msg.sender != rewardClaims) revert OnlyRewardClaims(msg.sender);
        _positions.callForRewards(target, data, adapter);
    }
}
