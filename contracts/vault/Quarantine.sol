// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAsyncStrategy} from "../interfaces/IAsyncStrategy.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {UnitTransfers} from "../lst/UnitTransfers.sol";
import {Books} from "./Books.sol";
import {Position} from "./Position.sol";
import {Roster} from "./Roster.sol";
import {SidePocket} from "./SidePocket.sol";

/// @title Setting a strategy aside that cannot be read, what it still realises, and taking it back.
/// @notice A reading counts only with full gas and at the top of a transaction, where no pool is inside a call and no flash loan is
/// out. Two failures an hour to a day apart set a strategy aside; two readings as far apart bring it back. Linked, so that its
/// bytes are not the vault's.
library Quarantine {
    using Roster for Position[];
    using UnitTransfers for ILstAdapter;

    /// Gas that a reading is given, whoever asks.
    uint256 public constant READ_GAS = 4_000_000;
    uint256 private constant LEAST_APART = 1 hours;
    uint256 private constant MOST_APART = 1 days;

    struct Case {
        /// when a failure was first seen, and when a reading was once it is aside; 0 where none was
        uint40 failedAt;
        uint40 readAt;
        /// since when it is aside
        uint40 since;
        SidePocket pocket;
        /// units at exit value, the best of the readings since `readAt`
        uint256 worth;
        /// units whose loss those who are still in the vault recognised when it was set aside
        uint256 restorable;
    }

    struct Book {
        mapping(IStrategy strategy => Case) cases;
        SidePocket[] aside;
    }

    event ReadFailed(IStrategy indexed strategy, uint256 quarantineFrom);
    event ReadAgain(IStrategy indexed strategy, uint256 readmitFrom);
    event Quarantined(IStrategy indexed strategy, SidePocket pocket, uint256 units);
    event Readmitted(IStrategy indexed strategy, uint256 units);
    event WrittenOff(IStrategy indexed strategy);

    error NotAtTheTop(address caller);
    error LackOfGas(uint256 gas);
    error QuarantineFrom(uint256 time);
    error NotQuarantined(address strategy);
    error StillFails(address strategy);
    error TooLittleIdle(uint256 units, uint256 spare);

    // ------------------------------------------------------------------ aside

    /// @notice Counts a failure of `strategy`, or clears an old one where it reads; the second failure sets it aside, at a loss of all
    /// that was last seen in it.
    function report(
        Book storage self,
        Position[] storage positions,
        Books.Recognised storage books,
        IStrategy strategy,
        ILstAdapter adapter
    ) external {
        positions.indexOf(strategy);
        Case storage c = self.cases[strategy];
        if (_reads(strategy)) {
            c.failedAt = 0;
            emit ReadAgain(strategy, 0);
            return;
        }
        uint256 from = c.failedAt + LEAST_APART;
        if (c.failedAt == 0 || block.timestamp > c.failedAt + MOST_APART) {
            c.failedAt = uint40(block.timestamp);
            emit ReadFailed(strategy, block.timestamp + LEAST_APART);
            return;
        }
        if (block.timestamp < from) revert QuarantineFrom(from);
        uint256 unrecognised = Math.saturatingSub(_lastSeen(positions, adapter), books.units);
        uint256 lost = positions.drop(strategy);
        c.restorable = Math.saturatingSub(lost, unrecognised);
        c.since = uint40(block.timestamp);
        // One claim at least, so that what an empty strategy may yet realise has an owner.
        c.pocket = new SidePocket(IERC20Metadata(address(this)), strategy, adapter, Math.max(lost, 1));
        self.aside.push(c.pocket);
        books.aside = uint8(self.aside.length);
        emit Books.LossRecognised(strategy, lost);
        emit Quarantined(strategy, c.pocket, lost);
    }

    /// @notice Gives who leaves with `shares` of `supply` that part of the vault's claims on every strategy that is aside.
    function give(Book storage self, address owner, uint256 shares, uint256 supply) external {
        for (uint256 i = 0; i < self.aside.length; ++i) {
            SidePocket pocket = self.aside[i];
            uint256 claims = Math.mulDiv(pocket.balanceOf(address(this)), shares, supply);
            if (claims > 0) pocket.transfer(owner, claims);
            Case storage c = self.cases[pocket.strategy()];
            c.restorable -= Math.mulDiv(c.restorable, shares, supply, Math.Rounding.Ceil);
        }
    }

    // ------------------------------------------------------------------ what it still realises

    /// @notice Makes a call to a strategy that is, or was, aside, and shares what it sends among all claims.
    function salvage(
        Book storage self,
        Books.Recognised storage books,
        IStrategy strategy,
        bytes calldata data,
        ILstAdapter adapter
    ) external {
        Case storage c = _caseOf(self, strategy);
        uint256 held = adapter.unitsOf(address(this));
        Address.functionCall(address(strategy), data);
        adapter.sendUnits(address(c.pocket), adapter.unitsOf(address(this)) - held);
        _collect(c, books);
    }

    /// @notice Brings home what the vault's own claims have realised.
    function collect(Book storage self, Books.Recognised storage books) external {
        for (uint256 i = 0; i < self.aside.length; ++i) {
            _collect(self.cases[self.aside[i].strategy()], books);
        }
    }

    /// @return true for the calls by which a strategy gives back what it holds
    function unwinds(bytes4 call) internal pure returns (bool) {
        return
            call == IStrategy.withdrawAtFloor.selector ||
            call == IAsyncStrategy.startExit.selector ||
            call == IAsyncStrategy.finishExit.selector;
    }

    /// @notice Gives up waiting for a strategy that is aside. Claims on it stay.
    function writeOff(Book storage self, Books.Recognised storage books, IStrategy strategy) external {
        Case storage c = _caseOf(self, strategy);
        c.restorable = 0;
        _leaveAside(self, books, c.pocket);
        emit WrittenOff(strategy);
    }

    // ------------------------------------------------------------------ back

    /// @notice Notes that `strategy` reads again, and what it is worth to who leaves.
    /// @return ready true from the second such reading on, an hour to a day after the first
    function readAgain(Book storage self, IStrategy strategy) external returns (bool ready) {
        Case storage c = _caseOf(self, strategy);
        if (!_reads(strategy)) revert StillFails(address(strategy));
        bool first = c.readAt == 0 || block.timestamp > c.readAt + MOST_APART;
        if (first) {
            (c.readAt, c.worth) = (uint40(block.timestamp), 0);
            emit ReadAgain(strategy, block.timestamp + LEAST_APART);
        }
        c.worth = Math.max(c.worth, strategy.exitUnits());
        return !first && block.timestamp >= c.readAt + LEAST_APART;
    }

    /// @notice Takes a strategy back, and pays off who holds claims elsewhere: with their slice of it, sold at its floor at worst, or
    /// where it cannot return that at once, with as much out of idle funds. Refused with {TooLittleIdle} where those do not reach.
    /// @param spare units that idle funds can pay
    function readmit(
        Book storage self,
        Position[] storage positions,
        Books.Recognised storage books,
        IStrategy strategy,
        uint256 spare,
        ILstAdapter adapter
    ) external {
        Case storage c = _caseOf(self, strategy);
        _restore(c, books, _payOthers(c, strategy, spare, adapter));
        uint256 units = strategy.entryUnits();
        positions.push(Position(strategy, units));
        _leaveAside(self, books, c.pocket);
        delete self.cases[strategy];
        emit Readmitted(strategy, units);
    }

    /// @return kept units at entry value of the vault's own part of the strategy
    function _payOthers(
        Case storage c,
        IStrategy strategy,
        uint256 spare,
        ILstAdapter adapter
    ) private returns (uint256 kept) {
        SidePocket pocket = c.pocket;
        uint256 claims = pocket.totalSupply();
        uint256 others = claims - pocket.balanceOf(address(this));
        pocket.retire();
        uint256 slice = Math.mulDiv(strategy.exitUnits(), others, claims);
        uint256 held = adapter.unitsOf(address(this));
        if (slice <= strategy.withdrawLimit()) {
            if (slice > 0) strategy.withdrawAtFloor(slice, 0);
            kept = strategy.entryUnits();
        } else {
            uint256 entry = strategy.entryUnits();
            uint256 due = Math.mulDiv(Math.min(c.worth, entry), others, claims);
            if (due > spare) revert TooLittleIdle(due, spare);
            kept = Math.mulDiv(entry, claims - others, claims);
            held -= due;
        }
        adapter.sendUnits(address(pocket), adapter.unitsOf(address(this)) - held);
        pocket.sync();
    }

    // ------------------------------------------------------------------

    function _collect(Case storage c, Books.Recognised storage books) private {
        _restore(c, books, c.pocket.claim(address(this)));
    }

    /// @dev What comes back counts at once as far as the vault lost it when the strategy was set aside, and like any gain beyond.
    function _restore(Case storage c, Books.Recognised storage books, uint256 units) private {
        uint256 restored = Math.min(units, c.restorable);
        c.restorable -= restored;
        books.units += uint128(restored);
    }

    /// @dev As a written-off strategy is no longer in the list, nothing may be there to take out.
    function _leaveAside(Book storage self, Books.Recognised storage books, SidePocket pocket) private {
        uint256 length = self.aside.length;
        for (uint256 i = 0; i < length; ++i) {
            if (address(self.aside[i]) != address(pocket)) continue;
            self.aside[i] = self.aside[length - 1];
            self.aside.pop();
            books.aside = uint8(length - 1);
            return;
        }
    }

    function _caseOf(Book storage self, IStrategy strategy) private view returns (Case storage c) {
        c = self.cases[strategy];
        if (address(c.pocket) == address(0)) revert NotQuarantined(address(strategy));
    }

    /// @dev What the vault held when it last looked, since a strategy that fails cannot be asked.
    function _lastSeen(
        Position[] storage positions,
        ILstAdapter adapter
    ) private view returns (uint256 units) {
        units = adapter.unitsOf(address(this));
        for (uint256 i = 0; i < positions.length; ++i) units += positions[i].seen;
    }

    /// @dev Only an account without code that is itself the origin is sure to call before anything else in the transaction.
    function _reads(IStrategy strategy) private view returns (bool) {
        // solhint-disable-next-line avoid-tx-origin
        if (msg.sender != tx.origin || msg.sender.code.length > 0) revert NotAtTheTop(msg.sender);
        return
            _answers(strategy, strategy.entryUnits.selector) &&
            _answers(strategy, strategy.exitUnits.selector) &&
            _answers(strategy, strategy.entriesOpen.selector);
    }

    /// @dev Copies no more than a word of the answer, however long a strategy makes it.
    function _answers(IStrategy strategy, bytes4 getter) private view returns (bool done) {
        // A call is given no more than 63 parts in 64 of the gas that is left.
        if (gasleft() < READ_GAS + READ_GAS / 32) revert LackOfGas(gasleft());
        assembly ("memory-safe") {
            mstore(0, getter)
            done := staticcall(READ_GAS, strategy, 0, 4, 0, 32)
            done := and(done, eq(returndatasize(), 32))
        }
    }
}
