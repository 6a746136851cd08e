// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";

/// @title Lido's withdrawal queue, for the offline mainnet: stETH in, ether out in order of request
/// @notice Grade: checked. Written from the published interface and behaviour of
/// 0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1 (lido-dao 2.0), whose code is not recorded. Lido's own published
/// share-rate scenarios hold (test/solidity/devnet/LidoWithdrawalQueue.t.sol), and a second implementation in
/// TypeScript agrees to the wei (test/proofs/lido-withdrawal-queue.proof.ts).
///
/// A request is worth the lesser of what was asked and what its shares are worth when it is finalised. Its own rate is
/// asked stETH over shares rounded down, so it lies up to 1-2 wei above the pool's, and a request finalised at an
/// unchanged rate can still be paid a wei or two less. What that leaves locked is never paid out: Lido's dust.
///
/// Left out: the ERC-721 side (transfers, approvals, metadata), permits, pausing and upgrades; roles are two fixed
/// addresses. Burning the shares is Lido's business, not the queue's.
contract LidoWithdrawalQueue {
    using EnumerableSet for EnumerableSet.UintSet;

    uint256 public constant MIN_STETH_WITHDRAWAL_AMOUNT = 100;
    uint256 public constant MAX_STETH_WITHDRAWAL_AMOUNT = 1_000 ether;
    /// @notice Batches that one finalisation may consist of.
    uint256 public constant MAX_BATCHES_LENGTH = 36;
    /// @notice `bunkerModeSinceTimestamp` while bunker mode is off.
    uint256 public constant BUNKER_MODE_DISABLED_TIMESTAMP = type(uint256).max;
    uint256 private constant E27 = 1e27;

    IStETH public immutable STETH;
    IWstETH public immutable WSTETH;
    /// @notice Who may finalise: Lido on mainnet.
    address public immutable FINALIZER;
    /// @notice Who may report: the accounting oracle on mainnet.
    address public immutable ORACLE;

    struct Request {
        uint128 cumulativeStETH;
        uint128 cumulativeShares;
        address owner;
        uint40 timestamp;
        bool claimed;
        uint40 reportTimestamp;
    }

    /// @dev Requests from `fromRequestId` up to the next checkpoint were finalised at `maxShareRate` (1e27).
    struct Checkpoint {
        uint256 fromRequestId;
        uint256 maxShareRate;
    }

    struct WithdrawalRequestStatus {
        uint256 amountOfStETH;
        uint256 amountOfShares;
        address owner;
        uint256 timestamp;
        bool isFinalized;
        bool isClaimed;
    }

    /// @notice What `calculateFinalizationBatches` hands from one call to the next.
    struct BatchesCalculationState {
        uint256 remainingEthBudget;
        bool finished;
        uint256[MAX_BATCHES_LENGTH] batches;
        uint256 batchesLength;
    }

    /// @dev Ids count from 1; place 0 is where the sums start.
    mapping(uint256 requestId => Request) private queue;
    /// @dev Hints count from 1.
    mapping(uint256 hint => Checkpoint) private checkpoints;
    mapping(address owner => EnumerableSet.UintSet) private requestsOf;

    uint256 public getLastRequestId;
    uint256 public getLastFinalizedRequestId;
    uint256 public getLastCheckpointIndex;
    /// @notice Ether set aside for finalised requests (wei).
    uint256 public getLockedEtherAmount;
    uint256 public bunkerModeSinceTimestamp = BUNKER_MODE_DISABLED_TIMESTAMP;
    uint256 private lastReportTimestamp;

    event WithdrawalRequested(
        uint256 indexed requestId,
        address indexed requestor,
        address indexed owner,
        uint256 amountOfStETH,
        uint256 amountOfShares
    );
    event WithdrawalsFinalized(
        uint256 indexed from,
        uint256 indexed to,
        uint256 amountOfETHLocked,
        uint256 sharesToBurn,
        uint256 timestamp
    );
    event WithdrawalClaimed(
        uint256 indexed requestId,
        address indexed owner,
        address indexed receiver,
        uint256 amountOfETH
    );
    event BunkerModeEnabled(uint256 sinceTimestamp);
    event BunkerModeDisabled();

    error RequestAmountTooSmall(uint256 amountOfStETH);
    error RequestAmountTooLarge(uint256 amountOfStETH);
    error ZeroShareRate();
    error ZeroRecipient();
    error EmptyBatches();
    error BatchesAreNotSorted();
    error InvalidState();
    error InvalidReportTimestamp();
    error InvalidRequestId(uint256 requestId);
    error InvalidRequestIdRange(uint256 startId, uint256 endId);
    error InvalidHint(uint256 hint);
    error TooMuchEtherToFinalize(uint256 sent, uint256 maxExpected);
    error RequestNotFoundOrNotFinalized(uint256 requestId);
    error RequestAlreadyClaimed(uint256 requestId);
    error RequestIdsNotSorted();
    error ArraysLengthMismatch(uint256 firstLength, uint256 secondLength);
    error NotOwner(address sender, address owner);
    error NotAuthorised(address sender);
    error CantSendValueRecipientMayHaveReverted();

    modifier onlyFrom(address allowed) {
        if (msg.sender != allowed) revert NotAuthorised(msg.sender);
        _;
    }

    constructor(IStETH steth, IWstETH wsteth, address finalizer, address oracle) {
        STETH = steth;
        WSTETH = wsteth;
        FINALIZER = finalizer;
        ORACLE = oracle;
    }

    /// @notice Asks for ether for each of `amounts` stETH (wei), 100 wei to 1,000 stETH a request.
    /// @param owner Who may claim; zero for the caller.
    /// @return requestIds One id an amount.
    function requestWithdrawals(
        uint256[] calldata amounts,
        address owner
    ) external returns (uint256[] memory requestIds) {
        requestIds = new uint256[](amounts.length);
        for (uint256 i; i < amounts.length; ++i) {
            _checkAmount(amounts[i]);
            STETH.transferFrom(msg.sender, address(this), amounts[i]);
            requestIds[i] = _enqueue(amounts[i], owner);
        }
    }

    /// @notice The same for wstETH, unwrapped on the way in; the limits are on the stETH it gives.
    function requestWithdrawalsWstETH(
        uint256[] calldata amounts,
        address owner
    ) external returns (uint256[] memory requestIds) {
        requestIds = new uint256[](amounts.length);
        for (uint256 i; i < amounts.length; ++i) {
            WSTETH.transferFrom(msg.sender, address(this), amounts[i]);
            uint256 amountOfStETH = WSTETH.unwrap(amounts[i]);
            _checkAmount(amountOfStETH);
            requestIds[i] = _enqueue(amountOfStETH, owner);
        }
    }

    /// @notice Fixes what the requests up to `lastRequestId` are worth, and sets aside the ether sent for them.
    /// @param maxShareRate Ether a share at most, 1e27; see `prefinalize` for how much ether to send.
    function finalize(uint256 lastRequestId, uint256 maxShareRate) external payable onlyFrom(FINALIZER) {
        if (lastRequestId > getLastRequestId || lastRequestId <= getLastFinalizedRequestId) {
            revert InvalidRequestId(lastRequestId);
        }
        (, uint256 amountOfStETH, uint256 shares) = _batch(getLastFinalizedRequestId, lastRequestId);
        if (msg.value > amountOfStETH) revert TooMuchEtherToFinalize(msg.value, amountOfStETH);

        uint256 firstRequestId = getLastFinalizedRequestId + 1;
        checkpoints[++getLastCheckpointIndex] = Checkpoint(firstRequestId, maxShareRate);
        getLockedEtherAmount += msg.value;
        getLastFinalizedRequestId = lastRequestId;
        emit WithdrawalsFinalized(firstRequestId, lastRequestId, msg.value, shares, block.timestamp);
    }

    /// @notice Books a report: requests made before the next one count as made at one rate.
    function onOracleReport(
        bool isBunkerModeNow,
        uint256 bunkerStartTimestamp,
        uint256 currentReportTimestamp
    ) external onlyFrom(ORACLE) {
        if (bunkerStartTimestamp >= block.timestamp || currentReportTimestamp >= block.timestamp) {
            revert InvalidReportTimestamp();
        }
        lastReportTimestamp = currentReportTimestamp;
        if (isBunkerModeNow == isBunkerModeActive()) return;

        if (isBunkerModeNow) {
            bunkerModeSinceTimestamp = bunkerStartTimestamp;
            emit BunkerModeEnabled(bunkerStartTimestamp);
        } else {
            bunkerModeSinceTimestamp = BUNKER_MODE_DISABLED_TIMESTAMP;
            emit BunkerModeDisabled();
        }
    }

    /// @notice Pays a finalised request to its owner, the caller.
    function claimWithdrawal(uint256 requestId) external {
        _claim(requestId, _findHint(requestId, 1, getLastCheckpointIndex), msg.sender);
    }

    /// @notice Pays finalised requests of the caller; `hints` are from `findCheckpointHints`.
    function claimWithdrawals(uint256[] calldata requestIds, uint256[] calldata hints) external {
        _claimAll(requestIds, hints, msg.sender);
    }

    /// @notice Pays finalised requests of the caller to `recipient`.
    function claimWithdrawalsTo(
        uint256[] calldata requestIds,
        uint256[] calldata hints,
        address recipient
    ) external {
        if (recipient == address(0)) revert ZeroRecipient();
        _claimAll(requestIds, hints, recipient);
    }

    /// @notice How far the queue can be finalised within a budget, in batches: runs of requests whose rates lie all
    /// above `maxShareRate` or all at or below it. Requests of one report count as of one rate.
    /// @param maxTimestamp Requests made later wait: the oracle's safe border, which bunker mode moves back.
    /// @param maxRequestsPerCall Requests looked at; hand the answer in again until it says `finished`.
    function calculateFinalizationBatches(
        uint256 maxShareRate,
        uint256 maxTimestamp,
        uint256 maxRequestsPerCall,
        BatchesCalculationState memory state
    ) external view returns (BatchesCalculationState memory) {
        if (state.finished || state.remainingEthBudget == 0) revert InvalidState();

        uint256 previousId =
            state.batchesLength == 0 ? getLastFinalizedRequestId : state.batches[state.batchesLength - 1];
        uint256 previousRate;
        if (state.batchesLength != 0) (previousRate, , ) = _batch(previousId - 1, previousId);

        uint256 end = previousId + 1 + maxRequestsPerCall;
        uint256 id = previousId + 1;
        for (; id <= getLastRequestId && id < end; ++id) {
            if (queue[id].timestamp > maxTimestamp) break;
            (uint256 rate, uint256 worth, uint256 shares) = _batch(id - 1, id);
            if (rate > maxShareRate) worth = (shares * maxShareRate) / E27;
            if (worth > state.remainingEthBudget) break;
            state.remainingEthBudget -= worth;

            bool sameReport = queue[id - 1].reportTimestamp == queue[id].reportTimestamp;
            bool sameSide = (previousRate > maxShareRate) == (rate > maxShareRate);
            if (state.batchesLength != 0 && (sameReport || sameSide)) {
                state.batches[state.batchesLength - 1] = id;
            } else {
                if (state.batchesLength == MAX_BATCHES_LENGTH) break;
                state.batches[state.batchesLength++] = id;
            }
            previousRate = rate;
        }
        state.finished = id == getLastRequestId + 1 || id < end;
        return state;
    }

    /// @notice Ether to send with `finalize`, and shares to burn, for batches that end at these ids.
    function prefinalize(
        uint256[] calldata batches,
        uint256 maxShareRate
    ) external view returns (uint256 ethToLock, uint256 sharesToBurn) {
        if (maxShareRate == 0) revert ZeroShareRate();
        if (batches.length == 0) revert EmptyBatches();
        if (batches[0] <= getLastFinalizedRequestId) revert InvalidRequestId(batches[0]);
        if (batches[batches.length - 1] > getLastRequestId) {
            revert InvalidRequestId(batches[batches.length - 1]);
        }

        uint256 previousId = getLastFinalizedRequestId;
        for (uint256 i; i < batches.length; ++i) {
            if (batches[i] <= previousId) revert BatchesAreNotSorted();
            (uint256 rate, uint256 worth, uint256 shares) = _batch(previousId, batches[i]);
            ethToLock += rate > maxShareRate ? (shares * maxShareRate) / E27 : worth;
            sharesToBurn += shares;
            previousId = batches[i];
        }
    }

    /// @notice The hint that claims each of `requestIds`, sorted upwards, among checkpoints `firstIndex` to `lastIndex`;
    /// zero where none of them does. Each search starts from the hint before, so that an id after a zero reverts.
    function findCheckpointHints(
        uint256[] calldata requestIds,
        uint256 firstIndex,
        uint256 lastIndex
    ) external view returns (uint256[] memory hintIds) {
        hintIds = new uint256[](requestIds.length);
        uint256 previousId;
        for (uint256 i; i < requestIds.length; ++i) {
            if (requestIds[i] < previousId) revert RequestIdsNotSorted();
            hintIds[i] = _findHint(requestIds[i], firstIndex, lastIndex);
            firstIndex = hintIds[i];
            previousId = requestIds[i];
        }
    }

    /// @notice Ether (wei) that each request would be paid now; zero where it is not finalised or was claimed.
    function getClaimableEther(
        uint256[] calldata requestIds,
        uint256[] calldata hints
    ) external view returns (uint256[] memory claimableEthValues) {
        claimableEthValues = new uint256[](requestIds.length);
        for (uint256 i; i < requestIds.length; ++i) {
            _checkId(requestIds[i]);
            bool open = requestIds[i] <= getLastFinalizedRequestId && !queue[requestIds[i]].claimed;
            if (open) claimableEthValues[i] = _claimable(requestIds[i], hints[i]);
        }
    }

    /// @notice What was asked, by whom, and how far it is.
    function getWithdrawalStatus(
        uint256[] calldata requestIds
    ) external view returns (WithdrawalRequestStatus[] memory statuses) {
        statuses = new WithdrawalRequestStatus[](requestIds.length);
        for (uint256 i; i < requestIds.length; ++i) {
            uint256 id = requestIds[i];
            _checkId(id);
            Request storage request = queue[id];
            statuses[i] = WithdrawalRequestStatus(
                request.cumulativeStETH - queue[id - 1].cumulativeStETH,
                request.cumulativeShares - queue[id - 1].cumulativeShares,
                request.owner,
                request.timestamp,
                id <= getLastFinalizedRequestId,
                request.claimed
            );
        }
    }

    /// @notice Ids of `owner` that are not claimed.
    function getWithdrawalRequests(address owner) external view returns (uint256[] memory requestIds) {
        return requestsOf[owner].values();
    }

    /// @notice stETH asked for and not finalised (wei).
    function unfinalizedStETH() external view returns (uint256) {
        return queue[getLastRequestId].cumulativeStETH - queue[getLastFinalizedRequestId].cumulativeStETH;
    }

    /// @notice Requests not finalised.
    function unfinalizedRequestNumber() external view returns (uint256) {
        return getLastRequestId - getLastFinalizedRequestId;
    }

    function isBunkerModeActive() public view returns (bool) {
        return bunkerModeSinceTimestamp < BUNKER_MODE_DISABLED_TIMESTAMP;
    }

    function _enqueue(uint256 amountOfStETH, address owner) private returns (uint256 requestId) {
        if (owner == address(0)) owner = msg.sender;
        uint256 shares = STETH.getSharesByPooledEth(amountOfStETH);
        Request storage last = queue[getLastRequestId];
        requestId = ++getLastRequestId;
        queue[requestId] = Request(
            last.cumulativeStETH + uint128(amountOfStETH),
            last.cumulativeShares + uint128(shares),
            owner,
            uint40(block.timestamp),
            false,
            uint40(lastReportTimestamp)
        );
        requestsOf[owner].add(requestId);
        emit WithdrawalRequested(requestId, msg.sender, owner, amountOfStETH, shares);
    }

    function _claimAll(uint256[] calldata requestIds, uint256[] calldata hints, address recipient) private {
        if (requestIds.length != hints.length) {
            revert ArraysLengthMismatch(requestIds.length, hints.length);
        }
        for (uint256 i; i < requestIds.length; ++i) {
            _claim(requestIds[i], hints[i], recipient);
        }
    }

    function _claim(uint256 requestId, uint256 hint, address recipient) private {
        if (requestId == 0) revert InvalidRequestId(requestId);
        if (requestId > getLastFinalizedRequestId) revert RequestNotFoundOrNotFinalized(requestId);
        Request storage request = queue[requestId];
        if (request.claimed) revert RequestAlreadyClaimed(requestId);
        if (request.owner != msg.sender) revert NotOwner(msg.sender, request.owner);

        request.claimed = true;
        requestsOf[msg.sender].remove(requestId);
        uint256 amount = _claimable(requestId, hint);
        getLockedEtherAmount -= amount;
        (bool sent, ) = recipient.call{value: amount}("");
        if (!sent) revert CantSendValueRecipientMayHaveReverted();
        emit WithdrawalClaimed(requestId, msg.sender, recipient, amount);
    }

    /// @dev `requestId` is finalised.
    function _claimable(uint256 requestId, uint256 hint) private view returns (uint256) {
        bool covers =
            hint != 0 && hint <= getLastCheckpointIndex && requestId >= checkpoints[hint].fromRequestId;
        bool superseded = hint < getLastCheckpointIndex && requestId >= checkpoints[hint + 1].fromRequestId;
        if (!covers || superseded) revert InvalidHint(hint);

        uint256 maxShareRate = checkpoints[hint].maxShareRate;
        (uint256 rate, uint256 worth, uint256 shares) = _batch(requestId - 1, requestId);
        return rate > maxShareRate ? (shares * maxShareRate) / E27 : worth;
    }

    function _findHint(uint256 requestId, uint256 first, uint256 last) private view returns (uint256) {
        _checkId(requestId);
        if (first == 0 || last > getLastCheckpointIndex) revert InvalidRequestIdRange(first, last);
        if (requestId > getLastFinalizedRequestId || first > last) return 0;
        if (requestId < checkpoints[first].fromRequestId) return 0;
        if (last < getLastCheckpointIndex && requestId >= checkpoints[last + 1].fromRequestId) return 0;

        while (first < last) {
            uint256 middle = (first + last + 1) / 2;
            if (checkpoints[middle].fromRequestId <= requestId) first = middle;
            else last = middle - 1;
        }
        return first;
    }

    /// @dev What the requests after `previousId` up to `lastId` ask for, and its rate: stETH a share, 1e27.
    function _batch(
        uint256 previousId,
        uint256 lastId
    ) private view returns (uint256 rate, uint256 amountOfStETH, uint256 shares) {
        amountOfStETH = queue[lastId].cumulativeStETH - queue[previousId].cumulativeStETH;
        shares = queue[lastId].cumulativeShares - queue[previousId].cumulativeShares;
        rate = (amountOfStETH * E27) / shares;
    }

    function _checkId(uint256 requestId) private view {
        if (requestId == 0 || requestId > getLastRequestId) revert InvalidRequestId(requestId);
    }

    function _checkAmount(uint256 amountOfStETH) private pure {
        if (amountOfStETH < MIN_STETH_WITHDRAWAL_AMOUNT) revert RequestAmountTooSmall(amountOfStETH);
        if (amountOfStETH > MAX_STETH_WITHDRAWAL_AMOUNT) revert RequestAmountTooLarge(amountOfStETH);
    }
}
