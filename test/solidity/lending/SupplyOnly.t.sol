// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {IStableRoute} from "../../../contracts/interfaces/IStableRoute.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LendingErrors} from "../../../contracts/strategies/lending/LendingErrors.sol";
import {LendingPolicy} from "../../../contracts/strategies/lending/LendingPolicy.sol";
import {LendingStrategy} from "../../../contracts/strategies/lending/LendingStrategy.sol";
import {LendingWiring} from "../../../contracts/strategies/lending/LendingWiring.sol";
import {VenueYield} from "../../../contracts/strategies/lending/VenueYield.sol";
import {LendingWorld} from "../utils/LendingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Without a venue the same contract only supplies: no loan, no feed of a borrowed asset, nothing to sell.
/// @dev Proves LEV-04, LEV-09, VLT-18.
contract SupplyOnlyTest is LendingWorld {
    function test_itSuppliesWhatItIsGivenAndReturnsAllOfIt(uint256 units) public {
        LendingStrategy plain = new LendingStrategy(vault, _wiringWithoutVenue(), _supplying(), 500e18, 100);
        units = bound(units, 1e9, 800e18);
        vm.prank(ALICE);
        STETH.transferShares(address(plain), units);
        vm.prank(address(vault));
        plain.deposit(units);
        assertNear(plain.aToken().balanceOf(address(plain)), units, 2, "all of it is collateral");
        assertEq(plain.check().action, Codes.HOLD, "and nothing is borrowed against it");
        assertNear(plain.entryUnits(), units, 2, "worth what it was");
        uint256 shown = plain.exitUnits();
        assertNear(shown, units, 8, "to who leaves too");
        assertNear(plain.withdrawLimit(), shown, 0, "now");
        vm.prank(address(vault));
        assertGe(plain.withdraw(shown, shown), shown, "LEV-09: and is paid");
    }

    function test_itTakesNothingWhileTheLenderTakesNoCollateral() public {
        LendingStrategy plain = new LendingStrategy(vault, _wiringWithoutVenue(), _supplying(), 500e18, 100);
        assertEq(plain.depositLimit(), type(uint256).max, "without a cap, any amount");
        _freeze(address(WSTETH));
        assertEq(plain.depositLimit(), 0, "frozen, none");
    }

    function test_LEV_04_aTargetAboveNothingNeedsAVenue() public {
        LendingWiring memory w = _wiringWithoutVenue();
        vm.expectRevert(LendingErrors.NoVenue.selector);
        new LendingStrategy(vault, w, _lendingParams(), 500e18, 100);
    }

    function _wiringWithoutVenue() private returns (LendingWiring memory w) {
        w = _lendingWiring();
        (w.venue, w.yield) = (IERC4626(address(0)), VenueYield(address(0)));
        (w.stableRoute, w.stableFeed) = (IStableRoute(address(0)), IChainlinkFeed(address(0)));
    }

    function _supplying() private pure returns (LendingPolicy.Params memory p) {
        p = _lendingParams();
        (p.minLtv, p.targetLtv, p.defendLtv, p.evacuateLtv) = (0, 0, 0, 0);
    }
}
