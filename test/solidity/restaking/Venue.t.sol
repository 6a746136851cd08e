// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {BaseStrategy} from "../../../contracts/strategies/BaseStrategy.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {Rescue} from "../../../contracts/strategies/Rescue.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {RestakingStrategy} from "../../../contracts/strategies/restaking/RestakingStrategy.sol";
import {SymbioticStrategy} from "../../../contracts/strategies/restaking/SymbioticStrategy.sol";
import {Movements} from "../../../contracts/vault/Movements.sol";
import {IVaultAdmin, SymbioticWorld} from "../utils/SymbioticWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What the venue refuses is refused by name before anything moves, and who may ask for what.
/// @dev Proves VLT-13 for restaking strategies.
contract VenueTest is SymbioticWorld {
    function test_theDepositLimitIsWhatTheTargetStillTakes(uint256 assets) public {
        uint256 target = (CAP * 95) / 100;
        assertEq(restaked.depositLimit(), target, "of an empty position");
        _working(bound(assets, 1e15, 900e18));
        uint256 limit = restaked.depositLimit();
        assertNear(
            limit + restaked.stakedUnits() + restaked.looseUnits(),
            target,
            1,
            "and of one that holds some"
        );
        _giveIdle(2_000e18);
        vm.prank(KEEPER);
        vault.allocate(restaked, limit);
        assertNear(restaked.depositLimit(), 0, 3, "which can be had in full, and then there is no more");
        vm.startPrank(KEEPER);
        vm.expectPartialRevert(Movements.AboveDepositLimit.selector);
        vault.allocate(restaked, 1e18);
        vm.stopPrank();
    }

    function test_aFullVenueTakesWhatItHasRoomFor(uint256 room) public {
        room = bound(room, 1e12, 500e18);
        vm.startPrank(CURATOR);
        IVaultAdmin(address(symbiotic)).setIsDepositLimit(true);
        IVaultAdmin(address(symbiotic)).setDepositLimit(symbiotic.activeStake() + room);
        vm.stopPrank();
        assertEq(restaked.depositLimit(), room, "the venue's own limit binds");
        _giveIdle(900e18);
        vm.prank(KEEPER);
        vault.allocate(restaked, room);
        assertEq(restaked.depositLimit(), 0, "full");
        assertTrue(restaked.risk().venueFlags & Codes.VENUE_IS_CAPPED != 0, "and says why");
        assertTrue(restaked.entriesOpen(), "which is no reason to refuse depositors");
    }

    function test_aVenueThatAdmitsOnlyOthersIsClosedAndLetsGo() public {
        _working(500e18);
        vm.prank(CURATOR);
        IVaultAdmin(address(symbiotic)).setDepositWhitelist(true);
        assertEq(restaked.depositLimit(), 0, "no deposits");
        assertEq(restaked.check().level, Codes.WATCH, "it is watched");
        vm.startPrank(address(vault));
        assertGt(restaked.startExit(100e18), 99e18, "and exits go on");
        vm.stopPrank();
    }

    function test_stakeWithoutAnOperatorIsNotAddedTo() public {
        _working(500e18);
        vm.prank(OPERATOR);
        NETWORK_OPT_IN.optOut(NETWORK);
        assertEq(restaked.risk().venueFlags, Codes.VENUE_OPERATOR_OUT, "who left the network");
        assertEq(restaked.depositLimit(), 0, "earns nothing on more");
    }

    function test_theStakeStandsForTheNetworkAsFarAsItWasDelegated() public {
        _working(500e18);
        assertEq(delegator.networkLimit(SUBNETWORK), 1_000_000e18, "behind the vault's timelock");
        bytes memory nothing = abi.encodeCall(SymbioticStrategy.delegate, (0, 0));
        vm.startPrank(OWNER);
        vault.submit(abi.encodeCall(vault.configure, (restaked, nothing)));
        vm.warp(block.timestamp + 15 days);
        vault.configure(restaked, nothing);
        vm.stopPrank();
        assertEq(delegator.networkLimit(SUBNETWORK), 0, "and taken back");
        assertEq(restaked.risk().venueFlags, Codes.VENUE_OPERATOR_OUT, "stake that stands for nobody");
    }

    function test_VLT_13_onlyTheVaultMovesFundsAndOnlyKeepersActAndOnlyAsAsked() public {
        _working(500e18);
        bytes memory onlyVault = abi.encodeWithSelector(IStrategy.OnlyVault.selector, address(this));
        vm.expectRevert(onlyVault);
        restaked.deposit(1);
        vm.expectRevert(onlyVault);
        restaked.withdraw(1, 0);
        vm.expectRevert(onlyVault);
        restaked.withdrawAtFloor(1, 0);
        vm.expectRevert(onlyVault);
        restaked.startExit(1);
        vm.expectRevert(onlyVault);
        restaked.delegate(0, 0);
        vm.expectRevert(onlyVault);
        restaked.setParams(_rules());
        vm.expectRevert(abi.encodeWithSelector(BaseStrategy.OnlyKeeper.selector, address(this)));
        restaked.execute(Codes.EXIT, 0, 0);
        vm.startPrank(KEEPER);
        vm.expectPartialRevert(RestakingStrategy.NotAsked.selector);
        restaked.execute(Codes.EXIT, 0, 0);
        vm.stopPrank();
    }

    function test_aKeeperMayExitMoreThanAskedButNotLess() public {
        _working(800e18);
        _slashPart(0.06e18);
        vm.startPrank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(RestakingStrategy.NotAsked.selector, 6, 5, 16));
        restaked.execute(Codes.CLAIM, 0, 0);
        restaked.execute(Codes.EXIT, 0, 0);
        vm.stopPrank();
    }

    function test_looseFundsAreStakedByTheKeeperToAtMostTheTarget() public {
        _working(500e18);
        vm.prank(BOB);
        STETH.transfer(address(restaked), 100e18);
        vm.warp(block.timestamp + 13 hours);
        RestakingPolicy.Decision memory d = restaked.check();
        assertEq(d.action, Codes.DEPOSIT, "a gift is put to work");
        vm.startPrank(KEEPER);
        vm.expectRevert(
            abi.encodeWithSelector(RestakingStrategy.TargetBeyond.selector, d.target + 1, d.target)
        );
        restaked.execute(d.action, d.target + 1, 0);
        restaked.execute(d.action, d.target, 0);
        vm.stopPrank();
        assertNear(restaked.looseUnits(), 0, CAP / 1e9 + 4, "all of it, but for a billionth of the cap");
    }

    function test_foreignTokensCanBeRescuedAndThePositionsOwnCannot() public {
        vm.startPrank(TRADER);
        WETH.deposit{value: 1e18}();
        WETH.transfer(address(restaked), 1e18);
        vm.stopPrank();
        vm.startPrank(OWNER);
        restaked.rescue(IERC20(address(WETH)), OWNER);
        assertEq(WETH.balanceOf(OWNER), 1e18, "what came by mistake");
        vm.expectRevert(abi.encodeWithSelector(Rescue.PositionToken.selector, STETH));
        restaked.rescue(STETH, OWNER);
        vm.expectRevert(abi.encodeWithSelector(Rescue.PositionToken.selector, WSTETH));
        restaked.rescue(WSTETH, OWNER);
        vm.stopPrank();
    }

    function test_rulesThatCouldHurtAreRefused() public {
        RestakingPolicy.Params memory broken = _rules();
        broken.defendSlash = 0;
        vm.startPrank(address(vault));
        vm.expectRevert(abi.encodeWithSelector(RestakingStrategy.UnsoundParams.selector, 5));
        restaked.setParams(broken);
        restaked.setParams(_rules());
        vm.stopPrank();
    }

    function test_itNamesWhatItCanBeLostTo() public view {
        assertEq(restaked.riskIds().length, 4, "the token, the venue, the operator and the network");
    }

    function _giveIdle(uint256 steth) private {
        vm.prank(TRADER);
        STETH.transfer(address(vault), steth);
    }
}
