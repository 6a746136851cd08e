// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {RateBearingAdapter} from "./RateBearingAdapter.sol";

/// @title Any rate-bearing token whose exchange rate somebody pushes: rETH, osETH, weETH, or one that a bridge brought.
/// @notice The source is one call that answers what a token redeems for: `getExchangeRate()` of rETH, `getRate()` of weETH,
/// `convertToAssets(1e18)` of osETH's controller and of mpETH itself, `latestAnswer()` of a feed for a token that a bridge brought,
/// each in its own decimals. A report can be late or wrong, so an answer is bounded by the last one observed: growth, fall, and
/// the time since it last changed. A refused answer stays refused until observations, at most one an hour, have followed it as far as
/// the bounds allow: a true slash is accepted once it has stood long enough.
contract PushedRateAdapter is RateBearingAdapter {
    using SafeCast for uint256;

    struct Source {
        address target;
        /// a view that answers one word; one without parameters ignores the argument
        bytes4 getter;
        /// one whole token in the source's decimals, for a view that converts an amount
        uint128 argument;
        /// what the source answers where a token redeems for one coin
        uint128 one;
    }

    struct Bounds {
        /// seconds for which the answer may stay the same; longer than the time between two reports
        uint32 maxAge;
        /// largest growth from one observation to the next, WAD
        uint64 maxGrowth;
        /// largest fall from one observation to the next, WAD; below 1e18
        uint64 maxDrop;
    }

    struct Seen {
        /// the rate that answers are held against, WAD
        uint96 rate;
        /// what the source last answered, scaled to WAD
        uint96 answer;
        /// when it was last observed
        uint32 time;
        /// when it was last observed to have changed
        uint32 changed;
    }

    uint256 private constant WAD = 1e18;
    /// Seconds between two observations at least.
    uint256 public constant OBSERVATION_SPACING = 1 hours;

    address public immutable source;
    bytes4 public immutable getter;
    uint256 public immutable argument;
    uint256 public immutable one;
    uint256 public immutable maxAge;
    uint256 public immutable maxGrowth;
    uint256 public immutable maxDrop;

    Seen public seen;

    event Observed(uint256 answer, uint256 rate);

    error UnsoundBounds();
    error UnsoundSource();
    error NoRate(address source);
    error RateStale(uint256 age, uint256 maxAge);
    error RateJumped(uint256 rate, uint256 most);
    error RateFell(uint256 rate, uint256 least);

    constructor(IERC20 token_, Source memory source_, Bounds memory bounds) RateBearingAdapter(token_) {
        if (bounds.maxAge == 0 || bounds.maxGrowth == 0 || bounds.maxDrop >= WAD) revert UnsoundBounds();
        if (source_.one == 0) revert UnsoundSource();
        (source, getter, argument, one) = (source_.target, source_.getter, source_.argument, source_.one);
        (maxAge, maxGrowth, maxDrop) = (bounds.maxAge, bounds.maxGrowth, bounds.maxDrop);
        uint96 rate = _answer();
        if (rate == 0) revert NoRate(source_.target);
        seen = Seen(rate, rate, uint32(block.timestamp), uint32(block.timestamp));
    }

    /// @notice Looks at the source and follows it as far as the bounds allow. Open to anyone; within an hour of the last
    /// observation it changes nothing.
    function observe() external {
        Seen memory s = seen;
        if (block.timestamp < s.time + OBSERVATION_SPACING) return;
        uint96 answer = _answer();
        if (answer != s.answer) (s.answer, s.changed) = (answer, uint32(block.timestamp));
        s.rate = uint96(Math.max(_least(s.rate), Math.min(answer, _most(s.rate))));
        s.time = uint32(block.timestamp);
        seen = s;
        emit Observed(answer, s.rate);
    }

    /// @inheritdoc ILstAdapter
    /// @dev Refusals: {NoRate}, {RateStale}, {RateJumped}, {RateFell}.
    function redemptionRate() external view returns (uint256 rate) {
        Seen memory s = seen;
        rate = _answer();
        if (rate > _most(s.rate)) revert RateJumped(rate, _most(s.rate));
        if (rate < _least(s.rate)) revert RateFell(rate, _least(s.rate));
        uint256 age = rate == s.answer ? block.timestamp - s.changed : 0;
        if (age > maxAge) revert RateStale(age, maxAge);
    }

    function ratePushed() external pure returns (bool) {
        return true;
    }

    function _most(uint256 rate) private view returns (uint256) {
        return rate + (rate * maxGrowth) / WAD;
    }

    function _least(uint256 rate) private view returns (uint256) {
        return rate - (rate * maxDrop) / WAD;
    }

    /// @dev A negative answer, as a feed may give, is far above what any rate can be.
    function _answer() private view returns (uint96) {
        (bool ok, bytes memory answer) = source.staticcall(abi.encodeWithSelector(getter, argument));
        if (!ok || answer.length != 32) revert NoRate(source);
        uint256 given = abi.decode(answer, (uint256));
        if (given > type(uint96).max) revert NoRate(source);
        return ((given * WAD) / one).toUint96();
    }
}
