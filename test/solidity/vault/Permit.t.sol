// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {PermitSigner} from "../../../contracts/vault/PermitSigner.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Allowances of shares, given by call or by signature.
/// @dev Proves VLT-17.
contract PermitTest is KeelWorld {
    uint256 private constant KEY = 0xA11CE;
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    function test_VLT_17_aSignatureGivesItsAllowanceOnce(uint256 value, uint256 ahead) public {
        address signer = vm.addr(KEY);
        uint256 deadline = block.timestamp + bound(ahead, 0, 365 days);
        (uint8 v, bytes32 r, bytes32 s) = _sign(signer, BOB, value, deadline);
        vault.permit(signer, BOB, value, deadline, v, r, s);
        assertEq(vault.allowance(signer, BOB), value, "the amount signed");
        assertEq(vault.nonces(signer), 1, "and the nonce is spent");
        vm.expectPartialRevert(PermitSigner.ERC2612InvalidSigner.selector);
        vault.permit(signer, BOB, value, deadline, v, r, s);
    }

    function test_VLT_17_aSignatureServesNeitherAnotherAmountNorALaterDay(uint256 value) public {
        value = bound(value, 1, type(uint128).max);
        address signer = vm.addr(KEY);
        (uint8 v, bytes32 r, bytes32 s) = _sign(signer, BOB, value, block.timestamp);
        vm.expectPartialRevert(PermitSigner.ERC2612InvalidSigner.selector);
        vault.permit(signer, BOB, value + 1, block.timestamp, v, r, s);
        vm.warp(block.timestamp + 1);
        vm.expectPartialRevert(PermitSigner.ERC2612ExpiredSignature.selector);
        vault.permit(signer, BOB, value, block.timestamp - 1, v, r, s);
    }

    function test_VLT_17_theDomainNamesThisVaultAndThisChain() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256(bytes(vault.name())),
                keccak256("1"),
                block.chainid,
                address(vault)
            )
        );
        assertEq(vault.DOMAIN_SEPARATOR(), domain, "so a signature cannot be carried elsewhere");
    }

    function test_VLT_17_anAllowanceIsSpentByLeavingForItsOwner(uint256 shares) public {
        _deposit(ALICE, 100e18);
        shares = bound(shares, 1e9, vault.balanceOf(ALICE));
        vm.prank(ALICE);
        vault.approve(BOB, shares);
        vm.prank(BOB);
        vault.redeem(shares, CAROL, ALICE);
        assertEq(vault.allowance(ALICE, BOB), 0, "spent to the last share");
    }

    function test_VLT_17_anInfiniteAllowanceStays() public {
        _deposit(ALICE, 100e18);
        vm.prank(ALICE);
        vault.approve(BOB, type(uint256).max);
        vm.prank(BOB);
        vault.redeem(1e18, BOB, ALICE, 0);
        assertEq(vault.allowance(ALICE, BOB), type(uint256).max, "as OpenZeppelin's tokens have it");
    }

    function test_VLT_17_withoutAnAllowanceNothingMoves(uint256 shares) public {
        _deposit(ALICE, 100e18);
        shares = bound(shares, 1e9, vault.balanceOf(ALICE));
        vm.startPrank(BOB);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        vault.redeem(shares, BOB, ALICE);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        vault.withdraw(1e9, BOB, ALICE);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        vault.redeem(shares, BOB, ALICE, 0);
        vm.stopPrank();
    }

    function _sign(
        address signer,
        address spender,
        uint256 value,
        uint256 deadline
    ) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 form = keccak256(abi.encode(PERMIT, signer, spender, value, vault.nonces(signer), deadline));
        return vm.sign(KEY, keccak256(abi.encodePacked(hex"1901", vault.DOMAIN_SEPARATOR(), form)));
    }
}
