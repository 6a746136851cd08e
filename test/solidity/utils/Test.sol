// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {vm} from "./Vm.sol";

/// @notice What a Solidity test inherits: assertions that say why, and inputs within bounds.
/// @dev The runner calls `setUp`, then every function that starts with `test` or `invariant`; `IS_TEST` marks the contract.
abstract contract Test {
    bool public constant IS_TEST = true;

    /// @notice Maps any fuzz input into [low, high] so that both ends and every value between are reached.
    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        require(low <= high, "bound: low is above high");
        if (value >= low && value <= high) return value;
        uint256 size = high - low + 1;
        // The whole uint256 range has no size that fits, but then every value is within it.
        return low + (value % size);
    }

    function assertTrue(bool condition, string memory why) internal pure {
        vm.assertTrue(condition, why);
    }

    function assertFalse(bool condition, string memory why) internal pure {
        vm.assertFalse(condition, why);
    }

    function assertEq(uint256 left, uint256 right, string memory why) internal pure {
        vm.assertEq(left, right, why);
    }

    function assertEq(int256 left, int256 right, string memory why) internal pure {
        vm.assertEq(left, right, why);
    }

    function assertEq(address left, address right, string memory why) internal pure {
        vm.assertEq(left, right, why);
    }

    function assertEq(bytes32 left, bytes32 right, string memory why) internal pure {
        vm.assertEq(left, right, why);
    }

    function assertNotEq(uint256 left, uint256 right, string memory why) internal pure {
        vm.assertNotEq(left, right, why);
    }

    function assertLe(uint256 left, uint256 right, string memory why) internal pure {
        vm.assertLe(left, right, why);
    }

    function assertLt(uint256 left, uint256 right, string memory why) internal pure {
        vm.assertLt(left, right, why);
    }

    function assertGe(uint256 left, uint256 right, string memory why) internal pure {
        vm.assertGe(left, right, why);
    }

    function assertGt(uint256 left, uint256 right, string memory why) internal pure {
        vm.assertGt(left, right, why);
    }

    /// @param most largest difference allowed, in the unit of both sides
    function assertNear(uint256 left, uint256 right, uint256 most, string memory why) internal pure {
        vm.assertApproxEqAbs(left, right, most, why);
    }
}
