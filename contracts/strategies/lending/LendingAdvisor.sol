// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAavePool} from "../../interfaces/IAavePool.sol";
import {IChainlinkFeed} from "../../interfaces/IChainlinkFeed.sol";
import {IKeelPrices} from "../../interfaces/IKeelPrices.sol";
import {Codes} from "../Codes.sol";
import {LoopSizing} from "../LoopSizing.sol";
import {LendingBooks} from "./LendingBooks.sol";
import {LendingErrors} from "./LendingErrors.sol";
import {LendingPolicy} from "./LendingPolicy.sol";
import {LendingWiring} from "./LendingWiring.sol";
import {VenueYield} from "./VenueYield.sol";

/// @title What a lending position knows and what its rules want: its risk, the policy's answer, and the amounts that follow.
/// @notice It only reads. Beside the strategy, which has it built for itself by {LendingAdvisors}, because one contract's code is
/// limited to 24,576 bytes. The twin of `risk.ts` and of the sizing in `execute.ts` in `strategies/lending`.
contract LendingAdvisor is LendingBooks {
    /// What a position remembers between two actions.
    struct Past {
        uint8 level;
        uint64 lastAction;
        /// when collateral was last sold for a repayment
        uint64 lastSale;
    }

    uint256 private constant BPS = 10_000;
    /// What the lender's rounding may add to the sum of all debts, in the borrowed asset's own units.
    uint256 private constant CAP_DUST = 2;
    /// A sale that its floor does not bear is halved at most so often: to a thousandth.
    uint256 private constant MAX_HALVINGS = 10;

    VenueYield private immutable _yield;
    IChainlinkFeed private immutable _lenderFeed;
    IChainlinkFeed private immutable _stableFeed;

    constructor(address strategy_, LendingWiring memory w) LendingBooks(strategy_, w) {
        (_yield, _lenderFeed, _stableFeed) = (w.yield, w.lenderFeed, w.stableFeed);
    }

    /// @notice Everything that the policy needs, as ratios, ages and codes.
    function risk(Past memory past) public view returns (LendingPolicy.State memory s) {
        IKeelPrices.Reading memory price = _prices.read();
        s.level = past.level;
        s.peg = _saturated(price.peg / 1e9);
        s.marketAge = _saturated(price.marketAge);
        s.priceFlags = price.flags;
        s.sinceAction = _saturated(block.timestamp - past.lastAction);
        s.sinceSale = _saturated(block.timestamp - past.lastSale);

        _readAccount(s);
        uint256 rate = lenderRate();
        s.lenderPeg = _ratio(rate, price.redemptionRate);
        if (rate == 0 || stableRate() == 0) s.priceFlags |= Codes.FLAG_LENDER;
        s.lenderAge = _saturated(Math.max(_ageOf(_lenderFeed), _ageOf(_stableFeed)));

        Position memory p = position();
        s.cover = _ratio(p.loose + p.placed, p.debt);
        s.liquid = _ratio(p.loose + p.liquid, p.loose + p.placed);
        IAavePool.ReserveData memory reserve = pool.getReserveData(address(_stable));
        s.venueFlags = _venueFlags(reserve.configuration.data);
        uint256 apr;
        (s.venueRate, apr) = _venueReading();
        s.carry =
            int64(_saturated(apr / 1e9)) -
            int64(_saturated(uint256(reserve.currentVariableBorrowRate) / 1e18));
    }

    /// @notice The risk, and the action that the rules ask for in it.
    function check(
        Past calldata past,
        LendingPolicy.Params calldata params
    ) external view returns (LendingPolicy.State memory s, LendingPolicy.Decision memory d) {
        s = risk(past);
        d = LendingPolicy.decide(s, params);
    }

    /// @notice The number of the rule that `params` break, as {LendingPolicy-unsound} has it, for the lender's threshold and the
    /// prices' window as they are.
    function unsound(LendingPolicy.Params calldata params) external view returns (uint256 rule) {
        uint256 threshold = ((_settings(_wsteth) >> 16) & 0xFFFF) * 1e5;
        return LendingPolicy.unsound(params, threshold, _prices.window());
    }

    /// @notice LTV now, and the band's upper edge at `level`; scaled 1e9.
    function ltvAndHigh(
        uint8 level,
        LendingPolicy.Params calldata params
    ) external view returns (uint256 ltv, uint256 high) {
        uint256 threshold;
        (ltv, threshold) = _ltvAndThreshold();
        (, , high, ) = LendingPolicy.bands(threshold, level, params);
    }

    /// @notice What to borrow so that LTV rises to `target`, as far as lender and venue take it.
    function toBorrow(uint256 target) external view returns (uint256) {
        uint256 lendable = _stable.balanceOf(_stableReserve);
        uint256 cap = ((_settings(_stable) >> 80) & 0xFFFFFFFFF) * stableUnit;
        // The lender rounds a debt up, and what all of them come to.
        if (cap != 0) lendable = Math.min(lendable, _less(cap, debtToken.totalSupply() + CAP_DUST));
        uint256 wanted = _less(_debtAt(target), debtToken.balanceOf(strategy));
        return Math.min(wanted, Math.min(lendable, _venue.maxDeposit(strategy)));
    }

    /// @notice What to repay so that LTV falls to `target` where no collateral is sold.
    function toRepay(uint256 target) external view returns (uint256) {
        return _less(debtToken.balanceOf(strategy), _debtAt(target));
    }

    /// @notice The sale that brings LTV to `target`, as far as chunk and floor allow.
    /// @param floor the least ETH per stETH (WAD), the borrowed asset valued at the lender's price
    /// @param chunk the most stETH that is sold, wei
    /// @return sold stETH; 0 where LTV is there already or the floor bears no part of it
    /// @return wethIn what the sale fetches, and buys the borrowed asset for
    /// @return repaid borrowed asset bought
    function planSale(
        uint256 target,
        uint256 floor,
        uint256 lenderPeg,
        uint256 chunk
    ) external view returns (uint256 sold, uint256 wethIn, uint256 repaid) {
        uint256 debt = debtToken.balanceOf(strategy);
        sold = Math.min(_saleFor(target, lenderPeg, debt), chunk);
        if (sold == 0) return (0, 0, 0);
        (wethIn, repaid) = _fetched(sold);
        if (repaid > debt) {
            repaid = debt;
            (wethIn, sold) = quoteRepayment(debt);
        }
        // What the floor does not bear whole is sold in part: in a rescue some now beats all of it never.
        for (uint256 round = 0; !bears(repaid, sold, floor); ++round) {
            if (round == MAX_HALVINGS) return (0, 0, 0);
            sold /= 2;
            (wethIn, repaid) = _fetched(sold);
        }
    }

    /// @notice True where `repaid` of the borrowed asset for `sold` stETH is at least `floor` ETH per stETH (WAD).
    function bears(uint256 repaid, uint256 sold, uint256 floor) public view returns (bool) {
        return inEther(repaid, Math.Rounding.Floor) * WAD >= sold * floor;
    }

    /// @notice The least ETH per stETH (WAD) that collateral may be sold at: the market price less the tolerance; where that price
    /// is refused, or past the ripcord line, the lender's price less its liquidation bonus.
    function saleFloor(
        Past calldata past,
        uint8 urgency,
        uint256 maxMarketAge,
        uint256 toleranceBps
    ) external view returns (uint256) {
        LendingPolicy.State memory s = risk(past);
        bool refused = s.priceFlags & Codes.FLAG_MARKET != 0 || s.marketAge > maxMarketAge;
        if (!refused && urgency < Codes.RESCUE) return (s.peg * 1e9 * (BPS - toleranceBps)) / BPS;
        return (s.lenderPeg * 1e9 * _less(2 * BPS, _bonus())) / BPS;
    }

    /// @notice What anyone may repay past the ripcord line, and what a payer gets for it; refused with
    /// {LendingErrors-NotPastRipcord} before it.
    /// @return most that is taken, which brings LTV to the band's target
    /// @return unitsPerStable units of collateral for a whole borrowed asset, WAD: its price and a discount that grows from
    /// nothing at the line to the lender's liquidation bonus where it would liquidate
    function auction(
        Past calldata past,
        LendingPolicy.Params calldata params
    ) external view returns (uint256 most, uint256 unitsPerStable) {
        (uint256 ltv, uint256 threshold) = _ltvAndThreshold();
        uint8 level = LendingPolicy.decide(risk(past), params).level;
        (, uint256 target, , uint256 line) = LendingPolicy.bands(threshold, level, params);
        if (ltv < line) revert LendingErrors.NotPastRipcord(ltv, line);
        uint256 depth = threshold > line ? Math.min(((ltv - line) * WAD) / (threshold - line), WAD) : WAD;
        uint256 paid = WAD + (_less(_bonus(), BPS) * depth) / BPS;
        // Solves debt − r = target · (collateral − r · paid).
        uint256 kept = WAD - Math.min((target * paid) / Codes.RATIO, WAD - 1);
        uint256 shed = _less(debtToken.balanceOf(strategy), _debtAt(target));
        most = Math.min(Math.mulDiv(shed, WAD, kept), debtToken.balanceOf(strategy));
        unitsPerStable = Math.mulDiv(stableRate(), paid, lenderRate());
    }

    /// @dev A first price is quoted at the debt to shed, a second at the sale it implies: what is left is its impact.
    function _saleFor(uint256 target, uint256 lenderPeg, uint256 debt) private view returns (uint256 sold) {
        if (target == 0) {
            (, sold) = quoteRepayment(debt);
            return sold;
        }
        uint256 value = _collateralValue();
        uint256 owed = inEther(debt, Math.Rounding.Ceil);
        sold = _less(owed, Math.mulDiv(value, target, Codes.RATIO));
        if (sold == 0) return 0;
        for (uint256 round = 0; round < 2; ++round) {
            (, uint256 repaid) = _fetched(sold);
            uint256 price = Math.mulDiv(inEther(repaid, Math.Rounding.Floor), WAD, sold);
            sold = LoopSizing.toSell(value, owed, target, lenderPeg, price);
            if (sold == type(uint256).max) revert LendingErrors.SaleRaisesLtv(price, target);
        }
    }

    function _fetched(uint256 sold) private view returns (uint256 wethIn, uint256 repaid) {
        wethIn = _route.quoteSell(sold);
        repaid = _stableRoute.quoteBuy(wethIn);
    }

    function _collateralValue() private view returns (uint256) {
        return Math.mulDiv(aToken.balanceOf(strategy), lenderRate(), WAD);
    }

    /// @dev The debt at which LTV is `target`, rounded down; without a price of the borrowed asset, none.
    function _debtAt(uint256 target) private view returns (uint256) {
        uint256 rate = stableRate();
        if (rate == 0) return 0;
        return Math.mulDiv(Math.mulDiv(_collateralValue(), target, Codes.RATIO), stableUnit, rate);
    }

    function _readAccount(LendingPolicy.State memory s) private view {
        (uint256 collateral, uint256 debt, , uint256 threshold, uint256 ltv, ) = pool.getUserAccountData(
            strategy
        );
        s.open = collateral > 0 ? 1 : 0;
        s.ltv = _ratio(debt, collateral);
        s.liquidationLtv = _saturated(threshold * 1e5);
        s.borrowLtv = _saturated(ltv * 1e5);
    }

    function _ltvAndThreshold() private view returns (uint256 ltv, uint256 threshold) {
        uint256 collateral;
        uint256 debt;
        (collateral, debt, , threshold, , ) = pool.getUserAccountData(strategy);
        return (_ratio(debt, collateral), threshold * 1e5);
    }

    /// @dev Basis points, counting what it is added to: 10,750 is a bonus of 7.5%.
    function _bonus() private view returns (uint256) {
        return (_settings(_wsteth) >> 32) & 0xFFFF;
    }

    function _ageOf(IChainlinkFeed feed) private view returns (uint256) {
        if (address(feed) == address(0)) return 0;
        (, , , uint256 updatedAt, ) = feed.latestRoundData();
        return _less(block.timestamp, updatedAt);
    }

    function _venueReading() private view returns (uint64 rate, uint256 apr) {
        if (address(_yield) == address(0)) return (uint64(Codes.RATIO), 0);
        uint256 now_;
        uint256 best;
        (now_, best, apr) = _yield.read();
        rate = _ratio(now_, best);
    }

    function _venueFlags(uint256 borrowed) private view returns (uint8 flags) {
        uint256 supplied = _settings(_wsteth);
        uint256 both = borrowed & supplied;
        uint256 either = borrowed | supplied;
        if (both & _ACTIVE == 0 || either & _FROZEN != 0 || borrowed & _BORROWING == 0) {
            flags = Codes.VENUE_IS_FROZEN;
        }
        if (either & _PAUSED != 0) flags |= Codes.VENUE_IS_PAUSED;
        uint256 cap = ((borrowed >> 80) & 0xFFFFFFFFF) * stableUnit;
        if ((cap != 0 && debtToken.totalSupply() >= cap) || _stable.balanceOf(_stableReserve) == 0) {
            flags |= Codes.VENUE_IS_CAPPED;
        }
        if (_flash.available(address(_weth)) == 0) flags |= Codes.VENUE_NO_FLASH;
        if (address(_venue) == address(0) || _venue.maxDeposit(strategy) == 0) flags |= Codes.VENUE_IS_CLOSED;
    }

    /// @dev numerator / denominator scaled 1e9, floored, saturated.
    function _ratio(uint256 numerator, uint256 denominator) private pure returns (uint64) {
        if (numerator == 0) return 0;
        if (denominator == 0) return uint64(Codes.SATURATED);
        if (numerator / denominator >= 1000) return uint64(Codes.SATURATED);
        return uint64(Math.mulDiv(numerator, Codes.RATIO, denominator));
    }

    function _saturated(uint256 value) private pure returns (uint64) {
        return uint64(Math.min(value, Codes.SATURATED));
    }
}
