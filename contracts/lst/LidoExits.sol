// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILidoWithdrawalQueue} from "../interfaces/ILidoWithdrawalQueue.sol";
import {IStETH} from "../interfaces/IStETH.sol";

/// @title The slow way from stETH to ether: claims on Lido's withdrawal queue, counted as value until they are paid.
/// @notice For a strategy that owes or wants ether. A claim is worth the lesser of what was asked for and of what its shares are worth, as
/// Lido pays it; a slash lowers it at once, a reward does not raise it. Lido takes 100 wei to 1,000 stETH a request, and this keeps no more
/// than {MAX_REQUESTS} of them, so that every loop ends.
abstract contract LidoExits {
    uint256 public constant MAX_REQUESTS = 32;
    uint256 private constant SMALLEST = 100;
    uint256 private constant LARGEST = 1000 ether;
    /// The most stETH that can wait at once, wei.
    uint256 public constant MOST = MAX_REQUESTS * LARGEST;

    ILidoWithdrawalQueue public immutable withdrawalQueue;
    IStETH private immutable _steth;
    /// Ids of what is not claimed, ascending, from place `_first` on; `_end` is behind the last.
    mapping(uint256 place => uint256 requestId) private _ids;
    uint256 private _first;
    uint256 private _end;

    event ExitRequested(uint256 requestId, uint256 assets);
    event ExitsClaimed(uint256 requests, uint256 eth);

    constructor(ILidoWithdrawalQueue queue, IStETH steth) {
        (withdrawalQueue, _steth) = (queue, steth);
        steth.approve(address(queue), type(uint256).max);
    }

    /// @return asked stETH, wei: all of `assets` but what is below a request's least or has no place left
    function _request(uint256 assets) internal returns (uint256 asked) {
        uint256 places = MAX_REQUESTS - (_end - _first);
        uint256 count = Math.min(places, Math.ceilDiv(assets, LARGEST));
        if (count > 0 && assets < (count - 1) * LARGEST + SMALLEST) --count;
        uint256[] memory amounts = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            amounts[i] = Math.min(assets - asked, LARGEST);
            asked += amounts[i];
        }
        uint256[] memory ids = withdrawalQueue.requestWithdrawals(amounts, address(this));
        for (uint256 i = 0; i < count; ++i) {
            _ids[_end++] = ids[i];
            emit ExitRequested(ids[i], amounts[i]);
        }
    }

    /// @dev The inheriting contract receives the ether.
    /// @return eth claimed of all that is finalised, wei
    function _claimFinalized() internal returns (uint256 eth) {
        (uint256[] memory ids, uint256 count) = _finalized();
        if (count == 0) return 0;
        _first += count;
        uint256 held = address(this).balance;
        withdrawalQueue.claimWithdrawals(ids, _hints(ids));
        eth = address(this).balance - held;
        emit ExitsClaimed(count, eth);
    }

    /// @return eth that the claims are worth now, wei, finalised or not
    function _exitingEther() internal view returns (uint256 eth) {
        (uint256[] memory ids, uint256 count) = _finalized();
        if (count > 0) {
            uint256[] memory paid = withdrawalQueue.getClaimableEther(ids, _hints(ids));
            for (uint256 i = 0; i < count; ++i) eth += paid[i];
        }
        ids = _slice(_first + count, _end);
        ILidoWithdrawalQueue.WithdrawalRequestStatus[] memory asked = withdrawalQueue.getWithdrawalStatus(
            ids
        );
        for (uint256 i = 0; i < asked.length; ++i)
            eth += Math.min(asked[i].amountOfStETH, _steth.getPooledEthByShares(asked[i].amountOfShares));
    }

    /// @return waiting requests that Lido has not finalised
    /// @return finalized requests that can be claimed
    function _underWay() internal view returns (uint256 waiting, uint256 finalized) {
        (, finalized) = _finalized();
        waiting = _end - _first - finalized;
    }

    function _finalized() private view returns (uint256[] memory ids, uint256 count) {
        uint256 last = withdrawalQueue.getLastFinalizedRequestId();
        uint256 end = _first;
        while (end < _end && _ids[end] <= last) ++end;
        return (_slice(_first, end), end - _first);
    }

    function _slice(uint256 from, uint256 to) private view returns (uint256[] memory ids) {
        ids = new uint256[](to - from);
        for (uint256 i = 0; i < ids.length; ++i) ids[i] = _ids[from + i];
    }

    function _hints(uint256[] memory ids) private view returns (uint256[] memory) {
        return withdrawalQueue.findCheckpointHints(ids, 1, withdrawalQueue.getLastCheckpointIndex());
    }
}
