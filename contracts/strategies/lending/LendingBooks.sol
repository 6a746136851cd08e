// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAaveAddressesProvider} from "../../interfaces/IAaveAddressesProvider.sol";
import {IAaveOracle} from "../../interfaces/IAaveOracle.sol";
import {IAavePool} from "../../interfaces/IAavePool.sol";
import {IFlashLender} from "../../interfaces/IFlashLender.sol";
import {IKeelPrices} from "../../interfaces/IKeelPrices.sol";
import {IStableRoute} from "../../interfaces/IStableRoute.sol";
import {IStETH} from "../../interfaces/IStETH.sol";
import {IStethRoute} from "../../interfaces/IStethRoute.sol";
import {LendingWiring} from "./LendingWiring.sol";

/// @title A lending position's books: what it holds and owes, its two values, and what can be put in and taken out now.
/// @notice Only reads. A unit is a Lido share and one wstETH, so collateral needs no conversion. What the loan has earned counts
/// at entry, and at exit only once a harvest has made it collateral. What the venue does not pay out now is bought, at exit
/// value, by a sale of collateral: a leaver who will not wait for the venue's liquidity pays for that.
/// The twin of `strategies/lending/books.ts`.
abstract contract LendingBooks {
    struct Position {
        /// wstETH supplied
        uint256 collateral;
        /// units: collateral and what lies loose between two actions
        uint256 held;
        uint256 debt;
        /// borrowed asset outside the venue
        uint256 loose;
        /// borrowed asset in the venue, by the worth of its shares
        uint256 placed;
        /// of that, what the venue pays out now
        uint256 liquid;
    }

    uint256 internal constant WAD = 1e18;
    /// Lido rounds each of an unwind's conversions and transfers by at most one unit.
    uint256 internal constant UNWIND_DUST = 4;
    /// The borrowed asset's own units: the lender takes up to two less for each of two repayments, and leaves two of dust loose.
    uint256 private constant REPAYMENTS_DUST = 6;

    /// The strategy whose books these are.
    address public immutable strategy;
    IAaveAddressesProvider internal immutable _lender;
    IAavePool public immutable pool;
    IStETH internal immutable _steth;
    IERC20 internal immutable _wsteth;
    IERC20 internal immutable _weth;
    IERC20 internal immutable _stable;
    IERC20 public immutable aToken;
    IERC20 public immutable debtToken;
    /// Where the lender keeps what it can still lend of the borrowed asset.
    address internal immutable _stableReserve;
    /// One whole borrowed asset in its own units.
    uint256 public immutable stableUnit;
    IERC4626 internal immutable _venue;
    IKeelPrices internal immutable _prices;
    IStethRoute internal immutable _route;
    IStableRoute internal immutable _stableRoute;
    IFlashLender internal immutable _flash;

    constructor(address strategy_, LendingWiring memory w) {
        strategy = strategy_;
        (_lender, pool) = (w.lender, IAavePool(w.lender.getPool()));
        (_steth, _wsteth, _weth, _stable) = (w.steth, w.wsteth, w.weth, w.stable);
        IAavePool.ReserveData memory debt = pool.getReserveData(address(w.stable));
        aToken = IERC20(pool.getReserveData(address(w.wsteth)).aTokenAddress);
        (debtToken, _stableReserve) = (IERC20(debt.variableDebtTokenAddress), debt.aTokenAddress);
        stableUnit = 10 ** IERC20Metadata(address(w.stable)).decimals();
        (_venue, _prices, _flash) = (w.venue, w.prices, w.flash);
        (_route, _stableRoute) = (w.route, w.stableRoute);
    }

    function position() public view returns (Position memory p) {
        p.collateral = aToken.balanceOf(strategy);
        p.held = p.collateral + _wsteth.balanceOf(strategy) + _steth.sharesOf(strategy);
        p.debt = debtToken.balanceOf(strategy);
        p.loose = _stable.balanceOf(strategy);
        if (address(_venue) == address(0)) return p;
        p.placed = _venue.convertToAssets(_venue.balanceOf(strategy));
        p.liquid = Math.min(_venue.maxWithdraw(strategy), p.placed);
    }

    /// @notice Units with the debt that is not covered converted at redemptionRate, and with what the loan has earned.
    function entryUnits() external view returns (uint256) {
        Position memory p = position();
        uint256 covered = p.loose + p.placed;
        if (covered >= p.debt) {
            return p.held + _steth.getSharesByPooledEth(inEther(covered - p.debt, Math.Rounding.Floor));
        }
        return _less(p.held, _steth.getSharesByPooledEth(inEther(p.debt - covered, Math.Rounding.Ceil)) + 1);
    }

    /// @notice Units that a full unwind would return now. Zero where no sale covers what the venue does not pay.
    function exitUnits() public view returns (uint256) {
        Position memory p = position();
        uint256 owed = p.debt == 0 ? 0 : _less(p.debt + REPAYMENTS_DUST, p.loose + p.liquid);
        if (owed == 0) return _less(p.held, UNWIND_DUST);
        uint256 atLender = inEther(owed, Math.Rounding.Ceil);
        uint256 cost = Math.max(atLender, Math.mulDiv(atLender, WAD, _prices.read().peg, Math.Rounding.Ceil));
        try this.quoteRepayment(owed) returns (uint256, uint256 sold) {
            cost = Math.max(cost, sold);
        } catch (bytes memory reason) {
            // No sale covers the debt: the position is worth nothing to a leaver now, and idle funds stay reachable.
            if (bytes4(reason) == IStableRoute.RouteTooShallow.selector) return 0;
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
        return _less(p.held, _steth.getSharesByPooledEth(cost) + UNWIND_DUST);
    }

    /// @notice What buying `owed` of the borrowed asset costs now: WETH to borrow in a flash, and stETH to sell for it. Refused with
    /// {IStableRoute-RouteTooShallow} where it costs more than all the collateral redeems for.
    function quoteRepayment(uint256 owed) public view returns (uint256 wethIn, uint256 sold) {
        wethIn = _stableRoute.quoteBuyFor(owed);
        uint256 most = _steth.getPooledEthByShares(aToken.balanceOf(strategy));
        if (wethIn > most) revert IStableRoute.RouteTooShallow(owed, wethIn, most);
        sold = _route.quoteSellFor(wethIn);
    }

    /// @notice Units that the lender's collateral reserve still takes.
    function room() external view returns (uint256) {
        uint256 settings = _settings(_wsteth);
        if (settings & _ACTIVE == 0 || settings & (_FROZEN | _PAUSED) != 0) return 0;
        uint256 cap = ((settings >> 116) & 0xFFFFFFFFF) * WAD;
        return cap == 0 ? type(uint256).max : _less(cap, aToken.totalSupply());
    }

    /// @notice Units at exit value that can be taken out now: what lender and flash lender leave of the exit value.
    function withdrawLimit() external view returns (uint256 units) {
        Position memory p = position();
        uint256 paused = _settings(_wsteth) | (p.debt == 0 ? 0 : _settings(_stable));
        if (paused & _PAUSED != 0) return 0;
        units = exitUnits();
        if (units == 0) return 0;
        uint256 lendable = _wsteth.balanceOf(address(aToken));
        if (lendable < p.collateral) units = Math.mulDiv(units, lendable, p.collateral);
        uint256 owed = _less(p.debt, p.loose + p.liquid);
        if (owed == 0) return units;
        (uint256 wethIn, ) = quoteRepayment(owed);
        uint256 available = _flash.available(address(_weth));
        if (available < wethIn) units = Math.mulDiv(units, available, wethIn);
    }

    /// @notice ETH per unit as the lender's oracle sees it, WAD; zero where it has no price.
    function lenderRate() public view returns (uint256) {
        return _inWeth(address(_wsteth));
    }

    /// @notice ETH per whole borrowed asset as the lender's oracle sees it, WAD; zero where it has no price.
    function stableRate() public view returns (uint256) {
        return _inWeth(address(_stable));
    }

    /// @notice An amount of the borrowed asset in ETH at the lender's price.
    function inEther(uint256 amount, Math.Rounding rounding) public view returns (uint256) {
        return Math.mulDiv(amount, stableRate(), stableUnit, rounding);
    }

    // Bits of Aave's reserve configuration.
    uint256 internal constant _ACTIVE = 1 << 56;
    uint256 internal constant _FROZEN = 1 << 57;
    uint256 internal constant _BORROWING = 1 << 58;
    uint256 internal constant _PAUSED = 1 << 60;

    function _settings(IERC20 asset) internal view returns (uint256) {
        return pool.getConfiguration(address(asset)).data;
    }

    function _inWeth(address asset) private view returns (uint256) {
        IAaveOracle oracle = IAaveOracle(_lender.getPriceOracle());
        uint256 wethPrice = oracle.getAssetPrice(address(_weth));
        return wethPrice == 0 ? 0 : (oracle.getAssetPrice(asset) * WAD) / wethPrice;
    }

    function _less(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
