// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC7575} from "../interfaces/IERC7575.sol";
import {IKeelVault} from "../interfaces/IKeelVault.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {Allocation} from "./Allocation.sol";
import {Books} from "./Books.sol";
import {Entering} from "./Entering.sol";
import {Quarantines} from "./Quarantines.sol";
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
/// One part a file: `Units`, `Books`, `Fees`, `Entering`, `Leaving`, `Allocation`, `SlowExits`, `Rewards`, `Curation`,
/// `Quarantines`, `Roles`, `Timelocks`; what they do off the way of deposits is in linked libraries.
contract KeelVault is IKeelVault, IERC165, Entering, Quarantines {
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

    /// @notice The share token, by ERC-7575: the vault itself.
    function share() external view returns (address) {
        return address(this);
    }

    /// @notice ERC-165: this, ERC-7575's vault, ERC-4626, ERC-20 with metadata, and ERC-2612.
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return
            id == type(IERC165).interfaceId ||
            id == type(IERC7575).interfaceId ||
            id == type(IERC4626).interfaceId ||
            id == type(IERC20).interfaceId ||
            id == type(IERC20Metadata).interfaceId ||
            id == type(IERC20Permit).interfaceId;
    }

    function owner() public view override(IKeelVault, Ownable) returns (address) {
        return super.owner();
    }

    function isKeeper(address account) public view override(IKeelVault, Roles) returns (bool) {
        return super.isKeeper(account);
    }

    function homeOf(address strategy) public view override(IKeelVault, Quarantines) returns (address) {
        return super.homeOf(strategy);
    }

    function chargeLoss(uint256 before) public override(IKeelVault, Allocation) {
        super.chargeLoss(before);
    }
}
