// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Books} from "../../../contracts/vault/Books.sol";
import {Entering} from "../../../contracts/vault/Entering.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Nobody can make another's deposit round away, neither at once nor with patience, nor in a vault that was emptied.
/// @dev Proves INC-06, INC-11, VLT-05.
contract InflationTest is KeelWorld {
    function test_VLT_05_INC_06_aGiftBesideADustDepositCostsTheNextDepositorNothing(
        uint256 seed,
        uint256 gift,
        uint256 assets
    ) public {
        _deposit(BOB, bound(seed, 1e3, 1e9));
        _give(BOB, bound(gift, 1, 900e18));
        _losesAtMostRounding(bound(assets, 1e9, 900e18));
    }

    function test_VLT_05_INC_06_patienceAfterTheGiftGainsTheAttackerNothing(
        uint256 seed,
        uint256 gift,
        uint256 assets
    ) public {
        _deposit(BOB, bound(seed, 2, 1e6));
        _give(BOB, bound(gift, 1e18, 900e18));
        for (uint256 i = 0; i < 8; ++i) {
            vm.warp(block.timestamp + 90 days);
            vault.recognise();
        }
        _losesAtMostRounding(bound(assets, 1e9, 900e18));
    }

    function test_VLT_05_aGiftToTheVenueDoesNoMoreThanOneToTheVault(uint256 gift, uint256 assets) public {
        _deposit(BOB, 1e6);
        _allocate();
        _give(address(strategy), BOB, bound(gift, 1e18, 900e18));
        vm.warp(block.timestamp + 180 days);
        vault.recognise();
        FEED.transmit();
        prices.poke();
        _losesAtMostRounding(bound(assets, 1e9, 900e18));
    }

    function test_VLT_05_aDepositThatWouldRoundAwayIsRefused() public {
        _deposit(BOB, 1e18);
        _give(BOB, 900e18);
        for (uint256 i = 0; i < 6; ++i) {
            vm.warp(block.timestamp + 365 days);
            vault.recognise();
        }
        vm.startPrank(ALICE);
        token.approve(address(vault), type(uint256).max);
        vm.expectPartialRevert(Entering.RoundingLoss.selector);
        vault.deposit(2, ALICE);
        vm.expectRevert(Books.ZeroAmount.selector);
        vault.deposit(0, ALICE);
        vm.stopPrank();
    }

    function test_INC_11_afterTheLastShareIsBurntTheNextDepositorStartsAfresh(
        uint256 gift,
        uint256 assets
    ) public {
        uint256 bobs = _deposit(BOB, 100e18);
        _give(BOB, bound(gift, 1, 800e18));
        vm.warp(block.timestamp + 30 days);
        _redeem(BOB, bobs);
        assertEq(vault.totalSupply(), 0, "empty");
        assertEq(vault.entryUnits(), 0, "what is left behind belongs to no share and gives none a price");
        uint256 alices = _losesAtMostRounding(bound(assets, 1e9, 900e18));
        assertNear(
            vault.previewRedeem(alices),
            vault.totalAssets(),
            2,
            "nothing of the leftover is hers at once"
        );
        vm.warp(block.timestamp + 365 days);
        assertLe(vault.entryUnits(), (alices * 5) / 4, "and a year later at most maxRate of it");
    }

    function test_INC_11_emptyingAVaultAtWorkAndEnteringAgainHarmsNobody(uint256 assets) public {
        _working(300e18);
        _observe(5 days);
        _redeemDeep(ALICE, vault.balanceOf(ALICE));
        assertEq(vault.totalSupply(), 0, "empty");
        _losesAtMostRounding(bound(assets, 1e9, 600e18));
        _allocate();
        uint256 exit = vault.exitUnits();
        assertGe(
            exit + 1e9,
            vault.entryUnits(),
            "dust of debt left by the first tenant does not hide the second's collateral"
        );
    }

    function _losesAtMostRounding(uint256 assets) private returns (uint256 shares) {
        uint256 before = _unitsOf(CAROL);
        vm.startPrank(CAROL);
        token.approve(address(vault), assets);
        try vault.deposit(assets, CAROL) returns (uint256 minted) {
            shares = minted;
        } catch (bytes memory reason) {
            assertEq(
                bytes32(bytes4(reason)),
                bytes32(Entering.RoundingLoss.selector),
                "refused for its rounding only"
            );
            vm.stopPrank();
            return 0;
        }
        vm.stopPrank();
        uint256 paid = before - _unitsOf(CAROL);
        uint256 worth = (shares * (vault.entryUnits() + 1)) / (vault.totalSupply() + 1);
        assertGe(worth + paid / 1e9 + 2, paid, "a billionth and a wei at most");
    }

    function _give(address who, uint256 assets) private {
        _give(address(vault), who, assets);
    }

    function _give(address to, address who, uint256 assets) private {
        vm.prank(who);
        token.transfer(to, assets);
    }
}
