// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {KeelVault} from "./KeelVault.sol";

/// @title The least that shares of others may be redeemed for by whoever calls.
/// @notice A vault's exit value follows a market within a transaction, so whoever pushes that market down, has a stranger's
/// shares redeemed and pushes it back up takes from that stranger for all who stay. Hence exit prices are observed, by anyone, and
/// for two windows nobody's shares go for less than the best price observed, save {MAX_FALL}: a pushed price must be held up against
/// everybody's eyes for a window at least. A true fall is accepted once it has outlived what was observed before it, and what is
/// overdue comes free in the end, whatever unwinding costs.
abstract contract ExitPriceFloor {
    using SafeCast for uint256;

    uint256 internal constant WAD = 1e18;
    /// Seconds; prices count for the window they are observed in and the next.
    uint256 public constant WINDOW = 1 hours;
    /// How far below the best observed price a redemption may be, WAD, and how much farther with every day that it is overdue.
    uint256 public constant MAX_FALL = 0.005e18;
    uint256 public constant RELENT_PER_DAY = 0.05e18;
    /// Units that two conversions may round away.
    uint256 private constant DUST = 2;

    struct Seen {
        /// best exit price of the newest window, units a share, WAD
        uint96 newest;
        /// best of the window before it, zero where none was observed
        uint96 before;
        uint32 window;
        /// since when every window has an observation
        uint32 since;
    }

    KeelVault public immutable vault;
    ILstAdapter public immutable adapter;
    Seen public seen;

    event Observed(uint256 price);

    error NotObserved();
    error BelowFloor(uint256 units, uint256 floor);

    constructor(KeelVault vault_) {
        (vault, adapter) = (vault_, vault_.adapter());
    }

    /// @notice Observes the exit price. Open to anyone, at any time; a price lower than the window's best changes nothing.
    function observe() public {
        uint32 window = uint32(block.timestamp / WINDOW);
        uint96 price = _exitPrice().toUint96();
        Seen memory s = seen;
        if (window == s.window) {
            s.newest = uint96(Math.max(s.newest, price));
        } else {
            bool unbroken = window == s.window + 1;
            s = Seen(price, unbroken ? s.newest : 0, window, unbroken ? s.since : uint32(block.timestamp));
        }
        seen = s;
        emit Observed(price);
    }

    /// @return price the best that counts now, units a share, WAD; reverts with {NotObserved} where prices have not been observed
    /// for a whole window up to this one or the one before it
    function bestSeen() public view returns (uint256 price) {
        Seen memory s = seen;
        uint256 window = block.timestamp / WINDOW;
        if (window > s.window + 1 || block.timestamp < s.since + WINDOW) revert NotObserved();
        return window == s.window ? Math.max(s.newest, s.before) : s.newest;
    }

    /// @dev Units a share, WAD.
    function _exitPrice() internal view returns (uint256) {
        return adapter.toUnits(vault.previewRedeem(WAD));
    }

    /// @param overdue seconds
    function _floorOf(uint256 shares, uint256 overdue) internal view returns (uint256 units) {
        uint256 fall = Math.min(WAD, MAX_FALL + (RELENT_PER_DAY * overdue) / 1 days);
        return Math.mulDiv(shares, Math.mulDiv(bestSeen(), WAD - fall, WAD), WAD);
    }

    function _requireFloor(uint256 units, uint256 floor) internal pure {
        if (units + DUST < floor) revert BelowFloor(units, floor);
    }
}
