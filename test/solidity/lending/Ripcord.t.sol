// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {LendingErrors} from "../../../contracts/strategies/lending/LendingErrors.sol";
import {LendingWorld} from "../utils/LendingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Past the ripcord line anyone may repay the loan for collateral; before it nobody.
/// @dev Proves INC-12, LEV-06.
contract LendingRipcordTest is LendingWorld {
    address private constant PAYER = CAROL;

    function test_LEV_06_isRefusedToEverybodyBeforeItsLine(uint256 threshold) public {
        _borrowed(300e18);
        // 97% of 6,100 is 59.2%, above an LTV of 50%.
        _setThreshold(bound(threshold, 6100, 8100));
        _fund();
        vm.expectPartialRevert(LendingErrors.NotPastRipcord.selector);
        vm.prank(PAYER);
        lending.ripcord(1000 * STABLE, 0);
    }

    function test_LEV_06_isOpenToAnyonePastItsLineAndLowersLtv(uint256 fall, uint256 part) public {
        _pastLine(fall);
        uint256 before = lending.risk().ltv;
        (uint256 paid, uint256 got) = _pull(bound(part, 10 * STABLE, 1_000_000 * STABLE));
        assertGt(paid, 0, "the payer pays");
        assertGt(got, 0, "and gets collateral");
        assertLt(lending.risk().ltv, before, "LTV is lower");
    }

    function test_LEV_06_itsDiscountGrowsWithDepthAndNeverExceedsTheBonus(uint256 a, uint256 b) public {
        (uint256 shallow, uint256 deep) = (bound(a, 0.295e18, 0.33e18), bound(b, 0.34e18, 0.37e18));
        uint256 copy = vm.snapshotState();
        uint256 small = _discountAfter(shallow);
        vm.revertToState(copy);
        uint256 large = _discountAfter(deep);
        assertLt(small, large, "deeper is dearer");
        assertLe(large, 0.075e18, "and at most the liquidation bonus of 7.5%");
    }

    function test_LEV_06_INC_12_needsNoMarketToAgreeWithTheLender() public {
        _pastLine(0.3e18);
        _sellEther(1_000_000e18);
        _thin(0.999e18);
        uint256 before = lending.risk().ltv;
        _pull(100_000 * STABLE);
        assertLt(lending.risk().ltv, before, "with every pool gone astray it works the same");
    }

    function test_LEV_06_takesNoMoreThanBringsLtvToItsTarget() public {
        _pastLine(0.3e18);
        (uint256 paid, ) = _pull(500_000_000 * STABLE);
        assertLt(paid, 500_000_000 * STABLE, "not all of it");
        assertGe(lending.risk().ltv, 0.499e9, "LTV lands at the target");
        assertLe(lending.risk().ltv, 0.501e9, "and not below");
    }

    function test_LEV_06_aPayerNamesTheLeastThatIsTaken() public {
        _pastLine(0.3e18);
        _fund();
        vm.expectPartialRevert(LendingErrors.TooLittleCollateral.selector);
        vm.prank(PAYER);
        lending.ripcord(1000 * STABLE, 1e18);
    }

    /// The lender prices at market: a fall of 29% takes LTV from 50% past 70%.
    function _pastLine(uint256 fall) private {
        _borrowed(300e18);
        _thin(0.95e18);
        _depegTo(WAD - bound(fall, 0.295e18, 0.37e18));
        FEED.transmit();
        _fund();
    }

    function _pull(uint256 amount) private returns (uint256 paid, uint256 got) {
        uint256 held = IERC20(WSTETH).balanceOf(PAYER);
        vm.prank(PAYER);
        (paid, got) = lending.ripcord(amount, 0);
        assertEq(IERC20(WSTETH).balanceOf(PAYER) - held, got, "what is said is sent");
    }

    function _discountAfter(uint256 fall) private returns (uint256) {
        _pastLine(fall);
        (uint256 paid, uint256 got) = _pull(1000 * STABLE);
        uint256 worth = (got * lending.advisor().lenderRate()) / WAD;
        uint256 fair = (paid * lending.advisor().stableRate()) / STABLE;
        return ((worth - fair) * WAD) / fair;
    }

    function _fund() private {
        vm.prank(LENDER_WHALE);
        stable.transfer(PAYER, 500_000_000 * STABLE);
        vm.prank(PAYER);
        stable.approve(address(lending), type(uint256).max);
    }
}
