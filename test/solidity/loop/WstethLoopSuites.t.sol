// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ILidoWithdrawalQueue} from "../../../contracts/interfaces/ILidoWithdrawalQueue.sol";
import {BankRunTest} from "../queue/BankRun.t.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {WstethLoopWorld} from "../utils/WstethLoopWorld.sol";
import {ExitsTest} from "./Exits.t.sol";
import {ExitValueTest} from "./ExitValue.t.sol";
import {InAndOutTest} from "./InAndOut.t.sol";

/// @notice What is proven of a loop on a stETH vault wherever funds leave it, proven of one on a wstETH vault by the very same tests.
contract WstethInAndOutTest is WstethLoopWorld, InAndOutTest {
    function setUp() public override(KeelWorld, WstethLoopWorld) {
        super.setUp();
    }
}

contract WstethExitValueTest is WstethLoopWorld, ExitValueTest {
    function setUp() public override(KeelWorld, WstethLoopWorld) {
        super.setUp();
    }
}

contract WstethExitsTest is WstethLoopWorld, ExitsTest {
    function setUp() public override(WstethLoopWorld, ExitsTest) {
        super.setUp();
    }

    function _lidoQueue() internal override(KeelWorld, ExitsTest) returns (ILidoWithdrawalQueue) {
        return super._lidoQueue();
    }
}

contract WstethBankRunTest is WstethLoopWorld, BankRunTest {
    function setUp() public override(WstethLoopWorld, BankRunTest) {
        super.setUp();
    }
}
