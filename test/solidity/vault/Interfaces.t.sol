// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "../utils/KeelWorld.sol";

/// @notice The vault says by ERC-165 which standards it follows. Their ids are put together here from the standards' own signatures.
/// @dev Proves VLT-17 for ERC-2612, VLT-02 for ERC-4626 and ERC-7575.
contract InterfacesTest is KeelWorld {
    string[] private signatures;

    function test_VLT_17_theVaultNamesERC20WithMetadataAndERC2612() public {
        signatures = [
            "totalSupply()",
            "balanceOf(address)",
            "transfer(address,uint256)",
            "allowance(address,address)",
            "approve(address,uint256)",
            "transferFrom(address,address,uint256)"
        ];
        assertTrue(vault.supportsInterface(_id()), "ERC-20");
        signatures = ["name()", "symbol()", "decimals()"];
        assertTrue(vault.supportsInterface(_id()), "its metadata");
        signatures = [
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
            "nonces(address)",
            "DOMAIN_SEPARATOR()"
        ];
        assertTrue(vault.supportsInterface(_id()), "ERC-2612");
    }

    function test_VLT_02_theVaultIsAnERC4626VaultAndAnERC7575VaultOfItsOwnShare() public {
        signatures = [
            "asset()",
            "totalAssets()",
            "convertToShares(uint256)",
            "convertToAssets(uint256)",
            "maxDeposit(address)",
            "previewDeposit(uint256)",
            "deposit(uint256,address)",
            "maxMint(address)",
            "previewMint(uint256)",
            "mint(uint256,address)",
            "maxWithdraw(address)",
            "previewWithdraw(uint256)",
            "withdraw(uint256,address,address)",
            "maxRedeem(address)",
            "previewRedeem(uint256)",
            "redeem(uint256,address,address)"
        ];
        assertTrue(vault.supportsInterface(_id()), "ERC-4626");
        signatures.push("share()");
        assertEq(bytes32(_id()), bytes32(bytes4(0x2f0a18c5)), "as ERC-7575 gives it");
        assertTrue(vault.supportsInterface(0x2f0a18c5), "ERC-7575");
        assertEq(vault.share(), address(vault), "whose share is the vault itself");
    }

    function test_VLT_17_askedForERC165ItAnswersAsThatAsks() public {
        signatures = ["supportsInterface(bytes4)"];
        assertEq(bytes32(_id()), bytes32(bytes4(0x01ffc9a7)), "as ERC-165 gives it");
        assertTrue(vault.supportsInterface(0x01ffc9a7), "itself");
        assertFalse(vault.supportsInterface(0xffffffff), "never this one");
        assertFalse(vault.supportsInterface(0x620ee8e4), "requests to redeem are the queue's");
    }

    function _id() private view returns (bytes4 id) {
        for (uint256 i = 0; i < signatures.length; ++i) id ^= bytes4(keccak256(bytes(signatures[i])));
    }
}
