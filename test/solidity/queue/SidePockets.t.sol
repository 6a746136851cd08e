// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {PocketClaims} from "../../../contracts/vault/PocketClaims.sol";
import {SidePocket} from "../../../contracts/vault/SidePocket.sol";
import {QuarantineWorld} from "../utils/QuarantineWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Requests that are settled while a strategy is aside: each gets its part of its batch's claims, as who redeems himself.
/// @dev Proves EXQ-01, EXQ-03, VLT-16.
contract SidePocketsTest is QuarantineWorld {
    SidePocket private pocket;
    uint256 private batch;

    function setUp() public override {
        super.setUp();
        _deposit(CAROL, 300e18);
    }

    function test_EXQ_01_VLT_16_aRequestGetsWhatWhoRedeemsHimselfGets(uint256 shares) public {
        shares = bound(shares, 1e15, 150e18);
        batch = _request(ALICE, shares);
        _settledWhileAside();
        uint256 himself = _redeem(BOB, shares);
        assertNear(_claim(ALICE), himself, 2, "of the rest");
        (uint256 claims, ) = _take(ALICE);
        assertNear(claims, pocket.balanceOf(BOB), 2, "and of the claims");
        _recover();
        assertNear(_claimPocket(pocket, ALICE), _claimPocket(pocket, BOB), 4, "and of what comes back");
    }

    function test_EXQ_01_EXQ_03_aBatchsClaimsAreSharedByRequestAndTakenOnce(uint256 a, uint256 b) public {
        (a, b) = (bound(a, 1e15, 150e18), bound(b, 1e15, 150e18));
        batch = _request(ALICE, a);
        _request(BOB, b);
        _settledWhileAside();
        uint256 held = pocket.balanceOf(address(queue));
        (uint256 first, ) = _take(ALICE);
        (uint256 second, ) = _take(BOB);
        assertNear(first, (held * a) / (a + b), 1, "pro rata");
        assertNear(first + second, held, 1, "all of them");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(PocketClaims.NothingToClaim.selector, batch, pocket));
        queue.claimPocket(batch, pocket, ALICE, ALICE);
    }

    function test_EXQ_01_whatTheClaimsRealiseInTheQueueIsTheirBatchs(uint256 part) public {
        batch = _request(ALICE, 120e18);
        _request(BOB, 60e18);
        _settledWhileAside();
        part = bound(part, 1e9, 200e18);
        vm.prank(KEEPER);
        vault.salvage(failing, abi.encodeCall(failing.withdrawAtFloor, (part, 0)));
        (, uint256 units) = _take(ALICE);
        assertNear(units, (part * 120) / 900, 2, "by the request's part of all claims");
        uint256 before = token.balanceOf(BOB);
        (, units) = _take(BOB);
        assertEq(token.balanceOf(BOB) - before, units, "paid with the claims");
        assertNear(units, (part * 60) / 900, 2, "to the other as much a share");
        assertNear(
            token.balanceOf(address(queue)),
            _settledUnits(batch),
            3,
            "and the batch's own units are here"
        );
    }

    function test_EXQ_01_aPartSettledLaterIsTakenLater(uint256 part) public {
        batch = _request(ALICE, 150e18);
        pocket = _setAside();
        _watch();
        _watch();
        part = bound(part, 1e15, 149e18);
        vm.prank(STRANGER);
        queue.settle(part);
        (uint256 early, ) = _take(ALICE);
        vm.prank(KEEPER);
        vault.salvage(failing, abi.encodeCall(failing.withdrawAtFloor, (90e18, 0)));
        _watch();
        _watch();
        _settleIdle();
        (uint256 later, uint256 units) = _take(ALICE);
        assertNear(early + later, uint256(200e18) / 6, 3, "a sixth of all claims in all");
        assertEq(units, 0, "those that came later had realised nothing here");
        assertNear(_claimPocket(pocket, ALICE), (90e18 * early) / 200e18, 2, "the earlier ones had");
    }

    function test_EXQ_04_onlyARequestsControllerAndItsOperatorsTakeItsClaims() public {
        batch = _request(ALICE, 100e18);
        _settledWhileAside();
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(ExitQueue.OnlyController.selector, BOB, ALICE));
        queue.claimPocket(batch, pocket, BOB, ALICE);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(PocketClaims.NothingToClaim.selector, batch, pocket));
        queue.claimPocket(batch, pocket, BOB, BOB);
        vm.prank(ALICE);
        queue.setOperator(BOB, true);
        vm.prank(BOB);
        queue.claimPocket(batch, pocket, ALICE, ALICE);
        assertNear(pocket.balanceOf(ALICE), uint256(200e18) / 9, 1, "an operator takes them for him");
        assertEq(address(queue.pocketsOf(batch)[0]), address(pocket), "the batch tells what it holds");
    }

    function _settledWhileAside() private {
        pocket = _setAside();
        _watch();
        _watch();
        _settleIdle();
    }

    function _take(address who) private returns (uint256 claims, uint256 units) {
        vm.prank(who);
        return queue.claimPocket(batch, pocket, who, who);
    }
}
