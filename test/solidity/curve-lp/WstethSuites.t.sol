// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {WstethAdapter} from "../../../contracts/lst/WstethAdapter.sol";
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
