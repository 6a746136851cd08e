// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token that a protocol pays to liquidity providers, or somebody sends by mistake.
contract PaidToken is ERC20 {
    constructor(uint256 supply) ERC20("Paid", "PAID") {
        _mint(msg.sender, supply);
    }
}
