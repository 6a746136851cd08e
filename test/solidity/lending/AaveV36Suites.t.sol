// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AaveVersion} from "../utils/AaveVersion.sol";
import {BorrowingTest} from "./Borrowing.t.sol";
import {LendingExitValueTest} from "./ExitValue.t.sol";
import {LendingSequenceTest} from "./LendingSequence.t.sol";
import {RepayingTest} from "./Repaying.t.sol";
import {LendingRipcordTest} from "./Ripcord.t.sol";

/// @notice What is proven of a lending position on Aave v3.0, proven on v3.6 by the very same tests.
contract BorrowingOnAaveV36Test is BorrowingTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract RepayingOnAaveV36Test is RepayingTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract LendingExitValueOnAaveV36Test is LendingExitValueTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract LendingRipcordOnAaveV36Test is LendingRipcordTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract LendingSequenceOnAaveV36Test is LendingSequenceTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}
