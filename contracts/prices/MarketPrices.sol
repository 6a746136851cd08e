// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {IKeelPrices} from "../interfaces/IKeelPrices.sol";
import {Codes} from "../strategies/Codes.sol";

/// @title What a staked token is worth: to its protocol, and to a seller.
/// @notice Market prices are ETH for each ETH that the protocol redeems. The market price is the lower of a feed and of our own accumulator of
/// what a venue pays for a chunk. The accumulator moves only as far as both ends of an interval agree, at most `maxStep` a poke and
/// the whole way only over a full `window`: to shift it one must hold the pool away from its price in two blocks, far apart for
/// a large shift, with no honest poke between them. A shift upwards is bounded by the feed.
abstract contract MarketPrices is IKeelPrices {
    using SafeCast for uint256;

    struct Config {
        /// seconds over which the accumulator goes the whole way; at least 30 minutes
        uint32 window;
        /// largest move of the accumulator in one poke, WAD
        uint64 maxStep;
        /// largest gap between feed and accumulator before the market price is flagged, WAD
        uint64 maxGap;
        /// largest growth of redemptionRate between two pokes before it is flagged, WAD; any fall is
        uint64 maxGrowth;
        /// the sale whose price is observed, wei that it redeems for
        uint96 chunk;
        /// carry's staking rate until three days of it are measured: an assumption, WAD a year
        uint64 assumedStakingApr;
    }

    struct Market {
        uint96 average;
        uint96 spot;
        uint64 time;
    }

    struct Anchor {
        uint128 rate;
        uint64 time;
    }

    uint256 internal constant WAD = 1e18;
    uint256 internal constant YEAR = 365 days;
    uint256 private constant ANCHOR_SPACING = 3 days;

    IChainlinkFeed public immutable feed;
    uint256 public immutable window;
    uint256 public immutable maxStep;
    uint256 public immutable maxGap;
    uint256 public immutable maxGrowth;
    uint256 public immutable chunk;
    uint256 public immutable assumedStakingApr;

    Market public market;
    /// redemptionRate at the last poke, to see a fall or a jump
    Anchor public lastRate;
    Anchor public olderAnchor;
    Anchor public newerAnchor;

    event Poked(uint256 spot, uint256 average, uint256 redemptionRate);
    error WindowTooShort(uint256 window);

    constructor(IChainlinkFeed feed_, Config memory config) {
        if (config.window < 30 minutes) revert WindowTooShort(config.window);
        feed = feed_;
        (window, maxStep, maxGap) = (config.window, config.maxStep, config.maxGap);
        (maxGrowth, chunk, assumedStakingApr) = (config.maxGrowth, config.chunk, config.assumedStakingApr);
    }

    /// @dev The first look; whoever inherits takes it once it can.
    function _open() internal {
        uint96 spot = _spot().toUint96();
        market = Market(spot, spot, uint64(block.timestamp));
        (uint256 rate, ) = _redemption();
        Anchor memory now_ = Anchor(rate.toUint128(), uint64(block.timestamp));
        (lastRate, olderAnchor, newerAnchor) = (now_, now_, now_);
    }

    function poke() public virtual {
        Market memory m = market;
        if (m.time == block.timestamp) return;
        uint256 spot = _spot();
        uint256 average = _moved(m.average, m.spot, spot, block.timestamp - m.time);
        market = Market(average.toUint96(), spot.toUint96(), uint64(block.timestamp));

        (uint256 rate, ) = _redemption();
        Anchor memory now_ = Anchor(rate.toUint128(), uint64(block.timestamp));
        lastRate = now_;
        if (block.timestamp - newerAnchor.time >= ANCHOR_SPACING) {
            olderAnchor = newerAnchor;
            newerAnchor = now_;
        }
        emit Poked(spot, average, now_.rate);
    }

    function read() public view virtual returns (Reading memory r) {
        Market memory m = market;
        bool refused;
        (r.redemptionRate, refused) = _redemption();
        r.flags = refused || _redemptionBroken(r.redemptionRate) ? Codes.FLAG_REDEMPTION : 0;
        r.stakingApr = _stakingApr(r.redemptionRate);

        (int256 answer, uint256 updatedAt) = _fed();
        uint256 oldest = Math.min(m.time, updatedAt);
        r.marketAge = block.timestamp > oldest ? block.timestamp - oldest : 0;
        r.peg = m.average;
        if (answer <= 0) {
            r.flags |= Codes.FLAG_MARKET;
        } else {
            uint256 fed = _pegOf(uint256(answer));
            uint256 gap = fed > r.peg ? fed - r.peg : r.peg - fed;
            if (gap * WAD > r.peg * maxGap) r.flags |= Codes.FLAG_MARKET;
            r.peg = Math.min(r.peg, fed);
        }
    }

    /// @dev Toward whichever end of the interval lies nearer, and not at all where they lie on different sides.
    function _moved(
        uint256 average,
        uint256 before,
        uint256 spot,
        uint256 elapsed
    ) private view returns (uint256) {
        uint256 weight = Math.min(elapsed, window);
        uint256 cap = (average * maxStep) / WAD;
        uint256 agreed = Math.min(before, spot);
        if (agreed > average) return average + Math.min(((agreed - average) * weight) / window, cap);
        agreed = Math.max(before, spot);
        if (agreed < average) return average - Math.min(((average - agreed) * weight) / window, cap);
        return average;
    }

    /// @return ETH that a sale of a chunk fetches for each that it redeems for, WAD
    function _spot() internal view virtual returns (uint256);

    /// @return rate ETH that the protocol redeems a unit for, WAD
    /// @return refused true where it is not to be relied on: then nobody enters by it
    function _redemption() internal view virtual returns (uint256 rate, bool refused);

    /// @return peg the feed's `answer` in ETH for each ETH that the protocol redeems
    function _pegOf(uint256 answer) internal view virtual returns (uint256 peg);

    /// @return answer zero where the feed does not answer: a market price that is refused must not lock anyone in
    function _fed() private view returns (int256 answer, uint256 updatedAt) {
        try feed.latestRoundData() returns (uint80, int256 answer_, uint256, uint256 updatedAt_, uint80) {
            (answer, updatedAt) = (answer_, updatedAt_);
        } catch {
            (answer, updatedAt) = (0, 0);
        }
    }

    function _redemptionBroken(uint256 rate) private view returns (bool) {
        uint256 last = lastRate.rate;
        return rate < last || (rate - last) * WAD > last * maxGrowth;
    }

    function _stakingApr(uint256 rate) private view returns (uint256) {
        Anchor memory from = olderAnchor;
        uint256 elapsed = block.timestamp - from.time;
        if (elapsed < ANCHOR_SPACING) return assumedStakingApr;
        if (rate <= from.rate) return 0;
        return ((rate - from.rate) * WAD * YEAR) / (from.rate * elapsed);
    }
}
