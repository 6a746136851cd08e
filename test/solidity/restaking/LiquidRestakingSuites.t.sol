// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {EzethWorld} from "../utils/EzethWorld.sol";
import {RsethWorld} from "../utils/RsethWorld.sol";
import {WeethWorld} from "../utils/WeethWorld.sol";
import {LiquidRestakingTest} from "./LiquidRestaking.t.sol";
import {RateShocksTest} from "./RateShocks.t.sol";

// solhint-disable no-empty-blocks

/// @notice What is proven of one liquid restaking token, proven of ezETH, weETH and rsETH by the very same tests.
contract EzethTest is LiquidRestakingTest, EzethWorld {}

contract WeethTest is LiquidRestakingTest, WeethWorld {}

contract RsethTest is LiquidRestakingTest, RsethWorld {}

contract EzethRateShocksTest is RateShocksTest, EzethWorld {}

contract WeethRateShocksTest is RateShocksTest, WeethWorld {}

contract RsethRateShocksTest is RateShocksTest, RsethWorld {}
