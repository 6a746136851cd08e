// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IAsyncStrategy} from "../interfaces/IAsyncStrategy.sol";
import {IERC7540Operator, IERC7540Redeem} from "../interfaces/IERC7540.sol";
import {IERC7575} from "../interfaces/IERC7575.sol";
import {IExitQueue} from "../interfaces/IExitQueue.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {UnitTransfers} from "../lst/UnitTransfers.sol";
import {ExitPriceFloor} from "./ExitPriceFloor.sol";
import {KeelVault} from "./KeelVault.sol";
import {PocketClaims} from "./PocketClaims.sol";
import {Role} from "./Roles.sol";
import {SidePocket} from "./SidePocket.sol";

/// @title The patient way out of a vault: ask, wait until funds are at hand, claim.
/// @notice Redemption requests by ERC-7540 for a vault's shares. A request id is a batch. Its shares stay shares, with every loss and
/// gain of the vault's, until they are settled: redeemed at the exit value of that moment, pro rata among the batch. What they
/// fetched lies here in units of the token, bears only the token's own rebase or slash, and is claimed by each request's controller.
///
/// Batches are settled in their order, in parts where funds do not reach; a batch takes no more requests once part of it is settled,
/// so at most two are unsettled. Idle funds of the vault belong to the queue first. Settling is open to anyone, from idle funds at
/// any time, and by unwinding strategies once a batch has waited for {maxWait}. Until then it never takes a price more than
/// {maxDiscount} below entry value: who asks to leave has not asked to leave in the middle of a depeg. Who wants to choose
/// the moment himself redeems at the vault.
///
/// There is no way back out of a request. It would be a free choice between two prices.
contract ExitQueue is
    IExitQueue,
    IERC7540Operator,
    IERC7540Redeem,
    IERC7575,
    IERC165,
    ExitPriceFloor,
    PocketClaims,
    ReentrancyGuardTransient
{
    using SafeCast for uint256;
    using UnitTransfers for ILstAdapter;

    struct Batch {
        uint128 shares;
        /// shares among them that are settled
        uint128 settled;
        /// what those fetched
        uint128 units;
        /// time of its first request
        uint64 opened;
    }

    struct Request {
        uint128 shares;
        /// shares that its controller had requested in earlier batches
        uint128 start;
    }

    /// Of one controller: totals over settled batches, and the two newest that it is in. Older ones are settled, since no more
    /// than two are unsettled at any time.
    struct Account {
        uint128 claimedShares;
        uint128 claimedUnits;
        /// units of all its batches but `previous` and `newest`
        uint128 olderUnits;
        uint64 previous;
        uint64 newest;
    }

    address public immutable asset;
    bool private immutable _rebasing;
    /// Seconds after which anyone may unwind strategies for a batch.
    uint256 public immutable maxWait;
    /// How far below entry value a batch may be settled before that, WAD.
    uint256 public immutable maxDiscount;

    /// The oldest batch that is not settled whole, and the one that takes requests.
    uint64 public oldest = 1;
    uint64 public open = 1;
    uint256 public pendingShares;
    mapping(uint256 requestId => Batch) public batches;
    mapping(uint256 requestId => mapping(address controller => Request)) private _requests;
    mapping(address controller => Account) private _accounts;
    mapping(address controller => mapping(address operator => bool)) public isOperator;

    event Settled(uint256 indexed requestId, uint256 shares, uint256 units);

    error UnsoundWait(uint256 maxWait, uint256 longestExit);
    error UnsoundDiscount(uint256 maxDiscount);
    error ZeroShares();
    error ZeroController();
    error OnlyController(address caller, address controller);
    error NothingToSettle();
    error TooEarlyToUnwind(uint256 dueAt);
    error BeyondRequests(uint256 units, uint256 lacking);
    error ExceedsClaimable(uint256 asked, uint256 claimable);
    error NoPreview();
    error NoEntry();

    /// @param maxWait_ seconds, at most the vault's `longestExit`
    /// @param maxDiscount_ WAD, below 1e18
    constructor(KeelVault vault_, uint256 maxWait_, uint256 maxDiscount_) ExitPriceFloor(vault_) {
        if (maxWait_ > vault_.longestExit()) revert UnsoundWait(maxWait_, vault_.longestExit());
        if (maxDiscount_ >= WAD) revert UnsoundDiscount(maxDiscount_);
        (maxWait, maxDiscount) = (maxWait_, maxDiscount_);
        asset = vault_.asset();
        _rebasing = adapter.rebasing();
    }

    // ------------------------------------------------------------------ asking

    function setOperator(address operator, bool approved) external returns (bool) {
        isOperator[msg.sender][operator] = approved;
        emit OperatorSet(msg.sender, operator, approved);
        return true;
    }

    /// @inheritdoc IERC7540Redeem
    /// @dev The caller is the owner, its operator, or has its allowance of the vault's shares. Nobody need approve the queue.
    function requestRedeem(
        uint256 shares,
        address controller,
        address owner
    ) external nonReentrant returns (uint256 requestId) {
        if (shares == 0) revert ZeroShares();
        if (controller == address(0)) revert ZeroController();
        vault.transferToQueue(owner, isOperator[owner][msg.sender] ? owner : msg.sender, shares);
        requestId = open;
        Batch storage batch = batches[requestId];
        if (batch.opened == 0) batch.opened = uint64(block.timestamp);
        batch.shares += shares.toUint128();
        pendingShares += shares;
        _enter(controller, open, shares.toUint128());
        emit RedeemRequest(controller, owner, requestId, msg.sender, shares);
    }

    // ------------------------------------------------------------------ settling

    /// @notice Settles up to `shares` of the oldest batch from the vault's idle funds. Open to anyone. Refused with
    /// {BelowFloor} where they would fetch less than {floorOf}.
    /// @return units that they fetched
    function settle(uint256 shares) external nonReentrant returns (uint256 units) {
        return _settle(Math.min(shares, vault.maxRedeem(address(this))), false);
    }

    /// @notice As {settle}, and unwinds strategies where idle funds do not reach, at the batch's own cost. Open to anyone once the
    /// batch has waited for {maxWait}, to allocators and keepers before.
    function settleDeep(uint256 shares) external nonReentrant returns (uint256 units) {
        if (!overdue() && !vault.hasRole(msg.sender, Role.Allocator) && !vault.isKeeper(msg.sender)) {
            revert TooEarlyToUnwind(dueAt());
        }
        return _settle(shares, true);
    }

    /// @notice Has a strategy start its slow way out for `units` at exit value. Open to anyone once the oldest batch is overdue, for what the
    /// requests lack beside idle funds and this strategy's exits under way, or the call reverts with {BeyondRequests}.
    /// @return started units under way; fewer where the venue takes fewer at once
    function startExit(
        IAsyncStrategy strategy,
        uint256 units
    ) external nonReentrant returns (uint256 started) {
        if (!overdue()) revert TooEarlyToUnwind(dueAt());
        uint256 due = Math.mulDiv(pendingShares, _exitPrice(), WAD);
        uint256 lacking = Math.saturatingSub(due, vault.idleUnits() + strategy.exitingUnits());
        if (units > lacking) revert BeyondRequests(units, lacking);
        return vault.startExit(strategy, units);
    }

    /// @return true once the oldest batch has waited so long that anyone may unwind strategies for it
    function overdue() public view returns (bool) {
        return batches[oldest].shares > 0 && block.timestamp >= dueAt();
    }

    /// @return unix seconds from which anyone may unwind for the oldest batch
    function dueAt() public view returns (uint256) {
        return batches[oldest].opened + maxWait;
    }

    /// @return units that `shares` of the oldest batch must fetch at least if they are settled now
    function floorOf(uint256 shares) public view returns (uint256 units) {
        if (overdue()) return _floorOf(shares, block.timestamp - dueAt());
        uint256 entryPrice = adapter.toUnits(vault.convertToAssets(WAD));
        uint256 least = Math.mulDiv(entryPrice, WAD - maxDiscount, WAD);
        return Math.max(_floorOf(shares, 0), Math.mulDiv(shares, least, WAD));
    }

    // ------------------------------------------------------------------ claiming

    function redeem(
        uint256 shares,
        address receiver,
        address controller
    ) external nonReentrant returns (uint256 assets) {
        (uint256 claimable, uint256 due) = _claimable(controller);
        if (shares == 0) revert ZeroShares();
        if (shares > claimable) revert ExceedsClaimable(shares, claimable);
        return _claim(shares, Math.mulDiv(due, shares, claimable), receiver, controller);
    }

    function withdraw(
        uint256 assets,
        address receiver,
        address controller
    ) external nonReentrant returns (uint256 shares) {
        (uint256 claimable, uint256 due) = _claimable(controller);
        uint256 units = _rebasing ? adapter.toUnitsUp(assets) : assets;
        if (units == 0) revert ZeroShares();
        if (units > due) revert ExceedsClaimable(assets, maxWithdraw(controller));
        shares = Math.mulDiv(units, claimable, due, Math.Rounding.Ceil);
        _claim(shares, units, receiver, controller);
    }

    /// @notice Hands over a request's part of the claims on a strategy that was aside when its batch was settled, and what they have
    /// realised since. Only its controller and its operators; what is settled later can be taken later.
    /// @return claims of `pocket`
    /// @return units of the vault's token
    function claimPocket(
        uint256 requestId,
        SidePocket pocket,
        address receiver,
        address controller
    ) external nonReentrant returns (uint256 claims, uint256 units) {
        _requireController(controller);
        uint256 shares = _requests[requestId][controller].shares;
        (claims, units) = _takeClaims(requestId, pocket, controller, shares, batches[requestId].shares);
        pocket.transfer(receiver, claims);
        adapter.sendUnits(receiver, units);
        emit PocketClaimed(requestId, controller, pocket, receiver, claims, units);
    }

    /// @return shares of `controller`'s requests that are settled and not claimed
    function maxRedeem(address controller) external view returns (uint256 shares) {
        (shares, ) = _claimable(controller);
    }

    /// @return assets that `controller` can claim now
    function maxWithdraw(address controller) public view returns (uint256 assets) {
        (, uint256 due) = _claimable(controller);
        return _toAssets(due);
    }

    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256) {
        return _requests[requestId][controller].shares - _settledOf(requestId, controller);
    }

    /// @dev A controller's claims are counted against its requests in their order.
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256) {
        uint256 start = _requests[requestId][controller].start;
        uint256 end = start + _settledOf(requestId, controller);
        uint256 from = Math.max(start, _accounts[controller].claimedShares);
        return end > from ? end - from : 0;
    }

    // ------------------------------------------------------------------ ERC-7575 and ERC-165

    function share() external view override(IERC7575, IExitQueue) returns (address) {
        return address(vault);
    }

    function totalAssets() external view returns (uint256) {
        return vault.totalAssets();
    }

    function convertToShares(uint256 assets) external view returns (uint256) {
        return vault.convertToShares(assets);
    }

    function convertToAssets(uint256 shares) external view returns (uint256) {
        return vault.convertToAssets(shares);
    }

    /// @notice Nobody enters through the queue; deposits go to the vault.
    function maxDeposit(address) external pure returns (uint256) {
        return 0;
    }

    function maxMint(address) external pure returns (uint256) {
        return 0;
    }

    function deposit(uint256, address) external pure returns (uint256) {
        revert NoEntry();
    }

    function mint(uint256, address) external pure returns (uint256) {
        revert NoEntry();
    }

    function previewDeposit(uint256) external pure returns (uint256) {
        revert NoPreview();
    }

    function previewMint(uint256) external pure returns (uint256) {
        revert NoPreview();
    }

    function previewWithdraw(uint256) external pure returns (uint256) {
        revert NoPreview();
    }

    function previewRedeem(uint256) external pure returns (uint256) {
        revert NoPreview();
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId ||
            interfaceId == type(IERC7540Operator).interfaceId ||
            interfaceId == type(IERC7540Redeem).interfaceId ||
            interfaceId == type(IERC7575).interfaceId;
    }

    // ------------------------------------------------------------------ books

    /// @dev A third batch pushes out the oldest of an account's two, which is settled by then: with the new one open, at most
    /// one other is unsettled.
    function _enter(address controller, uint64 requestId, uint128 shares) private {
        Account storage account = _accounts[controller];
        Request storage request = _requests[requestId][controller];
        if (account.newest != requestId) {
            Request storage last = _requests[account.newest][controller];
            request.start = last.start + last.shares;
            account.olderUnits += _unitsOf(account.previous, controller).toUint128();
            (account.previous, account.newest) = (account.newest, requestId);
        }
        request.shares += shares;
    }

    function _settle(uint256 shares, bool deep) private returns (uint256 units) {
        uint64 requestId = oldest;
        Batch storage batch = batches[requestId];
        shares = Math.min(shares, batch.shares - batch.settled);
        if (shares == 0) revert NothingToSettle();
        uint256 floor = floorOf(shares);
        SidePocket[] memory pockets = _pocketsAside(vault);
        uint256[] memory claims = _claimsHeld(pockets);
        uint256 held = adapter.unitsOf(address(this));
        if (deep) vault.redeem(shares, address(this), address(this), 0);
        else vault.redeem(shares, address(this), address(this));
        units = adapter.unitsOf(address(this)) - held;
        _requireFloor(units, floor);
        _bookClaims(requestId, pockets, claims);

        pendingShares -= shares;
        batch.settled += shares.toUint128();
        batch.units += units.toUint128();
        if (open == requestId) open = requestId + 1;
        if (batch.settled == batch.shares) oldest = requestId + 1;
        emit Settled(requestId, shares, units);
    }

    function _claim(
        uint256 shares,
        uint256 units,
        address receiver,
        address controller
    ) private returns (uint256 assets) {
        _requireController(controller);
        Account storage account = _accounts[controller];
        account.claimedShares += shares.toUint128();
        account.claimedUnits += units.toUint128();
        assets = _toAssets(units);
        adapter.sendUnits(receiver, units);
        emit Withdraw(msg.sender, receiver, controller, assets, shares);
    }

    function _requireController(address controller) private view {
        if (msg.sender != controller && !isOperator[controller][msg.sender]) {
            revert OnlyController(msg.sender, controller);
        }
    }

    /// @return shares settled and not claimed
    /// @return units that they fetched
    function _claimable(address controller) private view returns (uint256 shares, uint256 units) {
        Account memory a = _accounts[controller];
        uint256 first = a.previous == 0 ? a.newest : a.previous;
        uint256 settled = _requests[first][controller].start + _settledOf(first, controller);
        if (first != a.newest) settled += _settledOf(a.newest, controller);
        shares = settled - a.claimedShares;
        units =
            a.olderUnits +
            _unitsOf(a.previous, controller) +
            _unitsOf(a.newest, controller) -
            a.claimedUnits;
    }

    function _settledOf(uint256 requestId, address controller) private view returns (uint256) {
        Batch memory batch = batches[requestId];
        if (batch.settled == 0) return 0;
        return Math.mulDiv(_requests[requestId][controller].shares, batch.settled, batch.shares);
    }

    /// @dev Rounded down for each request, so that together they never exceed what the batch fetched.
    function _unitsOf(uint256 requestId, address controller) private view returns (uint256) {
        Batch memory batch = batches[requestId];
        if (batch.settled == 0) return 0;
        return Math.mulDiv(_requests[requestId][controller].shares, batch.units, batch.shares);
    }

    function _toAssets(uint256 units) private view returns (uint256) {
        return _rebasing ? adapter.toAssets(units) : units;
    }
}
