// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {RewardClaims} from "../../../contracts/rewards/RewardClaims.sol";
import {RewardSale} from "../../../contracts/rewards/RewardSale.sol";
import {Movements} from "../../../contracts/vault/Movements.sol";
import {Rewards} from "../../../contracts/vault/Rewards.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";
import {MerkleDistributor} from "./MerkleDistributor.sol";

/// @notice Airdrops and rewards belong to the holders: claimed by a call that was announced, sold in an auction, and recognised as slowly as
/// any other gain.
/// @dev Proves INC-10, VLT-09, VLT-13.
contract RewardsTest is KeelWorld {
    uint256 private constant AMOUNT = 10_000e18;
    uint128 private constant START = 0.01e18;
    uint128 private constant FLOOR = 0.001e18;
    uint64 private constant DURATION = 2 days;

    PlainToken private drop;
    MerkleDistributor private distributor;
    bytes32[] private proof;

    function setUp() public virtual override {
        super.setUp();
        _working(400e18);
        _deposit(BOB, 300e18);
        drop = new PlainToken();
        bytes32 ours = keccak256(abi.encode(address(vault), AMOUNT));
        bytes32 others = keccak256(abi.encode(CAROL, AMOUNT));
        proof.push(others);
        bytes32 root =
            ours < others ? keccak256(abi.encode(ours, others)) : keccak256(abi.encode(others, ours));
        distributor = new MerkleDistributor(drop, root);
        drop.transfer(address(distributor), 2 * AMOUNT);
        _setTerms();
        vm.prank(CAROL);
        token.approve(address(claims), type(uint256).max);
    }

    function test_anAirdropForTheVaultIsClaimedOnceItsCallWasAnnounced() public {
        bytes memory call = abi.encodeCall(distributor.claim, (AMOUNT, proof, address(vault)));
        vm.expectPartialRevert(RewardClaims.NotAllowed.selector);
        claims.claim(address(distributor), call);
        _allow(address(distributor), distributor.claim.selector);
        claims.claim(address(distributor), call);
        assertEq(claims.collect(drop), AMOUNT, "anyone brings it to the sale");
        vm.expectRevert("not in the tree");
        claims.claim(address(distributor), call);
    }

    function test_whatWasSentUnaskedIsCollectedByAnyone(uint256 amount) public {
        amount = bound(amount, 1, AMOUNT);
        drop.transfer(address(vault), amount);
        assertEq(claims.collect(drop), amount, "all of it");
        vm.expectRevert(abi.encodeWithSelector(RewardClaims.NoReward.selector, drop));
        claims.collect(drop);
    }

    function test_theBuyerPaysTheVaultAtThePriceOfTheMoment(uint256 amount, uint256 elapsed) public {
        _deliver(AMOUNT);
        amount = bound(amount, 1, AMOUNT);
        elapsed = bound(elapsed, 0, 2 * DURATION);
        vm.warp(block.timestamp + elapsed);
        uint256 price = elapsed >= DURATION ? FLOOR : START - ((START - FLOOR) * elapsed) / DURATION;
        uint256 idle = vault.idleUnits();
        vm.prank(CAROL);
        uint256 paid = claims.buy(drop, amount, type(uint256).max);
        assertNear(paid, (amount * price) / WAD, 1, "falling by the second from the start to the floor");
        assertGe(paid, (amount * FLOOR) / WAD, "and never below it");
        assertNear(vault.idleUnits() - idle, vault.adapter().toUnits(paid), 2, "to the vault at once");
        assertEq(drop.balanceOf(CAROL), amount, "for the reward");
    }

    function test_INC_10_VLT_09_whoComesForTheSaleAndLeavesAfterItGainsNothing(uint256 elapsed) public {
        _deliver(AMOUNT);
        vm.warp(block.timestamp + bound(elapsed, 0, DURATION));
        uint256 before = _unitsOf(ALICE);
        uint256 shares = _deposit(ALICE, 500e18);
        vm.prank(CAROL);
        claims.buy(drop, AMOUNT, type(uint256).max);
        _redeem(ALICE, shares);
        assertLe(_unitsOf(ALICE), before, "the proceeds are recognised over time");
    }

    function test_VLT_09_theProceedsReachTheHoldersAtTheBoundedRate(uint256 time) public {
        _deliver(AMOUNT);
        vault.recognise();
        uint256 units = vault.entryUnits();
        vm.prank(CAROL);
        claims.buy(drop, AMOUNT, type(uint256).max);
        time = bound(time, 1 hours, 60 days);
        vm.warp(block.timestamp + time);
        uint256 most = units + (units * 0.25e18 * time) / (WAD * YEAR);
        assertLe(vault.entryUnits(), most, "no faster than maxRate");
    }

    function test_dustNeitherPutsASaleOffNorHoldsThePriceDown(uint256 dust) public {
        dust = bound(dust, 1, AMOUNT / 2 - 1);
        _deliver(AMOUNT);
        vm.warp(block.timestamp + DURATION);
        _deliver(dust);
        assertEq(claims.quote(drop, 1e18), FLOOR, "a little more joins the sale");
        vm.prank(CAROL);
        claims.buy(drop, AMOUNT, type(uint256).max);
        _deliver(AMOUNT);
        assertEq(claims.quote(drop, 1e18), START, "what is more than the rest begins anew");
    }

    function test_aPriceAboveWhatTheBuyerAcceptsIsRefused() public {
        _deliver(AMOUNT);
        uint256 price = claims.quote(drop, 1e18);
        vm.prank(CAROL);
        vm.expectRevert(abi.encodeWithSelector(RewardSale.DearerThan.selector, price, price - 1));
        claims.buy(drop, 1e18, price - 1);
    }

    function test_withoutTermsARewardIsKept() public {
        PlainToken other = new PlainToken();
        other.transfer(address(vault), 5e18);
        assertEq(claims.collect(other), 5e18, "collected");
        vm.prank(CAROL);
        vm.expectRevert(abi.encodeWithSelector(RewardSale.NotForSale.selector, other));
        claims.buy(other, 5e18, type(uint256).max);
    }

    function test_theVaultsOwnTokenIsNoReward() public {
        vm.expectPartialRevert(Movements.NotForRewards.selector);
        claims.collect(token);
        _allow(address(token), IERC20.approve.selector);
        vm.expectRevert(abi.encodeWithSelector(Movements.NotForRewards.selector, address(token)));
        claims.claim(address(token), abi.encodeCall(token.approve, (ALICE, 1)));
    }

    function test_VLT_13_aSentinelForbidsACallAtOnce(address stranger) public {
        vm.assume(stranger != OWNER);
        _allow(address(distributor), distributor.claim.selector);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(RewardClaims.OnlySentinel.selector, stranger));
        claims.forbid(address(distributor), distributor.claim.selector);
        _afterNotice(abi.encodeCall(vault.grant, (Role.Sentinel, KEEPER)));
        vm.prank(KEEPER);
        claims.forbid(address(distributor), distributor.claim.selector);
        vm.expectPartialRevert(RewardClaims.NotAllowed.selector);
        claims.claim(
            address(distributor),
            abi.encodeCall(distributor.claim, (AMOUNT, proof, address(vault)))
        );
    }

    function test_VLT_13_onlyNoticeOpensACallOrSetsAPrice(address stranger) public {
        vm.assume(stranger != address(vault));
        bytes memory refusal = abi.encodeWithSelector(RewardClaims.OnlyVault.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        claims.allow(address(distributor), distributor.claim.selector);
        vm.expectRevert(refusal);
        claims.setTerms(drop, RewardSale.Terms(START, FLOOR, DURATION));
        vm.expectRevert();
        vault.configure(IStrategy(address(claims)), "");
        vm.expectRevert(abi.encodeWithSelector(Rewards.OnlyRewardClaims.selector, stranger));
        vault.callForRewards(address(drop), "");
        vm.stopPrank();
        vm.prank(OWNER);
        vm.expectRevert();
        vault.configure(
            IStrategy(address(claims)),
            abi.encodeCall(claims.allow, (address(drop), drop.transfer.selector))
        );
    }

    function test_termsThatBoundNothingAreRefused() public {
        RewardSale.Terms[3] memory unsound = [
            RewardSale.Terms(START, 0, DURATION),
            RewardSale.Terms(FLOOR, START, DURATION),
            RewardSale.Terms(START, FLOOR, 0)
        ];
        for (uint256 i = 0; i < unsound.length; ++i) {
            vm.prank(address(vault));
            vm.expectRevert(abi.encodeWithSelector(RewardSale.UnsoundTerms.selector, drop));
            claims.setTerms(drop, unsound[i]);
        }
    }

    function _deliver(uint256 amount) private {
        drop.transfer(address(vault), amount);
        claims.collect(drop);
    }

    function _setTerms() private {
        RewardSale.Terms memory terms = RewardSale.Terms(START, FLOOR, DURATION);
        _configure(abi.encodeCall(claims.setTerms, (drop, terms)));
    }

    function _allow(address target, bytes4 selector) private {
        _configure(abi.encodeCall(claims.allow, (target, selector)));
    }

    function _configure(bytes memory call) private {
        _afterNotice(abi.encodeCall(vault.configure, (IStrategy(address(claims)), call)));
    }
}
