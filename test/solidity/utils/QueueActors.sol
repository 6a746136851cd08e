// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ExitPriceFloor} from "../../../contracts/vault/ExitPriceFloor.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {QueueWorld} from "./QueueWorld.sol";
import {vm} from "./Vm.sol";

/// @notice Who acts on and around an exit queue, and what each asked for and got.
abstract contract QueueActors is QueueWorld {
    enum Act {
        Deposit,
        Redeem,
        RedeemDeep,
        Request,
        RequestForAnother,
        Settle,
        SettleDeep,
        Claim,
        ClaimByAssets,
        GiveToVault,
        GiveToQueue,
        Allocate,
        Rebase,
        Slash,
        Observe,
        Wait
    }

    Act internal constant LAST_OF_HOLDERS = Act.GiveToQueue;

    address[3] internal people = [ALICE, BOB, CAROL];
    mapping(address controller => uint256) internal requested;
    mapping(uint256 requestId => mapping(address controller => uint256)) internal requestedIn;
    mapping(address controller => uint256) internal claimedShares;
    mapping(address controller => uint256) internal claimedUnits;
    /// Units.
    uint256 internal claimed;
    uint256 internal givenToQueue;

    function _act(Act act, uint256 seed) internal {
        address who = people[seed % 3];
        if (act == Act.Deposit) _depositSome(who, seed);
        if (act == Act.Redeem) _redeemSome(who, seed);
        if (act == Act.RedeemDeep) _redeemSomeDeep(who, seed);
        if (act == Act.Request) _requestSome(who, who, seed);
        if (act == Act.RequestForAnother) _requestSome(people[(seed >> 8) % 3], who, seed);
        if (act == Act.Settle) _settleSome(seed, false);
        if (act == Act.SettleDeep) _settleSome(seed, true);
        if (act == Act.Claim) _claimSome(who, seed);
        if (act == Act.ClaimByAssets) _claimSomeAssets(who, seed);
        if (act == Act.GiveToVault) _give(who, address(vault), seed);
        if (act == Act.GiveToQueue) givenToQueue += _give(who, address(queue), seed);
        if (act == Act.Allocate) _allocateSome(seed);
        if (act == Act.Rebase) _rebase(bound(seed, 1e9, 0.001e18));
        if (act == Act.Slash) _slash(bound(seed, 1e9, 0.002e18));
        if (act == Act.Observe) _watch();
        if (act == Act.Wait) vm.warp(block.timestamp + bound(seed, 12, MAX_WAIT));
    }

    function _depositSome(address who, uint256 seed) private {
        uint256 most = vault.maxDeposit(who);
        uint256 held = token.balanceOf(who);
        if (held < most) most = held;
        if (most > 1e12) _deposit(who, bound(seed, 1e12, most));
    }

    function _redeemSome(address who, uint256 seed) private {
        uint256 most = vault.maxRedeem(who);
        if (most > 0) _redeem(who, bound(seed, 1, most));
    }

    function _redeemSomeDeep(address who, uint256 seed) private {
        uint256 most = vault.balanceOf(who);
        if (most > 0) _redeemDeep(who, bound(seed, 1, most));
    }

    function _requestSome(address controller, address owner, uint256 seed) private {
        uint256 most = vault.balanceOf(owner);
        if (most == 0) return;
        uint256 shares = bound(seed, 1, most);
        requestedIn[_requestFor(controller, owner, shares)][controller] += shares;
        requested[controller] += shares;
    }

    /// Only by name is a settlement refused.
    function _settleSome(uint256 seed, bool deep) private {
        uint256 shares = bound(seed, 1, queue.pendingShares() + 1);
        vm.prank(STRANGER);
        try this.settle(shares, deep) {
            return;
        } catch (bytes memory reason) {
            bytes4 name = bytes4(reason);
            assertTrue(
                name == ExitPriceFloor.NotObserved.selector ||
                    name == ExitPriceFloor.BelowFloor.selector ||
                    name == ExitQueue.NothingToSettle.selector ||
                    name == ExitQueue.TooEarlyToUnwind.selector,
                "or for a reason with a name"
            );
        }
    }

    function settle(uint256 shares, bool deep) external {
        if (deep) queue.settleDeep(shares);
        else queue.settle(shares);
    }

    function _claimSome(address who, uint256 seed) private {
        uint256 most = queue.maxRedeem(who);
        if (most == 0) return;
        uint256 shares = bound(seed, 1, most);
        uint256 before = _unitsOf(who);
        vm.prank(who);
        queue.redeem(shares, who, who);
        _bookClaim(who, shares, _unitsOf(who) - before);
    }

    function _claimSomeAssets(address who, uint256 seed) private {
        uint256 most = queue.maxWithdraw(who);
        if (most == 0) return;
        uint256 before = _unitsOf(who);
        vm.prank(who);
        uint256 shares = queue.withdraw(bound(seed, 1, most), who, who);
        _bookClaim(who, shares, _unitsOf(who) - before);
    }

    function _bookClaim(address who, uint256 shares, uint256 units) private {
        claimed += units;
        claimedUnits[who] += units;
        claimedShares[who] += shares;
    }

    function _allocateSome(uint256 seed) private {
        uint256 reserved = (queue.pendingShares() * vault.exitUnits()) / (vault.totalSupply() + 1) + 2;
        uint256 idle = vault.idleUnits();
        if (idle <= reserved) return;
        uint256 units = bound(seed, 1, idle - reserved);
        vm.prank(KEEPER);
        vault.allocate(strategy, units);
    }

    function _give(address who, address to, uint256 seed) private returns (uint256 units) {
        uint256 most = token.balanceOf(who) / 10;
        if (most < 1e9) return 0;
        units = _unitsOf(to);
        vm.prank(who);
        token.transfer(to, bound(seed, 1e9, most));
        units = _unitsOf(to) - units;
    }
}
