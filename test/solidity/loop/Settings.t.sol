// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Settings that could be liquidated by a small move are refused, and the lender's own changes are seen at once.
/// @dev Proves LEV-04, LEV-10.
contract SettingsTest is LenderAdmin {
    uint256 private constant LIQUIDATION_LTV = 0.81e9;

    function test_LEV_04_settingsAreTakenExactlyWhereTheyLeaveRoom(
        uint256 target,
        uint256 max,
        uint256 ripcord
    ) public {
        LoopPolicy.Params memory p = _params();
        p.targetLtv = uint64(bound(target, 0.60e9, 0.75e9));
        p.maxLtv = uint64(bound(max, 0.61e9, 0.79e9));
        p.ripcordLtv = uint64(bound(ripcord, 0.74e9, 0.80e9));
        (p.defendLtv, p.evacuateLtv) = (p.targetLtv, p.targetLtv);
        bool sound =
            p.minLtv < p.targetLtv &&
                uint256(p.targetLtv) * 100 <= uint256(p.maxLtv) * 97 &&
                p.maxLtv < p.ripcordLtv &&
                uint256(p.ripcordLtv) * 100 <= LIQUIDATION_LTV * 97;
        if (sound) {
            _take(p);
            assertLt(
                (uint256(p.maxLtv) * 100) / 97,
                LIQUIDATION_LTV,
                "at the maximum a 3% fall of the lender's price liquidates nobody"
            );
        } else {
            _refuse(p);
        }
    }

    function test_LEV_04_theEdgesThemselvesAreTaken() public {
        LoopPolicy.Params memory p = _params();
        (p.maxLtv, p.targetLtv, p.ripcordLtv) = (0.70e9, 0.679e9, 0.7857e9);
        (p.defendLtv, p.evacuateLtv) = (p.targetLtv, 0);
        _take(p);
        p.targetLtv += 1;
        _refuse(p);
        p.targetLtv -= 1;
        p.ripcordLtv += 1;
        _refuse(p);
    }

    function test_LEV_04_levelsMayOnlyLowerTheTarget(uint256 defend, uint256 evacuate) public {
        LoopPolicy.Params memory p = _params();
        p.defendLtv = uint64(bound(defend, 0, 0.9e9));
        p.evacuateLtv = uint64(bound(evacuate, 0, 0.9e9));
        if (p.evacuateLtv <= p.defendLtv && p.defendLtv <= p.targetLtv) _take(p);
        else _refuse(p);
    }

    function test_LEV_04_pegLinesMustDescendAndReopenAboveWhereTheyClosed(
        uint256 which,
        uint256 value
    ) public {
        LoopPolicy.Params memory p = _params();
        uint64 peg = uint64(bound(value, 0.5e9, 1.2e9));
        which %= 3;
        if (which == 0) p.watchPeg = peg;
        if (which == 1) p.defendReentry = peg;
        if (which == 2) p.evacuateReentry = peg;
        bool sound = p.evacuatePeg <= p.defendPeg && p.defendPeg <= p.watchPeg;
        sound =
            sound &&
            p.watchPeg <= p.watchReentry &&
            p.defendPeg <= p.defendReentry &&
            p.evacuatePeg <= p.evacuateReentry;
        sound = sound && p.evacuateReentry <= p.defendReentry && p.defendReentry <= p.watchReentry;
        if (sound) _take(p);
        else _refuse(p);
    }

    function test_LEV_04_carryLinesMustNotCross(int64 lever, int64 unwind) public {
        LoopPolicy.Params memory p = _params();
        (p.leverCarry, p.unwindCarry) = (lever % 2e12, unwind % 2e12);
        bool sound =
            p.unwindCarry < p.leverCarry &&
                p.leverCarry >= 0 &&
                p.leverCarry <= 1e12 &&
                p.unwindCarry >= -1e12;
        if (sound) _take(p);
        else _refuse(p);
    }

    function test_LEV_10_aLoweredLiquidationThresholdIsSeenAtTheNextCheck(uint256 threshold) public {
        _levered(300e18);
        assertEq(loop.check().action, Codes.HOLD, "in its band");
        // Bands end at 0.97² of the threshold; Aave refuses a threshold below what it lends, 60% here.
        threshold = bound(threshold, 6700, 7000);
        _setThreshold(threshold);
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.DELEVER, "what was safe under 81% is not under 70%");
        _keep();
        assertLe(
            uint256(loop.risk().ltv) * 10_000,
            threshold * 97 * 97 * 1e5,
            "and room is made under the new threshold"
        );
    }

    function test_LEV_10_aRaisedThresholdDoesNotWidenTheBands() public {
        _levered(300e18);
        _setThreshold(9000);
        assertEq(loop.check().action, Codes.HOLD, "the owner's settings still bind");
        assertEq(loop.risk().liquidationLtv, 0.9e9, "though the threshold is seen");
    }

    function _take(LoopPolicy.Params memory p) private {
        vm.prank(address(vault));
        loop.setParams(p);
    }

    function _refuse(LoopPolicy.Params memory p) private {
        vm.expectPartialRevert(LoopErrors.UnsoundParams.selector);
        vm.prank(address(vault));
        loop.setParams(p);
    }
}
