// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Permits} from "./Permits.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {LowestTotal} from "./LowestTotal.sol";
import {Position} from "./Position.sol";
import {Quarantine} from "./Quarantine.sol";
import {Roster} from "./Roster.sol";
import {Roles} from "./Roles.sol";
import {Units} from "./Units.sol";

/// @title A vault's books: what is recognised, and what it is worth to who comes in and to who leaves.
/// @notice Value is read live. A loss counts in the transaction that reveals it, and is told by amount and strategy. A gain is
/// recognised at most at `maxRate` a year, whether it is yield, a donation or a manipulation.
abstract contract Books is IERC4626, Permits, Units, Roles, ReentrancyGuardTransient {
    using LowestTotal for LowestTotal.Record;
    using Quarantine for Quarantine.Book;
    using Roster for Position;
    using SafeCast for uint256;

    /// Closed during set-up, open, or paused.
    enum Entries {
        SetUp,
        Open,
        Paused
    }

    /// In one slot with what else a deposit must know.
    struct Recognised {
        uint128 units;
        uint40 time;
        Entries entries;
        uint16 performanceBps;
        uint16 managementBps;
        uint16 minIdleBps;
        /// strategies that are aside
        uint8 aside;
    }

    /// Units at entry value, and the shares that they are for, pending fees included.
    struct Standing {
        uint256 total;
        uint256 supply;
    }

    uint256 internal constant WAD = 1e18;
    uint256 internal constant BPS = 10_000;
    uint256 internal constant YEAR = 365 days;

    /// Fastest growth of units that is recognised, WAD a year.
    uint256 public immutable maxRate;

    Position[] internal _positions;
    Recognised internal _books;
    LowestTotal.Record internal _lowest;
    Quarantine.Book internal _quarantine;

    event EntriesSet(Entries entries);
    event GainRecognised(uint256 units, uint256 unrecognised);
    event LossRecognised(IStrategy indexed strategy, uint256 units);

    error EntriesAre(Entries entries);
    error ZeroAmount();

    constructor(uint256 maxRate_) {
        maxRate = maxRate_;
        _books.time = uint40(block.timestamp);
    }

    /// @notice Recognises gains and losses up to now, and takes the fees due. Open to anyone.
    function recognise() external nonReentrant {
        _recognise();
    }

    /// @notice What is recognised since when, whether entries are open, and the parts of the vault that fees and idle funds are.
    function books() external view returns (Recognised memory) {
        return _books;
    }

    function asset() public view returns (address) {
        return _asset;
    }

    function decimals() public view override(ERC20, IERC20Metadata) returns (uint8) {
        return _decimals;
    }

    /// @notice Units at entry value, gains as far as recognised.
    function entryUnits() public view returns (uint256) {
        return _recognisedOf(_real());
    }

    /// @notice Units that leaving in full would realise now; never above {entryUnits}.
    function exitUnits() public view returns (uint256) {
        return _exit(entryUnits());
    }

    function totalAssets() public view returns (uint256) {
        return _toAssets(entryUnits());
    }

    function convertToAssets(uint256 shares) public view returns (uint256) {
        Standing memory s = _standing();
        return _toAssets(_unitsFor(shares, s.total, s.supply));
    }

    /// @dev Once a transaction, before anything else: losses in full, gains at most at `maxRate`, and the fees on both.
    function _recognise() internal returns (Standing memory s) {
        if (_books.aside > 0) _quarantine.collect(_books);
        uint256 real = _look();
        uint256 before = _books.units;
        s.total = _recognisedOf(real);
        s.supply = totalSupply();
        _noteLowest(before, s.total);
        s.supply += _takeFees(s);
        _keep(s.total);
        if (s.total > before) emit GainRecognised(s.total - before, real - s.total);
    }

    function _standing() internal view returns (Standing memory s) {
        (s.total, s.supply) = (entryUnits(), totalSupply());
        s.supply += _feeShares(s);
    }

    /// @dev Mints the shares of the fees due, and returns how many.
    function _takeFees(Standing memory s) internal virtual returns (uint256);

    function _feeShares(Standing memory s) internal view virtual returns (uint256);

    function _keep(uint256 units) internal {
        (_books.units, _books.time) = (units.toUint128(), uint40(block.timestamp));
    }

    function _noteLowest(uint256 before, uint256 total) internal {
        _lowest.note(before, total);
    }

    /// @dev What is held, and what was last seen in each strategy brought up to date.
    function _look() private returns (uint256 units) {
        units = _idle();
        for (uint256 i = 0; i < _positions.length; ++i) units += _positions[i].see();
    }

    function _recognisedOf(uint256 real) internal view returns (uint256) {
        uint256 units = _books.units;
        uint256 growth = Math.mulDiv(units, maxRate * (block.timestamp - _books.time), WAD * YEAR);
        return Math.min(real, units + growth);
    }

    function _real() internal view returns (uint256 units) {
        units = _idle();
        for (uint256 i = 0; i < _positions.length; ++i) units += _positions[i].strategy.entryUnits();
    }

    function _exit(uint256 total) internal view returns (uint256 units) {
        units = _idle();
        for (uint256 i = 0; i < _positions.length; ++i) units += _positions[i].strategy.exitUnits();
        units = Math.min(units, total);
    }

    /// @dev Units of `total` that `shares` of `supply` stand for, rounded down; at exit value, too.
    function _unitsFor(uint256 shares, uint256 total, uint256 supply) internal view returns (uint256) {
        return Math.mulDiv(shares, total + 1, _withVirtual(supply));
    }

    /// @dev Beside one virtual unit there are as many virtual shares: nobody's gift makes a share dear.
    function _withVirtual(uint256 supply) internal view returns (uint256) {
        return supply + _sharesAUnit;
    }

    function _inSetUp() internal view override returns (bool) {
        return _books.entries == Entries.SetUp;
    }

    function _moveEntries(Entries from, Entries to) internal {
        if (_books.entries != from) revert EntriesAre(_books.entries);
        _books.entries = to;
        emit EntriesSet(to);
    }
}
