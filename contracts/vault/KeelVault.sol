// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IAsyncStrategy} from "../interfaces/IAsyncStrategy.sol";
import {IExitQueue} from "../interfaces/IExitQueue.sol";
import {IKeelVault} from "../interfaces/IKeelVault.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {Roles} from "./Roles.sol";
import {Timelocks} from "./Timelocks.sol";

/// @title A vault for a staked token, with one price to enter and another to leave.
/// @notice ERC-4626 over staked tokens, rebasing or rate-bearing. The books are kept in units, the token's form that does not
/// rebase, so a staking reward reaches every holder at once with no report, no fee and no lock.
///
/// Entry value counts debts at redemptionRate; deposits and mints use it, and `totalAssets` shows it. Exit value counts
/// them at what a sale would fetch; withdrawals and redeems use it, so nobody leaves at a price that those who stay must make
/// good. Value is read live: a loss counts in the transaction that reveals it, a gain is recognised at most at
/// `maxRate` a year, whether it is yield, a donation or a manipulation.
///
/// Risk is raised behind timelocks and lowered at once; neither caps nor a pause ever stop an exit.
///
/// `withdraw` and `redeem` pay from idle funds. The four-argument `redeem` also unwinds strategies, at the leaver's own cost.
contract KeelVault is IKeelVault, IERC4626, ERC20Permit, Roles, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// Closed during set-up, open, or paused.
    enum Entries {
        SetUp,
        Open,
        Paused
    }

    struct Books {
        /// units recognised so far
        uint128 recognised;
        uint64 time;
        /// here, so that a deposit finds it in a slot that it reads anyway
        Entries entries;
    }

    uint256 private constant WAD = 1e18;
    uint256 private constant YEAR = 365 days;
    uint256 public constant MAX_STRATEGIES = 8;
    /// A deposit may lose this part of itself, and one unit, to rounding.
    uint256 private constant ROUNDING_PART = 1e9;

    ILstAdapter public immutable adapter;
    address private immutable _asset;
    bool private immutable _rebasing;
    bool private immutable _ratePushed;
    /// Fastest growth of units that is recognised, WAD a year.
    uint256 public immutable maxRate;

    /// Units that the vault takes at most; above what the books hold it means no cap.
    uint256 public depositCap;
    /// Whose requests have the first call on idle funds; zero where the vault has no queue.
    IExitQueue public exitQueue;
    IStrategy[] private _strategies;
    /// Units at entry value that a strategy holds at most after an allocation.
    mapping(IStrategy strategy => uint256) public strategyCap;
    Books private _books;

    event EntriesSet(Entries entries);
    event DepositCapSet(uint256 units);
    event ExitQueueSet(IExitQueue queue);
    event StrategyAdded(IStrategy indexed strategy);
    event StrategyCapSet(IStrategy indexed strategy, uint256 units);
    event Configured(IStrategy indexed strategy, bytes data);
    event Allocated(IStrategy indexed strategy, uint256 units);
    event Deallocated(IStrategy indexed strategy, uint256 units, uint256 realised);
    event ExitStarted(IAsyncStrategy indexed strategy, uint256 units);
    event ExitFinished(IAsyncStrategy indexed strategy, uint256 units);
    event Recognised(uint256 units, uint256 unrecognised);
    event LossRecognised(uint256 units);

    error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max);
    error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max);
    error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max);
    error EntriesClosed();
    error ZeroAmount();
    error RoundingLoss(uint256 units, uint256 worth);
    error BelowMinAssets(uint256 assets, uint256 minAssets);
    error UnknownStrategy(address strategy);
    error StrategyRefused(address strategy);
    error AllocationLoss(uint256 before, uint256 afterwards);
    error AboveDepositLimit(uint256 units, uint256 limit);
    error AboveWithdrawLimit(uint256 units, uint256 limit);
    error AboveStrategyCap(uint256 units, uint256 cap);
    error NotLower(uint256 cap, uint256 current);
    error NotHigher(uint256 cap, uint256 current);
    error EntriesAre(Entries entries);
    error ExitQueueRefused(address queue);
    error OnlyExitQueue(address caller);
    error BeyondRequests(uint256 units, uint256 lacking);
    error ReservedForQueue(uint256 units, uint256 available);

    constructor(
        ILstAdapter adapter_,
        string memory name_,
        string memory symbol_,
        address owner_,
        uint256 maxRate_,
        uint256 depositCap_,
        uint256 longestExit_
    ) ERC20(name_, symbol_) ERC20Permit(name_) Ownable(owner_) Timelocks(longestExit_) {
        (adapter, _asset) = (adapter_, adapter_.token());
        (_rebasing, _ratePushed) = (adapter_.rebasing(), adapter_.ratePushed());
        (maxRate, depositCap) = (maxRate_, depositCap_);
        _books.time = uint64(block.timestamp);
    }

    // ------------------------------------------------------------------ entering

    function deposit(uint256 assets, address receiver) external nonReentrant returns (uint256 shares) {
        uint256 total = _recognise();
        uint256 units = _pull(assets, total);
        shares = _sharesFor(units, total);
        _enter(receiver, units, shares, total);
    }

    function mint(uint256 shares, address receiver) external nonReentrant returns (uint256 assets) {
        uint256 total = _recognise();
        assets = _assetsToMint(shares, total);
        _enter(receiver, _pull(assets, total), shares, total);
    }

    // ------------------------------------------------------------------ leaving

    function withdraw(
        uint256 assets,
        address receiver,
        address owner_
    ) external nonReentrant returns (uint256 shares) {
        uint256 total = _recognise();
        uint256 most = _maxWithdraw(owner_, total);
        if (assets > most) revert ERC4626ExceededMaxWithdraw(owner_, assets, most);
        uint256 units = _toUnitsUp(assets);
        shares = _sharesToLeave(units, _exit(total));
        _leave(receiver, owner_, units, shares, total);
    }

    function redeem(
        uint256 shares,
        address receiver,
        address owner_
    ) external nonReentrant returns (uint256 assets) {
        uint256 total = _recognise();
        uint256 most = _maxRedeem(owner_, total);
        if (shares > most) revert ERC4626ExceededMaxRedeem(owner_, shares, most);
        assets = _leave(receiver, owner_, _unitsToLeave(shares, _exit(total)), shares, total);
    }

    /// @notice Redeems deeper than idle funds reach: idle first, then slices of the strategies in their order. Pays the shares'
    /// exit value, which bears the average cost of a full unwind, or less where these slices fetched less or cost more: what
    /// those who stay have recognised stays theirs.
    /// @param minAssets the call reverts with {BelowMinAssets} where less would be paid
    function redeem(
        uint256 shares,
        address receiver,
        address owner_,
        uint256 minAssets
    ) external nonReentrant returns (uint256 assets) {
        uint256 total = _recognise();
        uint256 balance = balanceOf(owner_);
        if (shares > balance) revert ERC4626ExceededMaxRedeem(owner_, shares, balance);
        uint256 exit = _exit(total);
        uint256 due = _unitsToLeave(shares, exit);
        uint256 idle = _idleFor(owner_, exit);
        if (idle < due) {
            idle = _unwind(due, idle);
            due = Math.min(due, Math.saturatingSub(_real(), _staying(shares, total)));
        }
        assets = _leave(receiver, owner_, Math.min(due, idle), shares, total);
        if (assets < minAssets) revert BelowMinAssets(assets, minAssets);
    }

    // ------------------------------------------------------------------ running

    /// @notice Moves idle `units` into a strategy. Refused with {AboveDepositLimit} where they are more than it takes now, and with
    /// {AboveStrategyCap} where it would then hold more than its cap.
    function allocate(IStrategy strategy, uint256 units) external onlyAllocator nonReentrant {
        _requireKnown(strategy);
        uint256 limit = strategy.depositLimit();
        if (units > limit) revert AboveDepositLimit(units, limit);
        uint256 before = _real();
        _requireUnreserved(units, before);
        _push(address(strategy), units);
        strategy.deposit(units);
        uint256 afterwards = _real();
        if (afterwards + units / ROUNDING_PART + 4 < before) revert AllocationLoss(before, afterwards);
        uint256 held = strategy.entryUnits();
        if (held > strategyCap[strategy]) revert AboveStrategyCap(held, strategyCap[strategy]);
        emit Allocated(strategy, units);
    }

    /// @notice Unwinds the slice of a strategy worth `units` at exit value into idle, selling nothing below the strategy's floor.
    /// Refused with {AboveWithdrawLimit} where it cannot realise so much now.
    function deallocate(
        IStrategy strategy,
        uint256 units,
        uint256 minUnits
    ) external onlyAllocator nonReentrant {
        _requireKnown(strategy);
        uint256 limit = strategy.withdrawLimit();
        if (units > limit) revert AboveWithdrawLimit(units, limit);
        emit Deallocated(strategy, units, strategy.withdrawAtFloor(units, minUnits));
    }

    /// @notice Starts a strategy's slow way out for `units` at exit value. Allocators and keepers; once a request is overdue anyone,
    /// for what the queue's requests lack and no more, or the call reverts with {BeyondRequests}.
    /// @return started units under way; fewer where the venue takes fewer at once
    function startExit(
        IAsyncStrategy strategy,
        uint256 units
    ) external nonReentrant returns (uint256 started) {
        _requireKnown(strategy);
        if (!_isAllocator(msg.sender)) _requireLacking(strategy, units);
        started = strategy.startExit(units);
        emit ExitStarted(strategy, started);
    }

    /// @notice Brings home what a slow way out has matured. Open to anyone.
    function finishExit(IAsyncStrategy strategy) external nonReentrant returns (uint256 units) {
        _requireKnown(strategy);
        units = strategy.finishExit();
        emit ExitFinished(strategy, units);
    }

    /// @notice Moves `shares` that their holder asks to redeem into the exit queue, which alone may call.
    /// @param spender who asks; it needs the holder's allowance unless it is the holder
    function transferToQueue(address holder, address spender, uint256 shares) external {
        if (msg.sender != address(exitQueue)) revert OnlyExitQueue(msg.sender);
        if (spender != holder) _spendAllowance(holder, spender, shares);
        _transfer(holder, msg.sender, shares);
    }

    /// @notice Recognises gains and losses up to now. Open to anyone.
    function recognise() external nonReentrant {
        _recognise();
    }

    // ------------------------------------------------------------------ raising risk, behind timelocks

    /// @notice Adds a strategy built for this vault, for good. Refused with {StrategyRefused} where it serves another vault, is here
    /// already, or the vault is full.
    /// @param cap units at entry value that it holds at most after an allocation
    function addStrategy(IStrategy strategy, uint256 cap) external curatorTimelocked {
        if (
            _strategies.length == MAX_STRATEGIES ||
            _isKnown(strategy) ||
            address(strategy.vault()) != address(this)
        ) revert StrategyRefused(address(strategy));
        _strategies.push(strategy);
        emit StrategyAdded(strategy);
        _setStrategyCap(strategy, cap);
    }

    /// @notice Makes a call to a strategy that only its vault may make: new settings, above all.
    function configure(IStrategy strategy, bytes calldata data) external curatorTimelocked nonReentrant {
        _requireKnown(strategy);
        Address.functionCall(address(strategy), data);
        emit Configured(strategy, data);
    }

    function raiseStrategyCap(IStrategy strategy, uint256 units) external curatorTimelocked {
        _requireKnown(strategy);
        if (units <= strategyCap[strategy]) revert NotHigher(units, strategyCap[strategy]);
        _setStrategyCap(strategy, units);
    }

    function raiseDepositCap(uint256 units) external curatorTimelocked {
        if (units <= depositCap) revert NotHigher(units, depositCap);
        _setDepositCap(units);
    }

    // ------------------------------------------------------------------ lowering risk, at once

    /// @notice Below what the strategy holds it stops allocations and moves nothing.
    function lowerStrategyCap(IStrategy strategy, uint256 units) external {
        _requireLowering();
        if (units >= strategyCap[strategy]) revert NotLower(units, strategyCap[strategy]);
        _setStrategyCap(strategy, units);
    }

    /// @notice Below what the vault holds it stops deposits and nobody's exit.
    function lowerDepositCap(uint256 units) external {
        _requireLowering();
        if (units >= depositCap) revert NotLower(units, depositCap);
        _setDepositCap(units);
    }

    /// @notice Stops deposits and mints, and nothing else. Only the owner and sentinels.
    function pauseEntries() external {
        _requireGuard();
        _moveEntries(Entries.Open, Entries.Paused);
    }

    // ------------------------------------------------------------------ opening

    /// @notice Names the vault's exit queue, once and during set-up.
    function setExitQueue(IExitQueue queue) external onlyOwner {
        if (!_inSetUp() || address(exitQueue) != address(0) || queue.share() != address(this)) {
            revert ExitQueueRefused(address(queue));
        }
        exitQueue = queue;
        emit ExitQueueSet(queue);
    }

    /// @notice Ends set-up, for good: deposits are taken, and from here on timelocks bind.
    function open() external onlyOwner {
        _moveEntries(Entries.SetUp, Entries.Open);
    }

    function resumeEntries() external onlyOwner {
        _moveEntries(Entries.Paused, Entries.Open);
    }

    // ------------------------------------------------------------------ what it is worth

    function asset() public view returns (address) {
        return _asset;
    }

    function isKeeper(address account) public view override(IKeelVault, Roles) returns (bool) {
        return super.isKeeper(account);
    }

    function owner() public view override(IKeelVault, Ownable) returns (address) {
        return super.owner();
    }

    function decimals() public view override(ERC20, IERC20Metadata) returns (uint8) {
        return super.decimals();
    }

    function strategies() external view returns (IStrategy[] memory) {
        return _strategies;
    }

    /// @notice Units at entry value, gains as far as recognised.
    function entryUnits() public view returns (uint256) {
        return _recognisedOf(_real());
    }

    /// @notice Units that leaving in full would realise now; never above {entryUnits}.
    function exitUnits() public view returns (uint256) {
        return _exit(entryUnits());
    }

    /// @notice Units held here, at hand for leavers.
    function idleUnits() public view returns (uint256) {
        return _idle();
    }

    /// @notice True while deposits are taken: the vault is open and not paused, no strategy is at level `defend` or beyond, and the
    /// token's rate, where it is pushed, is not refused.
    function entriesOpen() public view returns (bool) {
        return _books.entries == Entries.Open && _strategiesOpen() && _rateHolds();
    }

    function totalAssets() public view returns (uint256) {
        return _toAssets(entryUnits());
    }

    function convertToShares(uint256 assets) public view returns (uint256) {
        return _sharesFor(_toUnits(assets), entryUnits());
    }

    function convertToAssets(uint256 shares) public view returns (uint256) {
        return _toAssets(Math.mulDiv(shares, entryUnits() + 1, totalSupply() + 1));
    }

    function previewDeposit(uint256 assets) public view returns (uint256) {
        return convertToShares(assets);
    }

    function previewMint(uint256 shares) public view returns (uint256) {
        return _assetsToMint(shares, entryUnits());
    }

    function previewWithdraw(uint256 assets) public view returns (uint256) {
        return _sharesToLeave(_toUnitsUp(assets), exitUnits());
    }

    function previewRedeem(uint256 shares) public view returns (uint256) {
        return _toAssets(_unitsToLeave(shares, exitUnits()));
    }

    function maxDeposit(address) public view returns (uint256) {
        return entriesOpen() ? _toAssets(_room(entryUnits())) : 0;
    }

    function maxMint(address) public view returns (uint256) {
        uint256 total = entryUnits();
        return entriesOpen() ? _sharesFor(_room(total), total) : 0;
    }

    function maxWithdraw(address owner_) public view returns (uint256) {
        return _maxWithdraw(owner_, entryUnits());
    }

    function maxRedeem(address owner_) public view returns (uint256) {
        return _maxRedeem(owner_, entryUnits());
    }

    // ------------------------------------------------------------------ the books

    /// @dev Once a transaction, before anything else: losses in full, gains at most at `maxRate`.
    function _recognise() private returns (uint256 total) {
        uint256 before = _books.recognised;
        uint256 real = _real();
        total = _recognisedOf(real);
        _keep(total);
        if (total < before) emit LossRecognised(before - total);
        else if (total > before) emit Recognised(total - before, real - total);
    }

    function _recognisedOf(uint256 real) private view returns (uint256) {
        Books memory b = _books;
        uint256 growth = Math.mulDiv(b.recognised, maxRate * (block.timestamp - b.time), WAD * YEAR);
        return Math.min(real, b.recognised + growth);
    }

    function _keep(uint256 units) private {
        _books = Books(uint128(units), uint64(block.timestamp), _books.entries);
    }

    /// @dev A token that does not rebase is its own unit: nothing to ask the adapter.
    function _idle() private view returns (uint256) {
        return _rebasing ? adapter.unitsOf(address(this)) : IERC20(_asset).balanceOf(address(this));
    }

    /// @dev Idle units that `owner_` may have: all for the exit queue, for others what its requests leave.
    function _idleFor(address owner_, uint256 exit) private view returns (uint256 idle) {
        idle = _idle();
        IExitQueue queue = exitQueue;
        if (address(queue) == address(0) || owner_ == address(queue)) return idle;
        return Math.saturatingSub(idle, _unitsToLeave(queue.pendingShares(), exit));
    }

    /// @dev The queue's requests have the first call on idle funds before any strategy has.
    function _requireUnreserved(uint256 units, uint256 real) private view {
        if (address(exitQueue) == address(0) || exitQueue.pendingShares() == 0) return;
        uint256 available = _idleFor(address(0), _exit(_recognisedOf(real)));
        if (units > available) revert ReservedForQueue(units, available);
    }

    /// @dev Only while a request is overdue, and only for what idle funds and this strategy's exits under way do not cover.
    function _requireLacking(IAsyncStrategy strategy, uint256 units) private view {
        if (address(exitQueue) == address(0) || !exitQueue.overdue()) revert OnlyAllocator(msg.sender);
        uint256 due = _unitsToLeave(exitQueue.pendingShares(), exitUnits());
        uint256 lacking = Math.saturatingSub(due, _idle() + strategy.exitingUnits());
        if (units > lacking) revert BeyondRequests(units, lacking);
    }

    function _real() private view returns (uint256 units) {
        units = _idle();
        for (uint256 i = 0; i < _strategies.length; ++i) units += _strategies[i].entryUnits();
    }

    function _strategiesOpen() private view returns (bool) {
        for (uint256 i = 0; i < _strategies.length; ++i) if (!_strategies[i].entriesOpen()) return false;
        return true;
    }

    function _rateHolds() private view returns (bool) {
        if (!_ratePushed) return true;
        try adapter.redemptionRate() returns (uint256) {
            return true;
        } catch {
            return false;
        }
    }

    function _exit(uint256 total) private view returns (uint256 units) {
        units = _idle();
        for (uint256 i = 0; i < _strategies.length; ++i) units += _strategies[i].exitUnits();
        units = Math.min(units, total);
    }

    // ------------------------------------------------------------------ conversions

    function _toUnits(uint256 assets) private view returns (uint256) {
        return _rebasing ? adapter.toUnits(assets) : assets;
    }

    function _toUnitsUp(uint256 assets) private view returns (uint256) {
        return _rebasing ? adapter.toUnitsUp(assets) : assets;
    }

    function _toAssets(uint256 units) private view returns (uint256) {
        return _rebasing ? adapter.toAssets(units) : units;
    }

    function _toAssetsUp(uint256 units) private view returns (uint256) {
        return _rebasing ? adapter.toAssetsUp(units) : units;
    }

    function _sharesFor(uint256 units, uint256 total) private view returns (uint256) {
        return Math.mulDiv(units, totalSupply() + 1, total + 1);
    }

    function _assetsToMint(uint256 shares, uint256 total) private view returns (uint256) {
        return _toAssetsUp(Math.mulDiv(shares, total + 1, totalSupply() + 1, Math.Rounding.Ceil));
    }

    function _unitsToLeave(uint256 shares, uint256 exit) private view returns (uint256) {
        return Math.mulDiv(shares, exit + 1, totalSupply() + 1);
    }

    function _sharesToLeave(uint256 units, uint256 exit) private view returns (uint256) {
        return Math.mulDiv(units, totalSupply() + 1, exit + 1, Math.Rounding.Ceil);
    }

    function _room(uint256 total) private view returns (uint256) {
        uint256 cap = Math.min(depositCap, type(uint128).max);
        return cap > total ? cap - total : 0;
    }

    function _maxWithdraw(address owner_, uint256 total) private view returns (uint256) {
        uint256 exit = _exit(total);
        return _toAssets(Math.min(_unitsToLeave(balanceOf(owner_), exit), _idleFor(owner_, exit)));
    }

    function _maxRedeem(address owner_, uint256 total) private view returns (uint256) {
        uint256 exit = _exit(total);
        uint256 idle = _idleFor(owner_, exit);
        uint256 balance = balanceOf(owner_);
        if (_unitsToLeave(balance, exit) <= idle) return balance;
        return Math.mulDiv(idle, totalSupply() + 1, exit + 1);
    }

    // ------------------------------------------------------------------ moving

    /// @return units received, by what moved and not by what was named
    function _pull(uint256 assets, uint256 total) private returns (uint256 units) {
        if (_books.entries != Entries.Open || !_strategiesOpen()) revert EntriesClosed();
        if (_ratePushed) adapter.redemptionRate();
        uint256 held = _idle();
        IERC20(_asset).safeTransferFrom(msg.sender, address(this), assets);
        units = _idle() - held;
        if (units == 0) revert ZeroAmount();
        uint256 room = _room(total);
        if (units > room) revert ERC4626ExceededMaxDeposit(msg.sender, assets, _toAssets(room));
    }

    function _enter(address receiver, uint256 units, uint256 shares, uint256 total) private {
        uint256 worth = Math.mulDiv(shares, total + units + 1, totalSupply() + shares + 1);
        if (shares == 0 || worth + units / ROUNDING_PART + 1 < units) revert RoundingLoss(units, worth);
        _keep(total + units);
        _mint(receiver, shares);
        emit Deposit(msg.sender, receiver, _toAssets(units), shares);
    }

    /// @dev Those who stay recognise what a leaver leaves behind as they do any other gain.
    function _leave(
        address receiver,
        address owner_,
        uint256 units,
        uint256 shares,
        uint256 total
    ) private returns (uint256 assets) {
        if (shares == 0) revert ZeroAmount();
        if (msg.sender != owner_) _spendAllowance(owner_, msg.sender, shares);
        _keep(_staying(shares, total));
        _burn(owner_, shares);
        _push(receiver, units);
        assets = _toAssets(units);
        emit Withdraw(msg.sender, receiver, owner_, assets, shares);
    }

    /// @dev Units recognised so far that belong to all shares but these.
    function _staying(uint256 shares, uint256 total) private view returns (uint256) {
        uint256 supply = totalSupply();
        return Math.mulDiv(total, supply - shares, supply);
    }

    /// @return the units that are at hand once slices worth what `idle` lacks of `due` are unwound, strategy after strategy
    function _unwind(uint256 due, uint256 idle) private returns (uint256) {
        for (uint256 i = 0; i < _strategies.length && idle < due; ++i) {
            uint256 part = Math.min(due - idle, _strategies[i].withdrawLimit());
            if (part > 0) idle += _strategies[i].withdraw(part, 0);
        }
        return idle;
    }

    function _push(address to, uint256 units) private {
        if (_rebasing) IStETH(_asset).transferShares(to, units);
        else IERC20(_asset).safeTransfer(to, units);
    }

    // ------------------------------------------------------------------ settings

    function _inSetUp() internal view override returns (bool) {
        return _books.entries == Entries.SetUp;
    }

    function _moveEntries(Entries from, Entries to) private {
        if (_books.entries != from) revert EntriesAre(_books.entries);
        _books.entries = to;
        emit EntriesSet(to);
    }

    function _setDepositCap(uint256 units) private {
        depositCap = units;
        emit DepositCapSet(units);
    }

    function _setStrategyCap(IStrategy strategy, uint256 units) private {
        strategyCap[strategy] = units;
        emit StrategyCapSet(strategy, units);
    }

    function _isKnown(IStrategy strategy) private view returns (bool) {
        for (uint256 i = 0; i < _strategies.length; ++i)
            if (address(_strategies[i]) == address(strategy)) return true;
        return false;
    }

    function _requireKnown(IStrategy strategy) private view {
        if (!_isKnown(strategy)) revert UnknownStrategy(address(strategy));
    }
}
