// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title What an ERC-4626 venue yields, and whether it has lost: its share's worth over time, as anyone observed it.
/// @notice A rate is what 1e27 shares convert to. The best rate counts only what two observations in different blocks agree on, so
/// that a rate pumped for one block leaves nothing to fall from.
contract VenueYield {
    using SafeCast for uint256;

    struct Observation {
        uint192 rate;
        uint64 time;
    }

    uint256 private constant SHARES = 1e27;
    uint256 private constant WAD = 1e18;
    uint256 private constant YEAR = 365 days;
    uint256 private constant SPACING = 3 days;

    IERC4626 public immutable venue;
    /// The yield until three days of it are measured: an assumption, WAD a year.
    uint256 public immutable assumedApr;

    /// The best rate that two observations agreed on.
    uint256 public best;
    Observation public last;
    Observation public older;
    Observation public newer;

    event Observed(uint256 rate, uint256 best);

    constructor(IERC4626 venue_, uint256 assumedApr_) {
        (venue, assumedApr) = (venue_, assumedApr_);
        Observation memory now_ = _now();
        (best, last, older, newer) = (now_.rate, now_, now_, now_);
    }

    /// @notice Observes the venue. Open to anyone; the second call of a block changes nothing.
    function observe() external {
        if (last.time == block.timestamp) return;
        Observation memory now_ = _now();
        best = Math.max(best, Math.min(last.rate, now_.rate));
        last = now_;
        if (now_.time - newer.time >= SPACING) {
            older = newer;
            newer = now_;
        }
        emit Observed(now_.rate, best);
    }

    /// @return rate now
    /// @return best_ the best rate that two observations agreed on
    /// @return apr growth since the older anchor, a year, simple, WAD; the assumption until three days are measured
    function read() external view returns (uint256 rate, uint256 best_, uint256 apr) {
        (rate, best_) = (venue.convertToAssets(SHARES), best);
        Observation memory from = older;
        uint256 elapsed = block.timestamp - from.time;
        if (elapsed < SPACING) apr = assumedApr;
        else if (rate > from.rate) apr = Math.mulDiv((rate - from.rate) * YEAR, WAD, from.rate * elapsed);
    }

    function _now() private view returns (Observation memory) {
        return Observation(venue.convertToAssets(SHARES).toUint192(), uint64(block.timestamp));
    }
}
