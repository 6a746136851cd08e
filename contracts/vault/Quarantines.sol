// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStrategy} from "../interfaces/IStrategy.sol";
import {Curation} from "./Curation.sol";
import {Quarantine} from "./Quarantine.sol";
import {SidePocket} from "./SidePocket.sol";

/// @title What becomes of a vault one of whose strategies cannot be read: the rest goes on.
/// @notice A failing reading reverts every call of a vault, so that nobody trades on half a value. While a strategy is aside entries
/// are closed, and whoever leaves gets the rest, and the shares' part of the claims on what is aside.
abstract contract Quarantines is Curation {
    using Quarantine for Quarantine.Book;

    /// @notice Tells that a strategy cannot be read. The first time it is noted; an hour to a day later it is set aside, and its loss
    /// counts. Open to anyone who sends it as a transaction of its own; one that reads is cleared.
    function quarantine(IStrategy strategy) external nonReentrant {
        _quarantine.report(_positions, _books, strategy, adapter);
    }

    /// @notice Takes a strategy back that reads again, as openly as it was set aside and in two readings as well: who left with claims
    /// on it is paid off, and what the others lost by it counts again at once.
    function readmit(IStrategy strategy) external nonReentrant {
        if (!_quarantine.readAgain(strategy)) return;
        Standing memory s = _recognise();
        uint256 spare = _idleFor(address(0), _exit(s.total), s.supply);
        _quarantine.readmit(_positions, _books, strategy, spare, adapter);
    }

    /// @notice Makes a call to a strategy that is aside, and shares what it sends among all claims on it, the vault's own included.
    /// Allocators and keepers make it unwind (`withdrawAtFloor`, `startExit`, `finishExit`), anyone does once it has been aside for
    /// {longestExit}; any other call waits for its notice as those of {configure} do.
    function salvage(IStrategy strategy, bytes calldata data) external nonReentrant {
        if (!Quarantine.unwinds(bytes4(data))) {
            _requireProposer();
            _accept();
        } else if (block.timestamp < _quarantine.cases[strategy].since + longestExit) {
            _requireAllocator();
        }
        _recognise();
        _quarantine.salvage(_books, strategy, data, adapter);
    }

    /// @notice Gives up waiting for a strategy that is aside, so that entries open again. Claims on it stay, and so does {salvage}.
    function writeOff(IStrategy strategy) external curatorTimelocked {
        _quarantine.writeOff(_books, strategy);
    }

    /// @notice Where what `strategy` realises belongs: here, or while it is aside and once it is written off, the claims on it.
    function homeOf(address strategy) public view virtual returns (address) {
        address pocket = address(_quarantine.cases[IStrategy(strategy)].pocket);
        return pocket == address(0) ? address(this) : pocket;
    }

    /// @param index below {books}' number of strategies that are aside
    /// @return the claims on one of them
    function sidePocket(uint256 index) external view returns (SidePocket) {
        return _quarantine.aside[index];
    }
}
