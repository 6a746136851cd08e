// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ILidoWithdrawalQueue} from "../../../contracts/interfaces/ILidoWithdrawalQueue.sol";
import {WstETH} from "../../../contracts/devnet/WstETH.sol";
import {WstethAdapter} from "../../../contracts/lst/WstethAdapter.sol";
import {LeveragedLoopStrategy} from "../../../contracts/strategies/LeveragedLoopStrategy.sol";
import {LoopPosition} from "../../../contracts/strategies/LoopPosition.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {BankRunTest} from "../queue/BankRun.t.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";
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

/// @dev Proves VLT-13.
contract WstethLoopWiringTest is WstethLoopWorld {
    function test_VLT_13_aLoopServesNoVaultOfATokenThatIsNeitherTradedNorItsCollateral() public {
        WstETH other = new WstETH(STETH);
        KeelVault stranger = new KeelVault(
            new WstethAdapter(other),
            "Other",
            "O",
            OWNER,
            0.25e18,
            1e20,
            LONGEST_EXIT
        );
        LoopPosition.Wiring memory wiring = _wiring();
        vm.expectRevert(abi.encodeWithSelector(LoopPosition.NotOfVault.selector, address(other)));
        new LeveragedLoopStrategy(stranger, wiring, _params(), _limits());
    }
}
