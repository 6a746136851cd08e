// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {PermitSigner} from "./PermitSigner.sol";

/// @title Allowances by signature, ERC-2612.
/// @notice OpenZeppelin's contract tells the domain by ERC-5267 too, in bytes that the vault needs for itself.
abstract contract Permits is ERC20, IERC20Permit, Nonces {
    function permit(
        address holder,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        PermitSigner.Permit memory given = PermitSigner.Permit(
            holder,
            spender,
            value,
            _useNonce(holder),
            deadline
        );
        PermitSigner.requireSigned(name(), given, v, r, s);
        _approve(holder, spender, value);
    }

    function nonces(address holder) public view override(IERC20Permit, Nonces) returns (uint256) {
        return super.nonces(holder);
    }

    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return PermitSigner.domain(name());
    }
}
