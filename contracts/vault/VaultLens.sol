// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IExitQueue} from "../interfaces/IExitQueue.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {ExitQueue} from "./ExitQueue.sol";
import {KeelVault} from "./KeelVault.sol";

/// @title What coming in and leaving would give now, for people and programs that only look.
/// @notice Holds nothing and serves every vault. Amounts of assets are as the vault's token shows them.
contract VaultLens {
    struct ExitQuote {
        /// assets for the shares at exit value, if all of it were at hand
        uint256 worth;
        /// assets that the shares fetch at once, from idle funds
        uint256 sync;
        /// assets that `redeem` with a minimum fetches at most: idle funds and what strategies can return now
        uint256 deep;
        /// assets that a request would be settled for at today's exit value; 0 without a queue
        uint256 queued;
        /// seconds after which anybody may settle that request; 0 without a queue
        uint256 wait;
    }

    /// @return shares that a deposit of `assets` would mint now; 0 while entries are closed or the cap is reached
    function quoteEntry(KeelVault vault, uint256 assets) external view returns (uint256 shares) {
        return assets > vault.maxDeposit(address(0)) ? 0 : vault.previewDeposit(assets);
    }

    /// @notice The ways out of `owner`'s `shares`, each at today's values. The deep one is a bound: what unwinding costs beyond the
    /// average falls on the leaver, so name a minimum.
    function quoteExit(
        KeelVault vault,
        address owner,
        uint256 shares
    ) external view returns (ExitQuote memory quote) {
        quote.worth = vault.previewRedeem(shares);
        quote.sync = vault.previewRedeem(Math.min(shares, vault.maxRedeem(owner)));
        uint256 reach = vault.idleUnits();
        IStrategy[] memory strategies = vault.strategies();
        for (uint256 i = 0; i < strategies.length; ++i) reach += strategies[i].withdrawLimit();
        quote.deep = Math.max(quote.sync, Math.min(quote.worth, vault.adapter().toAssets(reach)));
        IExitQueue queue = vault.exitQueue();
        if (address(queue) == address(0)) return quote;
        (quote.queued, quote.wait) = (quote.worth, ExitQueue(address(queue)).maxWait());
    }

    /// @notice A lower bound of what a share is worth, in the coin that was staked, WAD: its units at exit value times what a unit
    /// redeems for. For who lends against shares.
    ///
    /// It cannot be pushed up. Exit value is the lower of what is recognised, which grows by `maxRate` a year at most whatever is
    /// given, bought or borrowed within a block, and of what an unwind fetches; each strategy takes the worse of redemption
    /// value, of an observed price and of a quote at its own size. A pool that is pumped lifts none of them above the observed
    /// price. It can be pushed down for a block by whoever pays for that, which at worst lends less or liquidates early: take
    /// the better of two readings a few minutes apart where that matters. Reverts while a strategy cannot be read, and inside a
    /// call of a pool that guards its reads; a lender must treat that as no price, not as zero.
    /// @return price what a whole share (1e18) is worth at least; 0 while there are no shares
    function lowerSharePrice(KeelVault vault) external view returns (uint256 price) {
        uint256 supply = vault.totalSupply();
        if (supply == 0) return 0;
        (uint256 performanceShares, uint256 managementShares) = vault.previewFees();
        supply += performanceShares + managementShares;
        return Math.mulDiv(vault.exitUnits(), vault.adapter().redemptionRate(), supply);
    }

    /// @return units at entry value in strategies that share the risk that `id` names
    function exposure(KeelVault vault, bytes32 id) external view returns (uint256 units) {
        IStrategy[] memory strategies = vault.strategies();
        for (uint256 i = 0; i < strategies.length; ++i) {
            bytes32[] memory ids = strategies[i].riskIds();
            for (uint256 j = 0; j < ids.length; ++j) {
                if (ids[j] == id) units += strategies[i].entryUnits();
            }
        }
    }
}
