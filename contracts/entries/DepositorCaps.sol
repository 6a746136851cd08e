// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IEntryGate} from "../interfaces/IEntryGate.sol";
import {KeelVault} from "../vault/KeelVault.sol";

/// @title A gate that caps what one depositor holds: an allow-list where the cap of everybody else is 0.
/// @notice Caps count the vault's shares in a depositor's own account. They bind entries alone, not transfers, so a cap for everybody
/// spreads deposits only as far as people do not use several accounts.
contract DepositorCaps is IEntryGate, Ownable2Step {
    struct Cap {
        bool own;
        uint248 units;
    }

    KeelVault public immutable vault;
    /// Units at entry value that a depositor without a cap of its own may hold.
    uint256 public commonCap;
    mapping(address depositor => Cap) public capOf;

    event CommonCapSet(uint256 units);
    event CapSet(address indexed depositor, uint256 units);
    event CapRemoved(address indexed depositor);

    constructor(KeelVault vault_, address owner_, uint256 commonCap_) Ownable(owner_) {
        vault = vault_;
        _setCommonCap(commonCap_);
    }

    function setCommonCap(uint256 units) external onlyOwner {
        _setCommonCap(units);
    }

    /// @param units the largest number for no cap at all, 0 to keep the depositor out
    function setCap(address depositor, uint248 units) external onlyOwner {
        capOf[depositor] = Cap(true, units);
        emit CapSet(depositor, units);
    }

    /// @notice Leaves the depositor to the common cap.
    function removeCap(address depositor) external onlyOwner {
        delete capOf[depositor];
        emit CapRemoved(depositor);
    }

    /// @inheritdoc IEntryGate
    function entryRoom(address receiver) external view returns (uint256 units) {
        Cap memory cap = capOf[receiver];
        uint256 most = cap.own ? cap.units : commonCap;
        uint256 shares = vault.balanceOf(receiver);
        if (most == 0 || shares == 0) return most;
        uint256 held = Math.mulDiv(
            shares,
            vault.entryUnits() + 1,
            vault.totalSupply() + 1,
            Math.Rounding.Ceil
        );
        return Math.saturatingSub(most, held);
    }

    function _setCommonCap(uint256 units) private {
        commonCap = units;
        emit CommonCapSet(units);
    }
}
