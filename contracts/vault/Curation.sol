// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStrategy} from "../interfaces/IStrategy.sol";
import {SlowExits} from "./SlowExits.sol";
import {Position} from "./Position.sol";
import {Risks} from "./Risks.sol";
import {Roster} from "./Roster.sol";

/// @title Which strategies a vault has: how they come, are set and go.
/// @notice A strategy is retired by lowering its cap to 0, unwinding it, and removing it when it is empty.
abstract contract Curation is SlowExits {
    using Risks for Risks.Book;
    using Roster for Position[];

    event StrategyAdded(IStrategy indexed strategy);

    /// @notice Adds a strategy built for this vault. Refused with {Roster-StrategyRefused} where it serves another vault, is here already, or
    /// the vault is full.
    /// @param cap units at entry value that it holds at most after an allocation
    function addStrategy(IStrategy strategy, uint256 cap) external curatorTimelocked {
        _positions.add(_quarantine, strategy);
        emit StrategyAdded(strategy);
        _risks.enrol(strategy, cap);
    }

    /// @notice Makes a call to a strategy that only its vault may make: new settings, above all. To the reward claims as well: which
    /// calls they may make, and what they sell for.
    function configure(IStrategy strategy, bytes calldata data) external curatorTimelocked nonReentrant {
        _positions.configure(strategy, data, rewardClaims);
    }

    /// @notice Takes an empty strategy off the list, at once. Only the owner and curators; refused with {Roster-StrategyNotEmpty}.
    function removeStrategy(IStrategy strategy) external nonReentrant {
        _requireProposer();
        _positions.remove(strategy, true);
    }

    /// @notice Takes a strategy off the list with whatever it holds. All holders bear that loss at once.
    function forceRemove(IStrategy strategy) external curatorTimelocked nonReentrant {
        _positions.remove(strategy, false);
    }

    /// @notice The order in which leavers unwind strategies, from the first to the last; idle funds fill them from the last to the
    /// first. Every strategy of the vault, once.
    function setOrder(IStrategy[] calldata order) external onlyAllocator {
        _positions.order(order);
    }

    function strategies() external view returns (IStrategy[] memory list) {
        list = new IStrategy[](_positions.length);
        for (uint256 i = 0; i < list.length; ++i) list[i] = _positions[i].strategy;
    }
}
