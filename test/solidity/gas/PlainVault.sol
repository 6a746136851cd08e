// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @title OpenZeppelin's ERC-4626 and nothing else: what a vault costs that does nothing with its funds
contract PlainVault is ERC4626 {
    constructor(IERC20 token) ERC20("Plain vault", "pPLAIN") ERC4626(token) {}
}
