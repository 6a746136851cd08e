// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStrategy} from "../interfaces/IStrategy.sol";
import {Leaving} from "./Leaving.sol";
import {LossBound} from "./LossBound.sol";
import {LowestTotal} from "./LowestTotal.sol";
import {Movements} from "./Movements.sol";
import {Position} from "./Position.sol";
import {Risks} from "./Risks.sol";

/// @title Moving funds between idle and the strategies, within caps and within a bound on what that may cost.
/// @notice Neither caps nor bounds stand in the way of leavers.
abstract contract Allocation is Leaving {
    using LossBound for LossBound.Record;
    using LowestTotal for LowestTotal.Record;
    using Movements for Position[];
    using Risks for Risks.Book;

    /// What may be lost a day unless another bound is set, and the highest that can be, WAD of the vault.
    uint256 private constant USUAL_LOSS_BOUND = 0.01e18;
    uint256 public constant MAX_LOSS_BOUND = 0.1e18;

    Risks.Book internal _risks;
    LossBound.Record internal _lossBound;

    event MinIdleSet(uint256 bps);
    event LossBoundSet(uint256 bound);

    error BelowMinIdle(uint256 idle, uint256 least);
    error OutOfBounds(uint256 value, uint256 most);

    constructor() {
        _lossBound.bound = uint64(USUAL_LOSS_BOUND);
    }

    /// @notice Moves idle `units` into a strategy. Refused with {Movements-AboveDepositLimit} where they are more than it takes now,
    /// with {Risks-AboveCap} where one of its risks would then be above its cap, and with {BelowMinIdle} or {ReservedForQueue}
    /// where too little would stay at hand.
    function allocate(IStrategy strategy, uint256 units) external onlyAllocator nonReentrant {
        _requireSpare(units);
        _positions.allocate(_risks, strategy, units, _lowest.read(_books.units), adapter);
    }

    /// @notice Moves idle `units` into the strategies from the last in their order to the first, in each as many as it takes now and its
    /// caps leave room for. Refused with {BelowMinIdle} or {ReservedForQueue} where too little would stay at hand.
    /// @return left units that none had room for, still idle
    function allocateInOrder(uint256 units) external onlyAllocator nonReentrant returns (uint256 left) {
        _requireSpare(units);
        return _positions.allocateInOrder(_risks, units, _lowest.read(_books.units), adapter);
    }

    /// @notice Unwinds the slice of a strategy worth `units` at exit value into idle, selling nothing below the strategy's floor.
    /// Refused with {Movements-AboveWithdrawLimit} where it cannot realise so much now, and with {LossBound-LossBoundReached} where it
    /// would cost those who stay more than the bound leaves.
    function deallocate(
        IStrategy strategy,
        uint256 units,
        uint256 minUnits
    ) external onlyAllocator nonReentrant {
        _positions.deallocate(_lossBound, strategy, units, minUnits, _books.units);
    }

    /// @notice Counts what a strategy lost by its keeper's doing against the bound. For a strategy of this vault, in the call that
    /// lost it; refused with {LossBound-LossBoundReached}. From anybody else it counts nothing.
    /// @param before units at entry value before that; what is missing now beyond rounding is the loss
    function chargeLoss(uint256 before) public virtual {
        _positions.charge(_quarantine, _lossBound, IStrategy(msg.sender), before, _books.units);
    }

    // ------------------------------------------------------------------ bounds

    function raiseCap(bytes32 id, uint256 absolute, uint256 relative) external curatorTimelocked {
        _changeCap(id, absolute, relative, true);
    }

    /// @notice Below what the strategies hold it stops allocations and moves nothing.
    function lowerCap(bytes32 id, uint256 absolute, uint256 relative) external {
        _requireLowering();
        _changeCap(id, absolute, relative, false);
    }

    /// @notice The part of the vault, basis points, that no allocation may take from idle funds.
    function setMinIdle(uint256 bps) external curatorTimelocked {
        if (bps > BPS) revert OutOfBounds(bps, BPS);
        _books.minIdleBps = uint16(bps);
        emit MinIdleSet(bps);
    }

    /// @notice The part of the vault, WAD, that may be lost a day by moving funds and running strategies.
    function setLossBound(uint256 bound) external curatorTimelocked {
        if (bound > MAX_LOSS_BOUND) revert OutOfBounds(bound, MAX_LOSS_BOUND);
        _lossBound.bound = uint64(bound);
        emit LossBoundSet(bound);
    }

    /// @return absolute units at entry value that may be at the risk after an allocation
    /// @return relative WAD of the vault's lowest total of this hour and the last
    function capOf(bytes32 id) external view returns (uint256 absolute, uint256 relative) {
        return _risks.capOf(id);
    }

    /// @return bound WAD of the vault that may be lost a day
    /// @return left WAD of it that may be lost now
    function lossBound() external view returns (uint256 bound, uint256 left) {
        return (_lossBound.bound, _lossBound.left());
    }

    /// @dev Leaves the least idle part alone, and what the exit queue's requests will be paid from.
    function _requireSpare(uint256 units) private view {
        uint256 total = entryUnits();
        uint256 idle = _idle();
        uint256 least = (total * _books.minIdleBps) / BPS;
        if (least > 0 && units + least > idle) revert BelowMinIdle(idle - units, least);
        if (address(exitQueue) == address(0) || exitQueue.pendingShares() == 0) return;
        uint256 available = _idleFor(address(0), _exit(total), totalSupply());
        if (units > available) revert ReservedForQueue(units, available);
    }

    function _changeCap(bytes32 id, uint256 absolute, uint256 relative, bool up) private {
        _risks.change(id, absolute, relative, up);
    }
}
