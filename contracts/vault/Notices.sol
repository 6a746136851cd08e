// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Timelocks} from "./Timelocks.sol";

/// @title The calls that a vault has announced, and how long each function's wait.
/// @notice What `Timelocks` does, linked, so that its bytes are not the vault's; errors and events are the vault's all the same.
library Notices {
    uint256 internal constant MAX_DELAY = 90 days;

    struct Book {
        mapping(bytes4 selector => uint256) delays;
        mapping(bytes4 selector => bool) abdicated;
        mapping(bytes32 dataHash => uint256) executableAt;
    }

    event Submitted(bytes4 indexed selector, bytes data, uint256 executableAt);
    event Accepted(bytes4 indexed selector, bytes data);
    event Revoked(bytes4 indexed selector, bytes data);
    event DelaySet(bytes4 indexed selector, uint256 delay);

    error DelayOutOfBounds(uint256 delay, uint256 least, uint256 most);
    error AlreadySubmitted(uint256 executableAt);
    error NotSubmitted(bytes4 selector);
    error TooEarly(uint256 executableAt);
    error FunctionAbdicated(bytes4 selector);

    /// @param least seconds of any delay
    function submit(Book storage self, bytes calldata data, uint256 least) external {
        bytes4 selector = bytes4(data);
        if (self.abdicated[selector]) revert FunctionAbdicated(selector);
        bytes32 dataHash = keccak256(data);
        uint256 time = self.executableAt[dataHash];
        if (time != 0) revert AlreadySubmitted(time);
        time = block.timestamp + _delayFor(self, selector, data, least);
        self.executableAt[dataHash] = time;
        emit Submitted(selector, data, time);
    }

    function revoke(Book storage self, bytes calldata data) external {
        bytes32 dataHash = keccak256(data);
        if (self.executableAt[dataHash] == 0) revert NotSubmitted(bytes4(data));
        delete self.executableAt[dataHash];
        emit Revoked(bytes4(data), data);
    }

    /// @dev Uses up the submission of `data`, the call that is under way.
    /// @param atOnce true while there is nobody to wait for
    function accept(Book storage self, bytes calldata data, bool atOnce) external {
        bytes4 selector = bytes4(data);
        if (self.abdicated[selector]) revert FunctionAbdicated(selector);
        if (atOnce) return;
        bytes32 dataHash = keccak256(data);
        uint256 time = self.executableAt[dataHash];
        if (time == 0) revert NotSubmitted(selector);
        if (block.timestamp < time) revert TooEarly(time);
        delete self.executableAt[dataHash];
        emit Accepted(selector, data);
    }

    /// @notice Lengthens or shortens a function's delay; refused with {DelayOutOfBounds} where it would do the other.
    function setDelay(Book storage self, bytes4 selector, uint256 delay, uint256 least, bool up) external {
        uint256 delayNow = delayOf(self, selector, least);
        if (up) requireWithin(delay, delayNow + 1, MAX_DELAY);
        else requireWithin(delay, least, delayNow - 1);
        self.delays[selector] = delay;
        emit DelaySet(selector, delay);
    }

    /// @return seconds between submitting and accepting a call of the function
    function delayOf(Book storage self, bytes4 selector, uint256 least) internal view returns (uint256) {
        return Math.max(least, self.delays[selector]);
    }

    function requireWithin(uint256 delay, uint256 least, uint256 most) internal pure {
        if (delay < least || delay > most) revert DelayOutOfBounds(delay, least, most);
    }

    function _delayFor(
        Book storage self,
        bytes4 selector,
        bytes calldata data,
        uint256 least
    ) private view returns (uint256 delay) {
        delay = delayOf(self, selector, least);
        if (selector != Timelocks.lowerDelay.selector) return delay;
        (bytes4 lowered, ) = abi.decode(data[4:], (bytes4, uint256));
        return Math.max(delay, delayOf(self, lowered, least));
    }
}
