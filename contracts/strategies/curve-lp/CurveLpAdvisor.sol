// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICurveGauge} from "../../interfaces/ICurveGauge.sol";
import {ICurveMinter} from "../../interfaces/ICurveMinter.sol";
import {IKeelPrices} from "../../interfaces/IKeelPrices.sol";
import {IStETH} from "../../interfaces/IStETH.sol";
import {IStethRoute} from "../../interfaces/IStethRoute.sol";
import {Codes} from "../Codes.sol";
import {RewardAuction} from "../rewards/RewardAuction.sol";
import {CurveLpPolicy} from "./CurveLpPolicy.sol";

/// @title What liquidity in a Curve pool of ETH and stETH is worth, and what its rules want.
/// @notice Built by the strategy's own constructor, so that nobody can put another in its place; it only reads. Beside the
/// strategy because one contract's code is limited to 24,576 bytes. The twin of `position.ts` and `risk.ts` in
/// `strategies/curve-lp`.
///
/// Entry value is the pool's virtual price, which counts a stETH as an ETH and which no trade moves but by its fee. Exit value
/// is what removing all of it would return, never more than entry value. Both are read only while nobody is inside the pool.
/// Rewards count once they are sold.
///
/// ETH that comes out of the pool becomes stETH at Lido, one for one, as long as Lido takes it. So no trade in the pool can
/// lower what a removal of both coins returns below entry value: a skewed pool holds more coins for the same virtual price.
abstract contract CurveLpAdvisor {
    struct Wiring {
        IStETH steth;
        IKeelPrices prices;
        IStethRoute route;
        /// where LP tokens earn CRV; zero where they stay with the strategy
        ICurveGauge gauge;
        ICurveMinter minter;
        /// where rewards are sold; zero where they are left with the gauge
        RewardAuction auction;
        /// ETH wei that claiming rewards is reckoned to cost
        uint256 harvestCost;
    }

    /// What a strategy remembers between two actions.
    struct Past {
        /// the depeg level remembered from the last action
        uint8 level;
        /// when liquidity was last moved, rewards last claimed and the virtual price last looked at
        uint64 lastAction;
        uint64 lastHarvest;
        uint64 lastObservation;
        /// the highest virtual price observed, 1e18
        uint128 highest;
    }

    uint256 internal constant WAD = 1e18;
    uint256 internal constant RATIO = Codes.RATIO;
    /// Lido rounds each of a removal's conversions and transfers by at most one unit.
    uint256 private constant REMOVAL_DUST = 6;
    /// stETH wei below which nothing is put in: the pool's own rounding would outweigh it.
    uint256 private constant LEAST_ENTRY = 1e9;
    /// A quote that may fail gets at least this much gas, so that no caller can starve it into failing.
    uint256 private constant QUOTE_GAS = 400_000;
    uint256 private constant QUESTION_GAS = 50_000;

    /// The strategy that is read.
    address public immutable position;
    IERC20 public immutable lpToken;
    IStETH internal immutable _steth;
    IKeelPrices private immutable _prices;
    IStethRoute private immutable _route;
    ICurveGauge private immutable _gauge;
    ICurveMinter private immutable _minter;
    RewardAuction private immutable _auction;
    uint256 private immutable _harvestCost;

    error TooLittleGas(uint256 gas);

    constructor(Wiring memory w, IERC20 lpToken_) {
        (position, lpToken, _steth, _prices, _route) = (msg.sender, lpToken_, w.steth, w.prices, w.route);
        (_gauge, _minter, _auction, _harvestCost) = (w.gauge, w.minter, w.auction, w.harvestCost);
    }

    // ------------------------------------------------------------------ what it is worth

    /// @notice Units at entry value.
    function entryUnits() public view returns (uint256) {
        return looseUnits() + worth(lpBalance());
    }

    /// @notice Units that taking everything out would return now.
    function exitUnits() public view returns (uint256) {
        uint256 lp = lpBalance();
        uint256 ether_ = _looseEther();
        uint256 shares = _steth.sharesOf(position);
        if (lp == 0 && ether_ == 0) return shares;
        uint256 entry = entryUnits();
        (uint256 oneSided, uint256 balanced) = _quoteOut(lp);
        uint256 staked = ether_ > 0 && _lidoTakes(ether_) ? _units(ether_) : 0;
        return Math.min(entry, _less(shares + staked + Math.max(oneSided, balanced), REMOVAL_DUST));
    }

    /// @notice Units beside the pool, ETH that is not staked yet among them.
    function looseUnits() public view returns (uint256) {
        return _steth.sharesOf(position) + _units(_looseEther());
    }

    /// @notice LP tokens, staked and not.
    function lpBalance() public view returns (uint256) {
        uint256 staked = address(_gauge) == address(0) ? 0 : _gauge.balanceOf(position);
        return lpToken.balanceOf(position) + staked;
    }

    /// @notice Units that `lp` is worth at the virtual price, rounded down.
    function worth(uint256 lp) public view returns (uint256) {
        return _worthAt(lp, virtualPrice());
    }

    /// @notice Invariant per LP token in ETH, WAD. Reverts while anybody is inside the pool.
    function virtualPrice() public view virtual returns (uint256);

    /// @notice True while Lido moves no stETH at all.
    function stethStopped() public view returns (bool) {
        (bool answered, uint256 stopped) = _ask(address(_steth), abi.encodeWithSignature("isStopped()"));
        return answered && stopped != 0;
    }

    // ------------------------------------------------------------------ what the rules want

    /// @notice Everything that the policy needs, as ratios, ages and codes, and the action that the rules ask for.
    function check(
        Past memory past,
        CurveLpPolicy.Params memory params
    ) public view returns (CurveLpPolicy.State memory s, CurveLpPolicy.Decision memory d) {
        IKeelPrices.Reading memory price = _prices.read();
        s.level = past.level;
        s.priceFlags = price.flags;
        s.peg = _saturated(price.peg / 1e9);
        s.marketAge = _saturated(price.marketAge);
        s.sinceAction = _saturated(block.timestamp - past.lastAction);
        s.sinceHarvest = _saturated(block.timestamp - past.lastHarvest);
        s.virtualPriceAge = _saturated(block.timestamp - past.lastObservation);
        s.rewards = _ratio(_rewardsWorth(), _harvestCost);
        _readPool(s, past.highest);
        d = CurveLpPolicy.decide(s, params);
    }

    /// @notice Units that may be put beside the pool: 0 from level `watch` on, while a price or the virtual price is out of its
    /// bounds, and while pool, gauge or stETH refuse; else as many as others' liquidity bears.
    function depositLimit(
        Past calldata past,
        CurveLpPolicy.Params calldata params
    ) external view returns (uint256) {
        (CurveLpPolicy.State memory s, CurveLpPolicy.Decision memory d) = check(past, params);
        if (d.level >= Codes.WATCH || s.priceFlags != 0 || s.venueFlags != 0) return 0;
        if (s.virtualPrice < params.minVirtualPrice || s.virtualPrice > params.maxVirtualPrice) return 0;
        uint256 others = worth(_supply() - lpBalance());
        return _less(Math.mulDiv(others, 100, params.enterDepth), entryUnits());
    }

    /// @notice The number of the rule that `params` break, as {CurveLpPolicy-unsound} has it.
    function unsound(CurveLpPolicy.Params calldata params) external pure returns (uint256) {
        return CurveLpPolicy.unsound(params);
    }

    // ------------------------------------------------------------------ how much to move

    /// @notice What to put in so that `target` (1e9) of the position is in the pool.
    /// @return assets stETH wei; 0 where that is nothing to speak of
    /// @return sold what of them is sold for ETH first
    function planEntry(uint256 target, uint8 form) external view returns (uint256 assets, uint256 sold) {
        uint256 inPool = worth(lpBalance());
        uint256 goal = Math.mulDiv(looseUnits() + inPool, target, RATIO);
        uint256 units = Math.min(_steth.sharesOf(position), _less(goal, inPool));
        assets = _steth.getPooledEthByShares(units);
        if (assets < LEAST_ENTRY) return (0, 0);
        if (form != CurveLpPolicy.BALANCED) return (assets, 0);
        (uint256 ether_, uint256 steth_) = _reserves();
        sold = _partToSell(assets, ether_, steth_);
    }

    /// @notice LP tokens to take out so that `target` (1e9) of the position stays in the pool; 0 where no more is there.
    function planRemoval(uint256 target) external view returns (uint256 lp) {
        lp = lpBalance();
        uint256 inPool = worth(lp);
        uint256 kept = target == 0 ? 0 : Math.mulDiv(looseUnits() + inPool, target, RATIO);
        return kept >= inPool ? 0 : lp - Math.mulDiv(lp, kept, inPool);
    }

    /// @notice LP tokens whose removal returns `units` beside what is loose, and the form that returns more.
    /// @param whole what {exitUnits} said
    function planSlice(uint256 units, uint256 whole) external view returns (uint256 lp, uint8 form) {
        uint256 loose = _steth.sharesOf(position);
        lp = lpBalance();
        if (units < whole) lp = Math.mulDiv(lp, units - loose, whole - loose, Math.Rounding.Ceil);
        (uint256 oneSided, uint256 balanced) = _quoteOut(lp);
        form = oneSided > balanced ? CurveLpPolicy.ONE_SIDED : CurveLpPolicy.BALANCED;
    }

    // ------------------------------------------------------------------ what a pool says

    /// @dev What the pool holds, ETH wei, the stETH at redemptionRate.
    function _reserves() internal view virtual returns (uint256 ether_, uint256 steth_);

    function _supply() internal view virtual returns (uint256);

    /// @dev ETH with the strategy that is not staked yet.
    function _looseEther() internal view virtual returns (uint256);

    /// @dev LP tokens for `ether_` and `assets` of stETH, after fees.
    function _quoteMint(uint256 ether_, uint256 assets) internal view virtual returns (uint256 lp);

    /// @dev Units that `lp` fetches as stETH alone; 0 where the pool refuses.
    function _quoteOneSided(uint256 lp) internal view virtual returns (uint256 units);

    /// @dev What `lp` fetches in the pool's proportion: ETH wei, and stETH in units.
    function _quoteBalanced(uint256 lp) internal view virtual returns (uint256 ether_, uint256 units);

    // ------------------------------------------------------------------ quotes

    function _readPool(CurveLpPolicy.State memory s, uint256 highest) private view {
        uint256 lp = lpBalance();
        uint256 virtualPrice_ = virtualPrice();
        uint256 inPool = _worthAt(lp, virtualPrice_);
        uint256 whole = looseUnits() + inPool;
        s.open = whole > 0 ? 1 : 0;
        s.placed = _ratio(inPool, whole);
        s.room = _ratio(_worthAt(_supply() - lp, virtualPrice_), whole);
        s.virtualPrice = _ratio(virtualPrice_, highest);

        (uint256 ether_, uint256 steth_) = _reserves();
        s.stethShare = _ratio(steth_, ether_ + steth_);
        if (ether_ == 0 || steth_ == 0) s.venueFlags = Codes.VENUE_IS_FROZEN;
        if (stethStopped()) s.venueFlags |= Codes.VENUE_IS_PAUSED;
        if (address(_gauge) != address(0) && _gauge.is_killed()) {
            s.venueFlags |= Codes.VENUE_GAUGE_KILLED;
        }
        if (inPool > 0) {
            (uint256 oneSidedOut, uint256 balancedOut) = _quoteOut(lp);
            (s.oneSidedOut, s.balancedOut) = (_ratio(oneSidedOut, inPool), _ratio(balancedOut, inPool));
        }
        uint256 assets = _steth.getPooledEthByShares(_steth.sharesOf(position));
        if (assets >= LEAST_ENTRY && s.venueFlags & Codes.VENUE_IS_FROZEN == 0) {
            (uint256 oneSidedIn, uint256 balancedIn) = _quoteIn(assets, ether_, steth_, virtualPrice_);
            (s.oneSidedIn, s.balancedIn) = (_ratio(oneSidedIn, assets), _ratio(balancedIn, assets));
        }
    }

    /// @return oneSided units that `lp` fetches as stETH alone; 0 where the pool refuses
    /// @return balanced units that both coins come to, the ETH staked with Lido; 0 where Lido does not take it
    function _quoteOut(uint256 lp) private view returns (uint256 oneSided, uint256 balanced) {
        if (lp == 0) return (0, 0);
        if (gasleft() < QUOTE_GAS) revert TooLittleGas(gasleft());
        oneSided = _quoteOneSided(lp);
        (uint256 ether_, uint256 units) = _quoteBalanced(lp);
        if (_lidoTakes(ether_)) balanced = units + _units(ether_);
    }

    /// @return oneSided ETH that the LP tokens for `assets` of stETH alone are worth at the virtual price
    /// @return balanced the same where a part is sold first, so that both coins go in as the pool holds them
    function _quoteIn(
        uint256 assets,
        uint256 ether_,
        uint256 steth_,
        uint256 virtualPrice_
    ) private view returns (uint256 oneSided, uint256 balanced) {
        oneSided = Math.mulDiv(_quoteMint(0, assets), virtualPrice_, WAD);
        uint256 sold = _partToSell(assets, ether_, steth_);
        if (sold == 0) return (oneSided, 0);
        balanced = Math.mulDiv(_quoteMint(_route.quoteSell(sold), assets - sold), virtualPrice_, WAD);
    }

    /// @dev What of `assets` a sale must turn into ETH so that both go in as the pool holds them, at the price of that sale.
    function _partToSell(uint256 assets, uint256 ether_, uint256 steth_) private view returns (uint256) {
        uint256 first = Math.mulDiv(assets, ether_, ether_ + steth_);
        if (first < LEAST_ENTRY) return 0;
        uint256 price = (_route.quoteSell(first) * WAD) / first;
        return Math.mulDiv(assets, ether_, ether_ + Math.mulDiv(steth_, price, WAD));
    }

    /// @dev ETH that rewards already accounted to the position are worth by their own prices; CRV as of the last checkpoint.
    function _rewardsWorth() private view returns (uint256 total) {
        if (address(_gauge) == address(0) || address(_auction) == address(0)) return 0;
        RewardAuction.Reward[] memory rewards = _auction.rewards();
        for (uint256 i = 0; i < rewards.length; ++i) {
            total += _auction.worth(rewards[i].token, _earned(address(rewards[i].token)));
        }
    }

    function _earned(address token) private view returns (uint256 amount) {
        if (token == _minter.token()) {
            return _gauge.integrate_fraction(position) - _minter.minted(position, address(_gauge));
        }
        (, amount) = _ask(address(_gauge), abi.encodeCall(ICurveGauge.claimable_reward, (position, token)));
    }

    /// @dev Lido answers 0 while staking is paused or its limit is used up, the largest uint where there is none; before that limit
    /// existed it took whatever came.
    function _lidoTakes(uint256 ether_) private view returns (bool) {
        (bool answered, uint256 limit) = _ask(
            address(_steth),
            abi.encodeWithSignature("getCurrentStakeLimit()")
        );
        return !stethStopped() && (!answered || ether_ <= limit);
    }

    /// @dev Asks what not every version answers.
    function _ask(address who, bytes memory question) private view returns (bool answered, uint256 value) {
        if (gasleft() < 2 * QUESTION_GAS) revert TooLittleGas(gasleft());
        bytes memory answer;
        (answered, answer) = who.staticcall{gas: QUESTION_GAS}(question);
        answered = answered && answer.length == 32;
        if (answered) value = abi.decode(answer, (uint256));
    }

    function _worthAt(uint256 lp, uint256 virtualPrice_) private view returns (uint256) {
        return _units(Math.mulDiv(lp, virtualPrice_, WAD));
    }

    function _units(uint256 ether_) internal view returns (uint256) {
        return _steth.getSharesByPooledEth(ether_);
    }

    function _ratio(uint256 numerator, uint256 denominator) private pure returns (uint64) {
        if (numerator == 0) return 0;
        if (denominator == 0 || numerator / denominator >= Codes.SATURATED / RATIO) {
            return uint64(Codes.SATURATED);
        }
        return uint64(Math.mulDiv(numerator, RATIO, denominator));
    }

    function _saturated(uint256 value) private pure returns (uint64) {
        return uint64(Math.min(value, Codes.SATURATED));
    }

    function _less(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
