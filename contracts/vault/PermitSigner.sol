// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title Who signed a permit, by ERC-2612.
/// @notice The domain is the share's name, version 1, the chain and the calling contract, read anew each time: a fork of the chain has
/// another. Linked, so that its bytes are not the vault's.
library PermitSigner {
    bytes32 private constant DOMAIN = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    struct Permit {
        address holder;
        address spender;
        uint256 value;
        uint256 nonce;
        uint256 deadline;
    }

    error ERC2612ExpiredSignature(uint256 deadline);
    error ERC2612InvalidSigner(address signer, address owner);

    /// @notice Refuses a permit that is late, {ERC2612ExpiredSignature}, or that its holder did not sign, {ERC2612InvalidSigner}.
    function requireSigned(
        string calldata name,
        Permit calldata permit,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external view {
        if (block.timestamp > permit.deadline) revert ERC2612ExpiredSignature(permit.deadline);
        bytes32 digest = MessageHashUtils.toTypedDataHash(
            _domain(name),
            keccak256(abi.encode(PERMIT, permit))
        );
        address signer = ECDSA.recover(digest, v, r, s);
        if (signer != permit.holder) revert ERC2612InvalidSigner(signer, permit.holder);
    }

    /// @return the EIP-712 domain separator of the share called `name`
    function domain(string calldata name) external view returns (bytes32) {
        return _domain(name);
    }

    function _domain(string calldata name) private view returns (bytes32) {
        return
            keccak256(
                abi.encode(DOMAIN, keccak256(bytes(name)), keccak256("1"), block.chainid, address(this))
            );
    }
}
