// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {WstETH} from "../../../contracts/devnet/WstETH.sol";
import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {IStETH} from "../../../contracts/interfaces/IStETH.sol";
import {WstethAdapter} from "../../../contracts/lst/WstethAdapter.sol";
import {CurveLpAdvisor} from "../../../contracts/strategies/curve-lp/CurveLpAdvisor.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {vm} from "../utils/Vm.sol";
import {AnyCurveLpSequence} from "./AnySequence.t.sol";
import {CurveLpWorld} from "./CurveLpWorld.sol";
import {NgPoolWorld} from "./NgPoolWorld.sol";
import {StethPoolWorld} from "./StethPoolWorld.sol";

/// @notice The same position behind a wstETH vault.
abstract contract WstethCurveLpWorld is CurveLpWorld {
    function setUp() public virtual override {
        super.setUp();
        _wrapFor([ALICE, BOB, CAROL], 1000e18);
    }

    function _adapter() internal virtual override returns (ILstAdapter) {
        return new WstethAdapter(WSTETH);
    }
}

/// @notice What is proven of a stETH vault in a Curve pool, proven of a wstETH vault by the very same tests.
contract WstethSequenceInStethPoolTest is WstethCurveLpWorld, AnyCurveLpSequence, StethPoolWorld {
    function setUp() public override(WstethCurveLpWorld, AnyCurveLpSequence, CurveLpWorld) {
        super.setUp();
    }

    function _adapter() internal override(CurveLpWorld, WstethCurveLpWorld) returns (ILstAdapter) {
        return super._adapter();
    }
}

contract WstethSequenceInNgPoolTest is WstethCurveLpWorld, AnyCurveLpSequence, NgPoolWorld {
    function setUp() public override(WstethCurveLpWorld, AnyCurveLpSequence, CurveLpWorld) {
        super.setUp();
    }

    function _adapter() internal override(CurveLpWorld, WstethCurveLpWorld) returns (ILstAdapter) {
        return super._adapter();
    }
}

/// @dev Proves VLT-13.
contract WstethCurveLpWiringTest is WstethCurveLpWorld, StethPoolWorld {
    function setUp() public override(WstethCurveLpWorld, CurveLpWorld) {
        super.setUp();
    }

    function test_VLT_13_aPositionServesNoVaultOfAWrapperOfAnotherToken() public {
        WstETH other = new WstETH(IStETH(address(0x57E74)));
        vault = new KeelVault(new WstethAdapter(other), "Other", "O", OWNER, 0.25e18, 1e20, LONGEST_EXIT);
        CurveLpAdvisor.Wiring memory wiring;
        wiring.steth = STETH;
        vm.expectRevert(abi.encodeWithSelector(CurveLpStrategy.NotLidoVault.selector, address(other)));
        _openPosition(wiring);
    }

    function _adapter() internal override(CurveLpWorld, WstethCurveLpWorld) returns (ILstAdapter) {
        return super._adapter();
    }
}
