// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Notices} from "./Notices.sol";

/// @title Calls that raise a vault's risk wait until everybody who minds can be out.
/// @notice Such a call is submitted as the very calldata that will be sent, and accepted by sending it once its function's delay
/// is over. A delay is never shorter than the longest exit. Until the vault opens there is nobody to wait for. A call that
/// was submitted keeps its time, whatever becomes of the delay.
abstract contract Timelocks is Ownable2Step {
    using Notices for Notices.Book;

    uint256 public constant MIN_DELAY = 1 days;
    uint256 public constant MAX_DELAY = Notices.MAX_DELAY;

    /// Seconds that the slowest way out of the vault takes.
    uint256 public immutable longestExit;

    Notices.Book private _notices;

    event Abdicated(bytes4 indexed selector);

    modifier ownerTimelocked() {
        _checkOwner();
        _accept();
        _;
    }

    constructor(uint256 longestExit_) {
        Notices.requireWithin(longestExit_, MIN_DELAY, MAX_DELAY);
        longestExit = longestExit_;
    }

    /// @notice Announces a call of a timelocked function. Only the owner and curators.
    /// @param data the calldata that will be sent, selector and all
    function submit(bytes calldata data) external {
        _requireProposer();
        _notices.submit(data, longestExit);
    }

    /// @notice Withdraws what was submitted. Only the owner and sentinels.
    function revoke(bytes calldata data) external {
        _requireGuard();
        _notices.revoke(data);
    }

    /// @notice Gives a function up: nobody can submit or accept a call of it again.
    function abdicate(bytes4 selector) external ownerTimelocked {
        _notices.abdicated[selector] = true;
        emit Abdicated(selector);
    }

    /// @notice Lengthens a function's delay, at once.
    function raiseDelay(bytes4 selector, uint256 delay) external onlyOwner {
        _setDelay(selector, delay, true);
    }

    /// @notice Shortens a function's delay, which waits for that delay itself.
    function lowerDelay(bytes4 selector, uint256 delay) external ownerTimelocked {
        _setDelay(selector, delay, false);
    }

    /// @return seconds between submitting and accepting a call of the function
    function delayOf(bytes4 selector) external view returns (uint256) {
        return _notices.delayOf(selector, longestExit);
    }

    function abdicated(bytes4 selector) external view returns (bool) {
        return _notices.abdicated[selector];
    }

    /// @return unix seconds from which `data` can be sent; 0 where it is not submitted
    function executableAt(bytes calldata data) external view returns (uint256) {
        return _notices.executableAt[keccak256(data)];
    }

    /// @dev True until the vault opens.
    function _inSetUp() internal view virtual returns (bool);

    function _requireProposer() internal view virtual;

    function _requireGuard() internal view virtual;

    /// @dev Uses up the submission of the call that is under way.
    function _accept() internal {
        _notices.accept(msg.data, _inSetUp());
    }

    function _setDelay(bytes4 selector, uint256 delay, bool up) private {
        _notices.setDelay(selector, delay, longestExit, up);
    }
}
