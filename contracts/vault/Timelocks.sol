// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Calls that raise a vault's risk wait until everybody who minds can be out.
/// @notice Such a call is submitted as the very calldata that will be sent, and accepted by sending it once its function's delay
/// is over. A delay is never shorter than the longest exit. Until the vault opens there is nobody to wait for. A call that
/// was submitted keeps its time, whatever becomes of the delay.
abstract contract Timelocks is Ownable2Step {
    uint256 public constant MIN_DELAY = 1 days;
    uint256 public constant MAX_DELAY = 90 days;

    /// Seconds that the slowest way out of the vault takes.
    uint256 public immutable longestExit;

    mapping(bytes4 selector => uint256) private _delays;
    mapping(bytes4 selector => bool) public abdicated;
    mapping(bytes32 dataHash => uint256) private _executableAt;

    event Submitted(bytes4 indexed selector, bytes data, uint256 executableAt);
    event Accepted(bytes4 indexed selector, bytes data);
    event Revoked(bytes4 indexed selector, bytes data);
    event Abdicated(bytes4 indexed selector);
    event DelaySet(bytes4 indexed selector, uint256 delay);

    error DelayOutOfBounds(uint256 delay, uint256 least, uint256 most);
    error AlreadySubmitted(uint256 executableAt);
    error NotSubmitted(bytes4 selector);
    error TooEarly(uint256 executableAt);
    error FunctionAbdicated(bytes4 selector);

    modifier ownerTimelocked() {
        _checkOwner();
        _accept();
        _;
    }

    constructor(uint256 longestExit_) {
        _requireWithin(longestExit_, MIN_DELAY, MAX_DELAY);
        longestExit = longestExit_;
    }

    /// @notice Announces a call of a timelocked function. Only the owner and curators.
    /// @param data the calldata that will be sent, selector and all
    function submit(bytes calldata data) external {
        _requireProposer();
        bytes4 selector = bytes4(data);
        if (abdicated[selector]) revert FunctionAbdicated(selector);
        uint256 time = _executableAt[keccak256(data)];
        if (time != 0) revert AlreadySubmitted(time);
        time = block.timestamp + _delayFor(selector, data);
        _executableAt[keccak256(data)] = time;
        emit Submitted(selector, data, time);
    }

    /// @notice Withdraws what was submitted. Only the owner and sentinels.
    function revoke(bytes calldata data) external {
        _requireGuard();
        if (_executableAt[keccak256(data)] == 0) revert NotSubmitted(bytes4(data));
        delete _executableAt[keccak256(data)];
        emit Revoked(bytes4(data), data);
    }

    /// @notice Gives a function up: nobody can submit or accept a call of it again.
    function abdicate(bytes4 selector) external ownerTimelocked {
        abdicated[selector] = true;
        emit Abdicated(selector);
    }

    /// @notice Lengthens a function's delay, at once.
    function raiseDelay(bytes4 selector, uint256 delay) external onlyOwner {
        _requireWithin(delay, delayOf(selector) + 1, MAX_DELAY);
        _setDelay(selector, delay);
    }

    /// @notice Shortens a function's delay, which waits for that delay itself.
    function lowerDelay(bytes4 selector, uint256 delay) external ownerTimelocked {
        _requireWithin(delay, longestExit, delayOf(selector) - 1);
        _setDelay(selector, delay);
    }

    /// @return seconds between submitting and accepting a call of the function
    function delayOf(bytes4 selector) public view returns (uint256) {
        return Math.max(longestExit, _delays[selector]);
    }

    /// @return unix seconds from which `data` can be sent; 0 where it is not submitted
    function executableAt(bytes calldata data) external view returns (uint256) {
        return _executableAt[keccak256(data)];
    }

    /// @dev True until the vault opens.
    function _inSetUp() internal view virtual returns (bool);

    function _requireProposer() internal view virtual;

    function _requireGuard() internal view virtual;

    /// @dev Uses up the submission of the call that is under way.
    function _accept() internal {
        if (abdicated[msg.sig]) revert FunctionAbdicated(msg.sig);
        if (_inSetUp()) return;
        bytes32 dataHash = keccak256(msg.data);
        uint256 time = _executableAt[dataHash];
        if (time == 0) revert NotSubmitted(msg.sig);
        if (block.timestamp < time) revert TooEarly(time);
        delete _executableAt[dataHash];
        emit Accepted(msg.sig, msg.data);
    }

    function _delayFor(bytes4 selector, bytes calldata data) private view returns (uint256 delay) {
        delay = delayOf(selector);
        if (selector != this.lowerDelay.selector) return delay;
        (bytes4 lowered, ) = abi.decode(data[4:], (bytes4, uint256));
        return Math.max(delay, delayOf(lowered));
    }

    function _setDelay(bytes4 selector, uint256 delay) private {
        _delays[selector] = delay;
        emit DelaySet(selector, delay);
    }

    function _requireWithin(uint256 delay, uint256 least, uint256 most) private pure {
        if (delay < least || delay > most) revert DelayOutOfBounds(delay, least, most);
    }
}
