// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {VaultLens} from "../../../contracts/vault/VaultLens.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What is quoted can be had, and a lender's price of a share cannot be pushed up.
/// @dev Proves VLT-02 and VLT-03 for quotes, VLT-09 and VLT-18 for the lender's price.
contract LensTest is KeelWorld {
    VaultLens private lens;

    function setUp() public override {
        super.setUp();
        lens = new VaultLens();
        _levered(600e18);
        _deposit(BOB, 300e18);
        _thin(0.9e18);
        _settle();
        vault.recognise();
    }

    function test_VLT_02_aQuotedEntryIsWhatADepositMints(uint256 assets) public {
        assets = bound(assets, 4e9, 900e18);
        uint256 quoted = lens.quoteEntry(vault, assets);
        assertGe(_deposit(CAROL, assets), quoted, "to the share");
        vm.prank(OWNER);
        vault.pauseEntries();
        assertEq(lens.quoteEntry(vault, assets), 0, "and nothing while entries are closed");
    }

    function test_VLT_03_aQuotedExitCanBeHadAtOnceAndDeeper(uint256 shares) public {
        shares = bound(shares, 1e9, vault.balanceOf(ALICE));
        VaultLens.ExitQuote memory quote = lens.quoteExit(vault, ALICE, shares);
        assertLe(quote.sync, quote.deep, "idle funds reach no deeper than all");
        assertLe(quote.deep, quote.worth, "nor all than what the shares are worth");
        uint256 copy = vm.snapshotState();
        uint256 most = vault.maxRedeem(ALICE);
        uint256 atOnce = shares < most ? shares : most;
        if (atOnce > 0) assertGe(_redeem(ALICE, atOnce), quote.sync, "paid from idle funds");
        vm.revertToState(copy);
        assertLe(_redeemDeep(ALICE, shares), quote.worth, "and deeper no more than it is worth");
        assertEq(quote.queued, quote.worth, "a request is settled at exit value, too");
        assertGt(quote.wait, 0, "after a wait that the queue tells");
    }

    function test_VLT_09_noGiftAndNoPumpLiftsALendersPriceInItsBlock(uint256 gift, uint256 pump) public {
        uint256 before = lens.lowerSharePrice(vault);
        uint256 entry = (vault.entryUnits() * vault.adapter().redemptionRate()) / vault.totalSupply();
        vm.prank(CAROL);
        STETH.transfer(address(vault), bound(gift, 1e9, 900e18));
        _buy(bound(pump, 1e18, 30_000e18));
        assertLe(lens.lowerSharePrice(vault), entry, "no higher than what was recognised");
        assertGe(lens.lowerSharePrice(vault) + 2, before, "and no lower");
    }

    function test_VLT_18_aLendersPriceIsWhatLeavingPays(uint256 fall) public {
        _depegTo(WAD - bound(fall, 0.002e18, 0.06e18));
        _settle();
        uint256 price = lens.lowerSharePrice(vault);
        uint256 pays = (vault.exitUnits() * vault.adapter().redemptionRate()) / vault.totalSupply();
        assertNear(price, pays, 1, "in ether, at exit value");
        assertLe(
            price,
            (vault.entryUnits() * vault.adapter().redemptionRate()) / vault.totalSupply(),
            "never more than at entry"
        );
    }

    function test_VLT_18_aVaultWithoutSharesHasNoPriceAndOneWithoutAQueueNoWait(uint256 assets) public {
        vault = new KeelVault(vault.adapter(), "Fresh", "F", OWNER, 0.25e18, 1000e18, LONGEST_EXIT);
        vm.prank(OWNER);
        vault.open();
        assertEq(lens.lowerSharePrice(vault), 0, "nothing to lend against yet");
        uint256 shares = _deposit(CAROL, bound(assets, 4e9, 900e18));
        assertGt(lens.lowerSharePrice(vault), 0, "now there is");
        VaultLens.ExitQuote memory quote = lens.quoteExit(vault, CAROL, shares);
        assertEq(quote.sync, quote.worth, "all can be had at once");
        assertEq(quote.queued + quote.wait, 0, "and nothing by waiting");
    }

    function test_VLT_12_exposureIsWhatSharesTheRisk() public view {
        assertEq(lens.exposure(vault, RiskId.token(address(WSTETH))), loop.entryUnits(), "in the loop");
        assertEq(lens.exposure(vault, RiskId.token(address(this))), 0, "and nothing elsewhere");
    }
}
