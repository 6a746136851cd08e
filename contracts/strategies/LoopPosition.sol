// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAaveAddressesProvider} from "../interfaces/IAaveAddressesProvider.sol";
import {IAaveOracle} from "../interfaces/IAaveOracle.sol";
import {IAavePool} from "../interfaces/IAavePool.sol";
import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {IFlashLender} from "../interfaces/IFlashLender.sol";
import {IKeelPrices} from "../interfaces/IKeelPrices.sol";
import {IKeelVault} from "../interfaces/IKeelVault.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {IWETH9} from "../interfaces/IWETH9.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";
import {BaseStrategy} from "./BaseStrategy.sol";
import {LoopPolicy} from "./LoopPolicy.sol";
import {RiskId} from "./RiskId.sol";

/// @title A loop's position as it stands: wstETH collateral and WETH debt in Aave, its two values, and its risk.
/// @notice Only reads. A unit is a Lido share and one wstETH, so collateral needs no conversion.
abstract contract LoopPosition is BaseStrategy {
    struct Wiring {
        IAaveAddressesProvider lender;
        IStETH steth;
        IWstETH wsteth;
        IWETH9 weth;
        IKeelPrices prices;
        IStethRoute route;
        IFlashLender flash;
        /// the market feed that the lender prices the collateral by; zero where it uses the exchange rate
        IChainlinkFeed lenderFeed;
    }

    uint256 internal constant WAD = 1e18;
    /// Lido rounds each of an unwind's conversions and transfers by at most one unit.
    uint256 internal constant UNWIND_DUST = 4;

    IAaveAddressesProvider public immutable lender;
    IAavePool public immutable pool;
    IStETH public immutable steth;
    IWstETH public immutable wsteth;
    IWETH9 public immutable weth;
    IERC20 public immutable aToken;
    IERC20 public immutable debtToken;
    IKeelPrices public immutable prices;
    IStethRoute public immutable route;
    IFlashLender public immutable flashLender;
    IChainlinkFeed public immutable lenderFeed;

    LoopPolicy.Params internal _params;
    /// The depeg level remembered from the last action.
    uint8 public level;
    /// When the position last levered or delevered.
    uint64 public lastAction;

    constructor(IKeelVault vault_, Wiring memory w) BaseStrategy(vault_, _risksOf(w)) {
        (lender, pool) = (w.lender, IAavePool(w.lender.getPool()));
        (steth, wsteth, weth) = (w.steth, w.wsteth, w.weth);
        (prices, route, flashLender, lenderFeed) = (w.prices, w.route, w.flash, w.lenderFeed);
        aToken = IERC20(pool.getReserveData(address(w.wsteth)).aTokenAddress);
        debtToken = IERC20(pool.getReserveData(address(w.weth)).variableDebtTokenAddress);
    }

    function params() public view returns (LoopPolicy.Params memory) {
        return _params;
    }

    /// @inheritdoc IStrategy
    function entryUnits() public view returns (uint256) {
        (uint256 held, uint256 owed) = _heldAndOwed();
        return _less(held, owed == 0 ? 0 : steth.getSharesByPooledEth(owed) + 1);
    }

    /// @inheritdoc IStrategy
    function exitUnits() public view override returns (uint256) {
        (uint256 held, uint256 owed) = _heldAndOwed();
        if (owed == 0) return _less(held, UNWIND_DUST);
        uint256 cost = Math.max(owed, Math.mulDiv(owed, WAD, prices.read().peg, Math.Rounding.Ceil));
        try route.quoteSellFor(owed) returns (uint256 quoted) {
            cost = Math.max(cost, quoted);
        } catch (bytes memory reason) {
            // No sale covers the debt: the position is worth nothing to a leaver now, and idle funds stay reachable.
            if (bytes4(reason) == IStethRoute.RouteTooShallow.selector) return 0;
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
        return _less(held, steth.getSharesByPooledEth(cost) + UNWIND_DUST);
    }

    /// @inheritdoc IStrategy
    function entriesOpen() external view returns (bool) {
        LoopPolicy.State memory s = risk();
        return LoopPolicy.decide(s, params()).level < LoopPolicy.DEFEND && s.priceFlags == 0;
    }

    /// @notice Everything that the policy needs, as ratios, ages and codes.
    function risk() public view returns (LoopPolicy.State memory s) {
        IKeelPrices.Reading memory price = prices.read();
        s.level = level;
        s.peg = _saturated(price.peg / 1e9);
        s.marketAge = _saturated(price.marketAge);
        s.priceFlags = price.flags;
        s.sinceAction = _saturated(block.timestamp - lastAction);

        (uint256 collateral, uint256 debt, , uint256 threshold, uint256 ltv, ) = pool.getUserAccountData(
            address(this)
        );
        s.open = collateral > 0 ? 1 : 0;
        s.ltv = _ratio(debt, collateral);
        s.liquidationLtv = _saturated(threshold * 1e5);
        s.borrowLtv = _saturated(ltv * 1e5);

        uint256 lenderRate_ = lenderRate();
        s.lenderPeg = _ratio(lenderRate_, price.redemptionRate);
        if (lenderRate_ == 0) s.priceFlags |= LoopPolicy.FLAG_LENDER;
        if (address(lenderFeed) != address(0)) {
            (, , , uint256 updatedAt, ) = lenderFeed.latestRoundData();
            s.lenderAge = _saturated(block.timestamp > updatedAt ? block.timestamp - updatedAt : 0);
        }

        IAavePool.ReserveData memory debtReserve = pool.getReserveData(address(weth));
        s.venueFlags = _venueFlags(debtReserve);
        s.carry =
            int64(_saturated(price.stakingApr / 1e9)) -
            int64(_saturated(uint256(debtReserve.currentVariableBorrowRate) / 1e18));
    }

    /// @notice The action that the rules ask for now.
    function check() public view returns (LoopPolicy.Decision memory) {
        return LoopPolicy.decide(risk(), params());
    }

    /// @notice ETH per unit as the lender's oracle sees it, WAD; zero where it has no price.
    function lenderRate() public view returns (uint256) {
        IAaveOracle oracle = IAaveOracle(lender.getPriceOracle());
        uint256 debtPrice = oracle.getAssetPrice(address(weth));
        return debtPrice == 0 ? 0 : (oracle.getAssetPrice(address(wsteth)) * WAD) / debtPrice;
    }

    function _risksOf(Wiring memory w) private view returns (bytes32[] memory ids) {
        ids = new bytes32[](6);
        ids[0] = RiskId.token(address(w.steth));
        ids[1] = RiskId.token(address(w.wsteth));
        ids[2] = RiskId.token(address(w.weth));
        ids[3] = RiskId.lender(w.lender.getPool());
        ids[4] = RiskId.venue(address(w.route.pool()));
        ids[5] = RiskId.oracle(w.lender.getPriceOracle());
    }

    /// @return held units: collateral and what lies loose between two actions
    /// @return owed ETH: debt less loose WETH
    function _heldAndOwed() internal view returns (uint256 held, uint256 owed) {
        held =
            aToken.balanceOf(address(this)) +
            wsteth.balanceOf(address(this)) +
            steth.sharesOf(address(this));
        owed = _less(debtToken.balanceOf(address(this)), weth.balanceOf(address(this)));
    }

    /// @dev Bits of Aave's reserve configuration: 56 active, 57 frozen, 58 borrowing, 60 paused, 80–115 borrow cap,
    /// 116–151 supply cap, in whole tokens.
    function _venueFlags(IAavePool.ReserveData memory debtReserve) private view returns (uint8 flags) {
        uint256 borrowed = debtReserve.configuration.data;
        uint256 supplied = pool.getConfiguration(address(wsteth)).data;
        uint256 both = borrowed & supplied;
        uint256 either = borrowed | supplied;
        if (both & (1 << 56) == 0 || either & (1 << 57) != 0 || borrowed & (1 << 58) == 0) {
            flags = LoopPolicy.VENUE_FROZEN;
        }
        if (either & (1 << 60) != 0) flags |= LoopPolicy.VENUE_IS_PAUSED;
        uint256 borrowCap = ((borrowed >> 80) & 0xFFFFFFFFF) * WAD;
        uint256 supplyCap = ((supplied >> 116) & 0xFFFFFFFFF) * WAD;
        if (
            (borrowCap != 0 && debtToken.totalSupply() >= borrowCap) ||
            (supplyCap != 0 && aToken.totalSupply() >= supplyCap) ||
            weth.balanceOf(debtReserve.aTokenAddress) == 0
        ) flags |= LoopPolicy.VENUE_CAPPED;
        if (flashLender.available(address(weth)) == 0) flags |= LoopPolicy.VENUE_NO_FLASH;
    }

    function _ratio(uint256 numerator, uint256 denominator) internal pure returns (uint64) {
        if (numerator == 0) return 0;
        if (denominator == 0) return uint64(LoopPolicy.SATURATED);
        if (numerator / denominator >= 1000) return uint64(LoopPolicy.SATURATED);
        return uint64(Math.mulDiv(numerator, LoopPolicy.RATIO, denominator));
    }

    function _saturated(uint256 value) internal pure returns (uint64) {
        return uint64(Math.min(value, LoopPolicy.SATURATED));
    }

    function _less(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
