// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAavePool} from "../interfaces/IAavePool.sol";
import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {IKeelPrices} from "../interfaces/IKeelPrices.sol";
import {AaveTerms} from "./AaveTerms.sol";
import {Codes} from "./Codes.sol";
import {LoopBooks} from "./LoopBooks.sol";
import {LoopPolicy} from "./LoopPolicy.sol";
import {LoopSale} from "./LoopSale.sol";
import {LoopSizing} from "./LoopSizing.sol";

/// @title What a loop knows and what its rules want: it reads the loop's risk, asks the policy and plans sales.
/// @notice Built while the loop is built, so that nobody can put another in its place; it only reads. Beside the loop
/// because one contract's code is limited to 24,576 bytes. The twin of `risk.ts` and `sale.ts` in `strategies/leveraged-loop`.
contract LoopAdvisor is LoopBooks {
    /// What a loop remembers between two actions.
    struct Past {
        /// the depeg level remembered from the last action
        uint8 level;
        /// when the position last levered or delevered
        uint64 lastAction;
        /// when it last sold to delever
        uint64 lastSale;
        /// true while the strategist's rules hold it down
        bool held;
    }

    uint256 private constant RAY = 1e27;
    /// Bits of Aave's reserve configuration.
    uint256 private constant ACTIVE = 1 << 56;
    uint256 private constant FROZEN = 1 << 57;
    uint256 private constant PAUSED = 1 << 60;
    /// Below it the pool's own rounding outweighs the trade.
    uint256 private constant DUST = 1e9;

    address private immutable _debtReserve;
    IChainlinkFeed private immutable _lenderFeed;
    uint256 private immutable _queueWait;
    uint256 private immutable _maxChunk;
    uint256 private immutable _maxLever;

    constructor(address loop_, Sources memory s) LoopBooks(loop_, s) {
        (_lenderFeed, _debtReserve, _queueWait) = (s.lenderFeed, s.debtReserve, s.queueWait);
        (_maxChunk, _maxLever) = (s.maxChunk, s.maxLever);
    }

    /// @notice Everything that the policy needs, as ratios, ages and codes.
    /// @param targetLtv up to which the carry after the next lever is asked for, 1e9
    function risk(Past memory past, uint256 targetLtv) public view returns (LoopPolicy.State memory s) {
        IKeelPrices.Reading memory price = _readPrices(s);
        s.level = past.level;
        s.sinceAction = _saturated(block.timestamp - past.lastAction);
        s.sinceSale = _saturated(block.timestamp - past.lastSale);
        s.held = past.held ? 1 : 0;

        (uint256 collateral, uint256 debt, , uint256 threshold, uint256 ltv, ) = _pool.getUserAccountData(
            loop
        );
        s.open = collateral > 0 ? 1 : 0;
        s.ltv = _ratio(debt, collateral);
        s.liquidationLtv = _saturated(threshold * 1e5);
        s.borrowLtv = _saturated(ltv * 1e5);
        if (address(_lenderFeed) != address(0)) {
            s.lenderAtMarket = 1;
            (, , , uint256 updatedAt, ) = _lenderFeed.latestRoundData();
            s.lenderAge = _saturated(block.timestamp > updatedAt ? block.timestamp - updatedAt : 0);
        }
        s.venueFlags = _venueFlags();

        int64 staking = int64(_saturated(price.stakingApr / 1e9));
        s.borrowRate = _saturated(_prices.borrowApr() / 1e9);
        s.carry = staking - int64(s.borrowRate);
        uint256 lever = planLever(targetLtv, s.lenderPeg);
        s.carryAfter = staking - int64(_saturated(_prices.borrowAprAfter(lever) / 1e9));
        s.saleCost = _saleCost();
        (s.queued, s.queueWait) = _queue();
    }

    /// @notice The risk, and the action that the rules ask for in it.
    function check(
        Past calldata past,
        LoopPolicy.Params calldata params
    ) external view returns (LoopPolicy.State memory s, LoopPolicy.Decision memory d) {
        s = risk(past, params.targetLtv);
        d = LoopPolicy.decide(s, params);
    }

    /// @notice False from depeg level `defend` on, and while a price is out of bounds: then nobody may buy in at entry value.
    function entriesOpen(uint8 level, LoopPolicy.Params calldata params) external view returns (bool) {
        LoopPolicy.State memory s;
        _readPrices(s);
        s.level = level;
        return s.priceFlags == 0 && LoopPolicy.levelOf(s, params) < Codes.DEFEND;
    }

    /// @notice The number of the rule that `params` break, as {LoopPolicy-unsound} has it, for the lender's threshold and the prices'
    /// window as they are.
    function unsound(LoopPolicy.Params calldata params) external view returns (uint256 rule) {
        (uint256 threshold, ) = _terms();
        return LoopPolicy.unsound(params, threshold * 1e5, _prices.window());
    }

    /// @notice LTV now, and the upper edge of the bands at `level` as `before` saw the prices; both scaled 1e9.
    function ltvAndHigh(
        LoopPolicy.State memory before,
        uint8 level,
        LoopPolicy.Params calldata params
    ) external view returns (uint256 ltv, uint256 high) {
        (uint256 collateral, uint256 debt, , uint256 threshold, , ) = _pool.getUserAccountData(loop);
        ltv = _ratio(debt, collateral);
        before.liquidationLtv = _saturated(threshold * 1e5);
        (, , high, ) = LoopPolicy.bands(before, level, params);
    }

    /// @notice ETH to borrow so that LTV rises to `target`, as far as one lever, flash lender and lender allow; wei.
    function planLever(uint256 target, uint256 lenderPeg) public view returns (uint256 amount) {
        amount = LoopSizing.toBorrow(_collateralValue(), _debt(), target, lenderPeg);
        if (amount == 0) return 0;
        uint256 available = Math.min(_flashable(), _weth.balanceOf(_debtReserve));
        return Math.min(Math.min(amount, available), _maxLever);
    }

    /// @notice Units of collateral that may leave for the queue, so that LTV rises to `ltv` (1e9) at most: no more than repay the
    /// debt, and than the queue takes at once.
    function exitRoom(uint256 ltv) public view returns (uint256) {
        uint256 repays = Math.min(_debt(), _exits.MOST());
        return Math.min(_room(ltv), Math.mulDiv(repays, WAD, _price().redemptionRate));
    }

    /// @notice How a slice worth `units` at exit value would leave through the queue, in the state `s` at `level`; nothing while
    /// the queue takes nothing or something is in it already.
    /// @return started units that are left of the slice once its debt is repaid; fewer than asked where LTV would rise too far
    /// @return leaving units that repay the slice's debt
    function planExit(
        LoopPolicy.State calldata s,
        uint8 level,
        LoopPolicy.Params calldata params,
        uint256 units
    ) external view returns (uint256 started, uint256 leaving) {
        uint256 whole = exitNow();
        if (s.queueWait == Codes.SATURATED || s.queued != LoopPolicy.QUEUED_NOTHING) return (0, 0);
        if (s.ltv == 0 || whole == 0) return (0, 0);
        units = Math.min(units, whole);
        uint256 debt = Math.mulDiv(_debt(), units, whole, Math.Rounding.Ceil);
        leaving = Math.mulDiv(debt, WAD, _price().redemptionRate, Math.Rounding.Ceil) + 1;
        uint256 room = exitRoom(_exitGoal(s, level, params));
        if (leaving > room) (units, leaving) = (Math.mulDiv(units, room, leaving), room);
        uint256 slice = Math.mulDiv(_supplied(), units, whole);
        started = slice > leaving ? slice - leaving : 0;
    }

    /// @notice How many units of collateral may leave for the vault after an exit, so that LTV rises no further than one may take it.
    function releasable(
        LoopPolicy.State calldata s,
        uint8 level,
        LoopPolicy.Params calldata params
    ) external view returns (uint256) {
        return _room(_exitGoal(s, level, params));
    }

    /// @notice What the ripcord auction lets others do in the state `s` at `level`.
    /// @return most debt that may be repaid, wei
    /// @return discount what is given beyond it, a part of it, 1e9
    function auction(
        LoopPolicy.State calldata s,
        uint8 level,
        LoopPolicy.Params calldata params
    ) external view returns (uint256 most, uint256 discount) {
        (, uint256 target, , uint256 line) = LoopPolicy.bands(s, level, params);
        (, uint256 bonus) = _terms();
        discount = LoopSizing.discount(s.ltv, line, s.liquidationLtv, (bonus - 10_000) * 1e5);
        most = LoopSizing.toAuction(_collateralValue(), _debt(), target, discount);
    }

    /// @return units of collateral that the auction gives for `repaid` (wei) at `discount`, at the lender's price, floored
    function unitsFor(uint256 repaid, uint256 discount) external view returns (uint256 units) {
        uint256 value = Math.mulDiv(repaid, Codes.RATIO + discount, Codes.RATIO);
        return Math.mulDiv(value, WAD, lenderRate());
    }

    /// @notice No bound, or 0 from depeg level `defend` on and while the lender takes no more: frozen, paused, full.
    function depositLimit(uint8 level, LoopPolicy.Params calldata params) external view returns (uint256) {
        LoopPolicy.State memory s;
        _readPrices(s);
        s.level = level;
        if (LoopPolicy.levelOf(s, params) >= Codes.DEFEND) return 0;
        uint256 settings = _collateralSettings();
        if (settings & (ACTIVE | FROZEN | PAUSED) != ACTIVE) return 0;
        uint256 cap = ((settings >> 116) & 0xFFFFFFFFF) * WAD;
        if (cap == 0) return type(uint256).max;
        IAavePool.ReserveData memory reserve = _pool.getReserveData(address(_collateral));
        uint256 supplied =
            _aToken.totalSupply() + Math.mulDiv(reserve.accruedToTreasury, reserve.liquidityIndex, RAY) + 2;
        return cap > supplied ? cap - supplied : 0;
    }

    /// @notice Units at exit value that one call can unwind: as much as flash liquidity repays the debt of; nothing
    /// while the lender is paused, or past its liquidation line, where it lets no slice of the collateral go.
    function withdrawLimit() external view returns (uint256) {
        (, uint256 debt, , , , uint256 health) = _pool.getUserAccountData(loop);
        if (health < WAD || (_venueFlags() & Codes.VENUE_IS_PAUSED) != 0) return 0;
        uint256 whole = exitNow();
        if (debt == 0) return whole;
        uint256 owed = _debt();
        uint256 available = _flashable();
        return owed <= available ? whole : Math.mulDiv(whole, available, owed);
    }

    /// @notice The sale that brings LTV to `target`, as {LoopSale-plan} has it; what the flash lender takes is left of the debt.
    /// @param chunk the most stETH that is sold, wei
    function planSale(
        uint256 target,
        uint256 floor,
        uint256 lenderPeg,
        uint256 chunk
    ) external view returns (uint256 sold, uint256 repaid) {
        (sold, repaid) = LoopSale.plan(
            LoopSale.Order({
                route: _route,
                collateralValue: _collateralValue(),
                debt: _debt(),
                target: target,
                lenderPeg: lenderPeg,
                floor: floor,
                chunk: chunk
            })
        );
        repaid -= Math.min(_flash.fee(address(_weth), repaid), repaid);
    }

    /// @notice The least ETH per stETH (WAD) that a delever may sell at, as {LoopSale-floorAt} has it.
    function saleFloor(
        LoopPolicy.State calldata s,
        uint8 urgency,
        uint256 maxMarketAge,
        uint256 toleranceBps
    ) external view returns (uint256) {
        (, uint256 bonus) = _terms();
        return LoopSale.floorAt(s, urgency, maxMarketAge, toleranceBps, bonus);
    }

    /// @dev numerator / denominator scaled 1e9, floored, saturated.
    function _ratio(uint256 numerator, uint256 denominator) private pure returns (uint64) {
        if (numerator == 0) return 0;
        if (denominator == 0) return uint64(Codes.SATURATED);
        if (numerator / denominator >= 1000) return uint64(Codes.SATURATED);
        return uint64(Math.mulDiv(numerator, Codes.RATIO, denominator));
    }

    /// @dev Fills in what `s` says of prices.
    function _readPrices(LoopPolicy.State memory s) private view returns (IKeelPrices.Reading memory price) {
        price = _price();
        s.peg = _saturated(price.peg / 1e9);
        s.marketAge = _saturated(price.marketAge);
        s.priceFlags = price.flags;
        uint256 rate = lenderRate();
        s.lenderPeg = _ratio(rate, price.redemptionRate);
        if (rate == 0) s.priceFlags |= Codes.FLAG_LENDER;
    }

    function _exitGoal(
        LoopPolicy.State memory s,
        uint8 level,
        LoopPolicy.Params calldata params
    ) private pure returns (uint256) {
        (, uint256 target, uint256 high, ) = LoopPolicy.bands(s, level, params);
        return LoopPolicy.exitGoal(target, high);
    }

    /// @dev The lender's threshold and bonus, as {AaveTerms-read} has them.
    function _terms() private view returns (uint256 threshold, uint256 bonus) {
        return AaveTerms.read(_pool, address(_collateral), loop);
    }

    /// @dev Units of collateral beyond what an LTV of `ltv` keeps; all where nothing is owed.
    function _room(uint256 ltv) private view returns (uint256) {
        uint256 debt = _debt();
        uint256 held = _supplied();
        if (debt == 0) return held;
        uint256 perUnit = lenderRate() * ltv;
        if (perUnit == 0) return 0;
        uint256 kept = Math.mulDiv(debt, WAD * Codes.RATIO, perUnit, Math.Rounding.Ceil);
        return held > kept ? held - kept : 0;
    }

    /// @dev What lies in the queue, and how long it would take: as configured, unless its head has waited longer.
    function _queue() private view returns (uint8 queued, uint64 wait) {
        if (address(_exits) == address(0)) return (LoopPolicy.QUEUED_NOTHING, uint64(Codes.SATURATED));
        uint256 seen;
        (queued, seen) = _exits.status();
        wait = _saturated(Math.max(seen, _queueWait));
    }

    /// @dev What selling for the debt, or one chunk of it, gives up against redemption; all of it where nobody quotes.
    function _saleCost() private view returns (uint64) {
        uint256 size = Math.min(_debt(), _maxChunk);
        if (size < DUST) return 0;
        try _route.quoteSell(size) returns (uint256 fetched) {
            return fetched < size ? _ratio(size - fetched, size) : 0;
        } catch {
            return uint64(Codes.RATIO);
        }
    }

    /// @dev Bits 58 borrowing, 80–115 borrow cap, 116–151 supply cap, in whole tokens.
    function _venueFlags() private view returns (uint8 flags) {
        uint256 borrowed = _pool.getConfiguration(address(_weth)).data;
        uint256 supplied = _collateralSettings();
        uint256 both = borrowed & supplied;
        uint256 either = borrowed | supplied;
        if (both & ACTIVE == 0 || either & FROZEN != 0 || borrowed & (1 << 58) == 0) {
            flags = Codes.VENUE_IS_FROZEN;
        }
        if (either & PAUSED != 0) flags |= Codes.VENUE_IS_PAUSED;
        uint256 borrowCap = ((borrowed >> 80) & 0xFFFFFFFFF) * WAD;
        uint256 supplyCap = ((supplied >> 116) & 0xFFFFFFFFF) * WAD;
        if (
            (borrowCap != 0 && _debtToken.totalSupply() >= borrowCap) ||
            (supplyCap != 0 && _aToken.totalSupply() >= supplyCap) ||
            _weth.balanceOf(_debtReserve) == 0
        ) flags |= Codes.VENUE_IS_CAPPED;
        if (_flashable() == 0) flags |= Codes.VENUE_NO_FLASH;
    }

    function _collateralSettings() private view returns (uint256) {
        return _pool.getConfiguration(address(_collateral)).data;
    }

    function _saturated(uint256 value) private pure returns (uint64) {
        return uint64(Math.min(value, Codes.SATURATED));
    }
}
