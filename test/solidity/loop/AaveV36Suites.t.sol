// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AaveVersion} from "../utils/AaveVersion.sol";
import {BandsTest} from "./Bands.t.sol";
import {DeleveringTest} from "./Delevering.t.sol";
import {EModeTest} from "./EMode.t.sol";
import {ExitsTest} from "./Exits.t.sol";
import {ExitValueTest} from "./ExitValue.t.sol";
import {LeveringTest} from "./Levering.t.sol";
import {ReducingTest} from "./Reducing.t.sol";
import {RipcordTest} from "./Ripcord.t.sol";
import {SettingsTest} from "./Settings.t.sol";

/// @notice What is proven of a loop on Aave v3.0, proven on v3.6 by the very same tests.
contract LeveringOnAaveV36Test is LeveringTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract DeleveringOnAaveV36Test is DeleveringTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract BandsOnAaveV36Test is BandsTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract EModeOnAaveV36Test is EModeTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract ExitsOnAaveV36Test is ExitsTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract ExitValueOnAaveV36Test is ExitValueTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract ReducingOnAaveV36Test is ReducingTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract RipcordOnAaveV36Test is RipcordTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}

contract SettingsOnAaveV36Test is SettingsTest {
    function _aave() internal pure override returns (AaveVersion) {
        return AaveVersion.V36;
    }
}
