// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Test} from "./utils/Test.sol";

/// @notice The rounding that the vault's conversions build on.
contract MulDivTest is Test {
    function test_mulDivUpIsAtMostOneAboveMulDivDown(uint128 a, uint128 b, uint128 c) public pure {
        uint256 divisor = bound(c, 1, type(uint128).max);
        uint256 down = Math.mulDiv(a, b, divisor);
        uint256 up = Math.mulDiv(a, b, divisor, Math.Rounding.Ceil);
        bool exact = mulmod(a, b, divisor) == 0;
        assertEq(up, exact ? down : down + 1, "rounding up adds one only to an inexact quotient");
    }
}
