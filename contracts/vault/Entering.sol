// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IEntryGate} from "../interfaces/IEntryGate.sol";
import {Fees} from "./Fees.sol";
import {Movements} from "./Movements.sol";

/// @title Coming in, at entry value: who may, how much, and for how many shares.
abstract contract Entering is Fees {
    /// Units that the vault takes at most; above what the books hold it means no cap.
    uint256 public depositCap;
    /// Asked who may enter and how far; zero where everybody may.
    IEntryGate public entryGate;

    event DepositCapSet(uint256 units);
    event EntryGateSet(IEntryGate gate);

    error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max);
    error EntriesClosed();
    error RoundingLoss(uint256 units, uint256 worth);
    error NotLower(uint256 cap, uint256 current);
    error NotHigher(uint256 cap, uint256 current);

    constructor(uint256 depositCap_) {
        depositCap = depositCap_;
    }

    function deposit(uint256 assets, address receiver) external nonReentrant returns (uint256 shares) {
        Standing memory s = _recognise();
        uint256 units = _pull(assets, receiver, s.total);
        shares = _sharesFor(units, s);
        _enter(receiver, units, shares, s);
    }

    function mint(uint256 shares, address receiver) external nonReentrant returns (uint256 assets) {
        Standing memory s = _recognise();
        assets = _assetsToMint(shares, s);
        _enter(receiver, _pull(assets, receiver, s.total), shares, s);
    }

    // ------------------------------------------------------------------ the door

    /// @notice Ends set-up, for good: deposits are taken, and from here on timelocks bind.
    function open() external onlyOwner {
        _moveEntries(Entries.SetUp, Entries.Open);
    }

    /// @notice Stops deposits and mints, and nothing else. Only the owner and sentinels.
    function pauseEntries() external {
        _requireGuard();
        _moveEntries(Entries.Open, Entries.Paused);
    }

    function resumeEntries() external onlyOwner {
        _moveEntries(Entries.Paused, Entries.Open);
    }

    /// @notice Lets `gate` say who may enter and how far; the zero address lets everybody in. It has no say in exits.
    function setEntryGate(IEntryGate gate) external onlyOwner {
        entryGate = gate;
        emit EntryGateSet(gate);
    }

    function raiseDepositCap(uint256 units) external curatorTimelocked {
        if (units <= depositCap) revert NotHigher(units, depositCap);
        _setDepositCap(units);
    }

    /// @notice Below what the vault holds it stops deposits and nobody's exit.
    function lowerDepositCap(uint256 units) external {
        _requireLowering();
        if (units >= depositCap) revert NotLower(units, depositCap);
        _setDepositCap(units);
    }

    /// @notice True while deposits are taken: the vault is open and not paused, no strategy is aside or at level `defend` or beyond,
    /// and the token's rate, where it is pushed, is not refused.
    function entriesOpen() public view returns (bool) {
        return _doorOpen() && _rateHolds();
    }

    // ------------------------------------------------------------------ what it costs

    function convertToShares(uint256 assets) public view returns (uint256) {
        return _sharesFor(_toUnits(assets), _standing());
    }

    function previewDeposit(uint256 assets) external view returns (uint256) {
        return convertToShares(assets);
    }

    function previewMint(uint256 shares) external view returns (uint256) {
        return _assetsToMint(shares, _standing());
    }

    function maxDeposit(address receiver) external view returns (uint256) {
        return entriesOpen() ? _toAssets(_room(receiver, entryUnits())) : 0;
    }

    function maxMint(address receiver) external view returns (uint256) {
        Standing memory s = _standing();
        return entriesOpen() ? _sharesFor(_room(receiver, s.total), s) : 0;
    }

    function _sharesFor(uint256 units, Standing memory s) private view returns (uint256) {
        return Math.mulDiv(units, _withVirtual(s.supply), s.total + 1);
    }

    function _assetsToMint(uint256 shares, Standing memory s) private view returns (uint256) {
        return _toAssetsUp(Math.mulDiv(shares, s.total + 1, _withVirtual(s.supply), Math.Rounding.Ceil));
    }

    function _room(address receiver, uint256 total) private view returns (uint256 room) {
        room = Math.saturatingSub(Math.min(depositCap, type(uint128).max), total);
        IEntryGate gate = entryGate;
        if (address(gate) != address(0)) room = Math.min(room, gate.entryRoom(receiver));
    }

    // ------------------------------------------------------------------ moving

    function _pull(uint256 assets, address receiver, uint256 total) private returns (uint256 units) {
        if (!_doorOpen()) revert EntriesClosed();
        if (_ratePushed) adapter.redemptionRate();
        units = _receiveFrom(msg.sender, assets);
        if (units == 0) revert ZeroAmount();
        uint256 room = _room(receiver, total);
        if (units > room) revert ERC4626ExceededMaxDeposit(receiver, assets, _toAssets(room));
    }

    function _enter(address receiver, uint256 units, uint256 shares, Standing memory s) private {
        uint256 worth = _unitsFor(shares, s.total + units, s.supply + shares);
        if (shares == 0 || worth + units / Movements.ROUNDING_PART + 1 < units)
            revert RoundingLoss(units, worth);
        _keep(s.total + units);
        _mint(receiver, shares);
        emit Deposit(msg.sender, receiver, _toAssets(units), shares);
    }

    function _doorOpen() internal view virtual returns (bool) {
        if (_books.entries != Entries.Open || _books.aside > 0) return false;
        for (uint256 i = 0; i < _positions.length; ++i) {
            if (!_positions[i].strategy.entriesOpen()) return false;
        }
        return true;
    }

    function _setDepositCap(uint256 units) private {
        depositCap = units;
        emit DepositCapSet(units);
    }
}
