// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IStakerRewards} from "../../../contracts/interfaces/IStakerRewards.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {Rescue} from "../../../contracts/strategies/Rescue.sol";
import {SymbioticWorld} from "../utils/SymbioticWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Rewards in wstETH, paid through Symbiotic's own staker rewards: claimed when worth their gas, and staked.
contract RewardsInKindTest is SymbioticWorld {
    function test_rewardsAreClaimedOnceTheyAreWorthTenTimesTheirGas() public {
        _working(600e18);
        vm.warp(block.timestamp + 13 hours);
        vm.fee(10 gwei);
        _pay(0.05e18);
        assertEq(restaked.check().action, Codes.HOLD, "not for a few times their gas");
        _pay(0.2e18);
        uint256 before = restaked.entryUnits();
        assertEq(_do().action, Codes.HARVEST, "but for more than ten times");
        assertGt(restaked.entryUnits(), before + 0.1e18, "our part, by active shares");
        assertEq(restaked.check().action, Codes.HOLD, "once");
    }

    function test_rewardsOfSizeAreStakedAgain() public {
        _working(600e18);
        vm.warp(block.timestamp + 13 hours);
        _pay(10e18);
        _do();
        uint256 staked = restaked.stakedUnits();
        assertEq(_do().action, Codes.DEPOSIT, "what lies loose is put to work");
        assertGt(restaked.stakedUnits(), staked + 5e18, "in the same venue");
    }

    function test_VLT_09_rewardsReachHoldersNoFasterThanTheVaultRecognises() public {
        _working(600e18);
        vm.warp(block.timestamp + 1 hours);
        _pay(50e18);
        vault.recognise();
        uint256 before = vault.entryUnits();
        _do();
        assertNear(vault.entryUnits(), before, 1, "nothing in the block in which they are claimed");
        vm.warp(block.timestamp + 365 days);
        assertGt(vault.entryUnits(), before + 20e18, "and all of it in time");
    }

    function test_aPayerThatFailsStopsNothingElse() public {
        _working(600e18);
        vm.mockCallRevert(address(rewards), abi.encodeWithSelector(IStakerRewards.claimable.selector), "");
        assertEq(restaked.risk().rewards, 0, "rewards that cannot be read are none");
        assertTrue(vault.entriesOpen(), "depositors come in");
        vm.prank(address(vault));
        assertGt(restaked.startExit(100e18), 99e18, "and leavers out");
    }
}

/// @notice Rewards in a token that is not Lido's go to whom the strategy was built to send them, and to nobody else.
contract RewardsInAnotherTokenTest is SymbioticWorld {
    function test_rewardsInAnotherTokenGoToTheirReceiver() public {
        _working(600e18);
        vm.deal(NETWORK, 10e18);
        vm.prank(NETWORK);
        WETH.deposit{value: 10e18}();
        vm.warp(block.timestamp + 1 hours);
        _pay(10e18);
        uint256 before = WETH.balanceOf(OWNER);
        assertEq(_do().action, Codes.HARVEST, "claimed");
        assertGt(WETH.balanceOf(OWNER) - before, 5e18, "and sent on");
        assertEq(WETH.balanceOf(address(restaked)), 0, "nothing stays");
    }

    function test_aRewardTokenIsNoForeignToken() public {
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(Rescue.PositionToken.selector, WETH));
        restaked.rescue(IERC20(address(WETH)), OWNER);
        vm.stopPrank();
    }

    function _rewardToken() internal pure override returns (IERC20) {
        return IERC20(address(WETH));
    }
}
