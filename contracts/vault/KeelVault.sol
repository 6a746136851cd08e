// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IKeelVault} from "../interfaces/IKeelVault.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {Allocation} from "./Allocation.sol";
import {Books} from "./Books.sol";
import {Curation} from "./Curation.sol";
import {Entering} from "./Entering.sol";
import {Roles} from "./Roles.sol";
import {Timelocks} from "./Timelocks.sol";
import {Units} from "./Units.sol";

/// @title A vault for a staked token, with one price to enter and another to leave.
/// @notice ERC-4626 over staked tokens, rebasing or rate-bearing. The books are kept in units, the token's form that does not
/// rebase, so a staking reward reaches every holder at once with no report, no fee and no lock.
///
/// Entry value counts debts at redemptionRate; deposits and mints use it, and `totalAssets` shows it. Exit value counts
/// them at what a sale would fetch; withdrawals and redeems use it, so nobody leaves at a price that those who stay must make
/// good.
///
/// Risk is raised behind timelocks and lowered at once; neither caps nor a pause ever stop an exit.
///
/// One part a file: `Units`, `Books`, `Fees`, `Entering`, `Leaving`, `Allocation`, `SlowExits`, `Rewards`, `Curation`, `Roles`, `Timelocks`.
contract KeelVault is IKeelVault, Entering, Curation {
    /// @param owner_ may be a contract; nothing asks it for a signature
    /// @param maxRate_ fastest growth of units that is recognised, WAD a year
    /// @param depositCap_ units that the vault takes at most
    /// @param longestExit_ seconds, between 1 and 90 days: the least delay of what raises risk
    constructor(
        ILstAdapter adapter_,
        string memory name_,
        string memory symbol_,
        address owner_,
        uint256 maxRate_,
        uint256 depositCap_,
        uint256 longestExit_
    )
        ERC20(name_, symbol_)
        Ownable(owner_)
        Timelocks(longestExit_)
        Units(adapter_)
        Books(maxRate_)
        Entering(depositCap_)
    {}

    function owner() public view override(IKeelVault, Ownable) returns (address) {
        return super.owner();
    }

    function isKeeper(address account) public view override(IKeelVault, Roles) returns (bool) {
        return super.isKeeper(account);
    }

    function chargeLoss(uint256 units) public override(IKeelVault, Allocation) {
        super.chargeLoss(units);
    }
}
