// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {QueueUpkeep} from "../../../contracts/automation/QueueUpkeep.sol";
import {StrategyUpkeep} from "../../../contracts/automation/StrategyUpkeep.sol";
import {ICheckedStrategy} from "../../../contracts/interfaces/ICheckedStrategy.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {QueueWorld} from "../utils/QueueWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A vault whose keeper is a contract that automation networks call, by the same `check()`.
/// @dev Proves ONE-01, LEV-03, VLT-13, EXQ-01, VLT-19.
contract UpkeepsTest is QueueWorld {
    address private constant FORWARDER = address(0xF0);

    StrategyUpkeep private upkeep;
    QueueUpkeep private settling;

    function setUp() public override {
        super.setUp();
        upkeep = new StrategyUpkeep(ICheckedStrategy(address(loop)));
        settling = new QueueUpkeep(queue);
        vm.startPrank(OWNER);
        vault.submit(abi.encodeCall(vault.grant, (Role.Keeper, address(upkeep))));
        vault.submit(abi.encodeCall(vault.grant, (Role.Keeper, FORWARDER)));
        vm.warp(block.timestamp + LONGEST_EXIT);
        vault.grant(Role.Keeper, address(upkeep));
        vault.grant(Role.Keeper, FORWARDER);
        vm.stopPrank();
        // A week's staking, without which levering would not pay.
        _rebase(0.0008e18);
        _settle();
    }

    function test_ONE_01_itAsksForWhatTheRulesAskForAndDoesIt(uint256 assets) public {
        _deposit(ALICE, bound(assets, 1e15, 500e18));
        _allocate();
        LoopPolicy.Decision memory d = loop.check();
        (bool needed, bytes memory data) = upkeep.checkUpkeep("");
        assertTrue(needed, "a fresh position levers");
        assertEq(
            keccak256(data),
            keccak256(abi.encode(d.action, d.target)),
            "to the target that check() names"
        );
        vm.prank(FORWARDER);
        upkeep.performUpkeep(data);
        assertLe(loop.risk().ltv, d.target, "and no further");
        (needed, ) = upkeep.checkUpkeep("");
        assertTrue(!needed, "then nothing is left to do");
    }

    function test_ONE_01_aResolverGetsTheSameAsAWholeCall() public {
        _deposit(ALICE, 100e18);
        _allocate();
        (bool can, bytes memory payload) = upkeep.checker();
        assertTrue(can, "asked for");
        vm.prank(FORWARDER);
        (bool done, ) = address(upkeep).call(payload);
        assertTrue(done, "and carried out as it came");
        assertGt(loop.risk().ltv, 0.65e9, "levered");
    }

    function test_whatIsNoLongerAskedForReverts() public {
        _deposit(ALICE, 100e18);
        _allocate();
        (, bytes memory data) = upkeep.checkUpkeep("");
        vm.prank(FORWARDER);
        upkeep.performUpkeep(data);
        vm.prank(FORWARDER);
        vm.expectPartialRevert(LoopErrors.NotAsked.selector);
        upkeep.performUpkeep(data);
    }

    function test_VLT_13_aStrangerCannotChooseTheMoment(address stranger) public {
        vm.assume(!vault.isKeeper(stranger));
        _deposit(ALICE, 100e18);
        _allocate();
        (, bytes memory data) = upkeep.checkUpkeep("");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(StrategyUpkeep.OnlyKeeper.selector, stranger));
        upkeep.performUpkeep(data);
    }

    function test_VLT_13_anUpkeepThatWasDismissedDoesNothing() public {
        _deposit(ALICE, 100e18);
        _allocate();
        vm.prank(OWNER);
        vault.dismiss(Role.Keeper, address(upkeep));
        (, bytes memory data) = upkeep.checkUpkeep("");
        vm.prank(FORWARDER);
        vm.expectRevert();
        upkeep.performUpkeep(data);
    }

    function test_EXQ_01_aBatchIsSettledFromIdleFundsAsSoonAsThereAreAny(uint256 shares) public {
        _working(400e18);
        _deposit(BOB, 100e18);
        _watch();
        (bool needed, ) = settling.checkUpkeep("");
        assertTrue(!needed, "nobody asked to leave");
        uint256 request = _request(BOB, bound(shares, 1e12, vault.balanceOf(BOB)));
        bytes memory data;
        (needed, data) = settling.checkUpkeep("");
        assertTrue(needed, "a request, and funds for it");
        vm.prank(STRANGER);
        settling.performUpkeep(data);
        assertGt(_settledShares(request), 0, "settled, by whoever came");
    }

    function test_VLT_19_anOverdueBatchIsUnwoundFor() public {
        _working(400e18);
        _watch();
        uint256 request = _request(ALICE, 50e18);
        (bool needed, ) = settling.checkUpkeep("");
        assertTrue(!needed, "no idle funds, and it is not due");
        vm.warp(block.timestamp + MAX_WAIT);
        _observe(1);
        _watch();
        (, bytes memory payload) = settling.checker();
        vm.prank(STRANGER);
        (bool done, ) = address(settling).call(payload);
        assertTrue(done, "settled deep");
        assertEq(_settledShares(request), 50e18, "whole");
    }

    function test_EXQ_01_withNobodyElseWatchingItLooksEveryHourAndSettlesWhenItMay() public {
        _working(400e18);
        _deposit(BOB, 100e18);
        uint256 request = _request(BOB, 50e18);
        uint256 start = block.timestamp;
        uint256 looks;
        while (_settledShares(request) == 0 && block.timestamp < start + 4 hours) {
            (bool needed, bytes memory data) = settling.checkUpkeep("");
            if (needed) settling.performUpkeep(data);
            if (needed && _settledShares(request) == 0) ++looks;
            _observe(10 minutes);
        }
        assertEq(_settledShares(request), 50e18, "settled, whole");
        assertLe(looks, 3, "after a look in each hour, and no more");
        (bool more, ) = settling.checkUpkeep("");
        assertTrue(!more, "and nobody waits");
    }
}
