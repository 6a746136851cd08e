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
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {LoopPolicy} from "./LoopPolicy.sol";
import {LoopSale} from "./LoopSale.sol";

/// @title What a loop knows and what its rules want: it reads the loop's risk, asks the policy and plans sales.
/// @notice Built by the loop's own constructor, so that nobody can put another in its place; it only reads. Beside the loop
/// because one contract's code is limited to 24,576 bytes. The twin of `risk.ts` and `sale.ts` in `strategies/leveraged-loop`.
contract LoopAdvisor {
    /// Where a loop's state is read.
    struct Sources {
        IAaveAddressesProvider lender;
        IAavePool pool;
        IERC20 weth;
        IERC20 wsteth;
        IERC20 aToken;
        IERC20 debtToken;
        IKeelPrices prices;
        IFlashLender flash;
        IStethRoute route;
        /// the market feed that the lender prices the collateral by; zero where it uses the exchange rate
        IChainlinkFeed lenderFeed;
    }

    /// What a loop remembers between two actions.
    struct Past {
        /// the depeg level remembered from the last action
        uint8 level;
        /// when the position last levered or delevered
        uint64 lastAction;
    }

    uint256 private constant WAD = 1e18;

    /// The loop that is read.
    address public immutable loop;
    IAaveAddressesProvider private immutable _lender;
    IAavePool private immutable _pool;
    IERC20 private immutable _weth;
    IERC20 private immutable _wsteth;
    IERC20 private immutable _aToken;
    IERC20 private immutable _debtToken;
    IKeelPrices private immutable _prices;
    IFlashLender private immutable _flash;
    IStethRoute private immutable _route;
    IChainlinkFeed private immutable _lenderFeed;

    constructor(Sources memory s) {
        loop = msg.sender;
        (_lender, _pool, _prices, _flash) = (s.lender, s.pool, s.prices, s.flash);
        (_weth, _wsteth, _aToken, _debtToken) = (s.weth, s.wsteth, s.aToken, s.debtToken);
        (_route, _lenderFeed) = (s.route, s.lenderFeed);
    }

    /// @notice Everything that the policy needs, as ratios, ages and codes.
    function risk(Past memory past) public view returns (LoopPolicy.State memory s) {
        IKeelPrices.Reading memory price = _prices.read();
        s.level = past.level;
        s.peg = _saturated(price.peg / 1e9);
        s.marketAge = _saturated(price.marketAge);
        s.priceFlags = price.flags;
        s.sinceAction = _saturated(block.timestamp - past.lastAction);

        (uint256 collateral, uint256 debt, , uint256 threshold, uint256 ltv, ) = _pool.getUserAccountData(
            loop
        );
        s.open = collateral > 0 ? 1 : 0;
        s.ltv = _ratio(debt, collateral);
        s.liquidationLtv = _saturated(threshold * 1e5);
        s.borrowLtv = _saturated(ltv * 1e5);

        uint256 rate = lenderRate();
        s.lenderPeg = _ratio(rate, price.redemptionRate);
        if (rate == 0) s.priceFlags |= LoopPolicy.FLAG_LENDER;
        if (address(_lenderFeed) != address(0)) {
            (, , , uint256 updatedAt, ) = _lenderFeed.latestRoundData();
            s.lenderAge = _saturated(block.timestamp > updatedAt ? block.timestamp - updatedAt : 0);
        }

        IAavePool.ReserveData memory debtReserve = _pool.getReserveData(address(_weth));
        s.venueFlags = _venueFlags(debtReserve);
        s.carry =
            int64(_saturated(price.stakingApr / 1e9)) -
            int64(_saturated(uint256(debtReserve.currentVariableBorrowRate) / 1e18));
    }

    /// @notice The risk, and the action that the rules ask for in it.
    function check(
        Past calldata past,
        LoopPolicy.Params calldata params
    ) external view returns (LoopPolicy.State memory s, LoopPolicy.Decision memory d) {
        s = risk(past);
        d = LoopPolicy.decide(s, params);
    }

    /// @notice The number of the rule that `params` break, as {LoopPolicy-unsound} has it, for the lender's threshold as it is.
    function unsound(LoopPolicy.Params calldata params) external view returns (uint256 rule) {
        return LoopPolicy.unsound(params, ((_collateralSettings() >> 16) & 0xFFFF) * 1e5);
    }

    /// @notice LTV now, and the band's upper edge at `level`; both scaled 1e9.
    function ltvAndHigh(
        uint8 level,
        LoopPolicy.Params calldata params
    ) external view returns (uint256 ltv, uint256 high) {
        (uint256 collateral, uint256 debt, , uint256 threshold, , ) = _pool.getUserAccountData(loop);
        ltv = _ratio(debt, collateral);
        (, , high, ) = LoopPolicy.bands(threshold * 1e5, level, params);
    }

    /// @notice The sale that brings LTV to `target`, as {LoopSale-plan} has it.
    /// @param chunk the most stETH that is sold, wei
    function planSale(
        uint256 target,
        uint256 floor,
        uint256 lenderPeg,
        uint256 chunk
    ) external view returns (uint256 sold, uint256 repaid) {
        return
            LoopSale.plan(
                LoopSale.Order({
                    route: _route,
                    collateralValue: Math.mulDiv(_aToken.balanceOf(loop), lenderRate(), WAD),
                    debt: _debtToken.balanceOf(loop),
                    target: target,
                    lenderPeg: lenderPeg,
                    floor: floor,
                    chunk: chunk
                })
            );
    }

    /// @notice The least ETH per stETH (WAD) that a delever may sell at, as {LoopSale-floorAt} has it.
    function saleFloor(
        LoopPolicy.State calldata s,
        uint8 urgency,
        uint256 maxMarketAge,
        uint256 toleranceBps
    ) external view returns (uint256) {
        uint256 bonus = (_collateralSettings() >> 32) & 0xFFFF;
        return LoopSale.floorAt(s, urgency, maxMarketAge, toleranceBps, bonus);
    }

    /// @notice ETH per unit as the lender's oracle sees it, WAD; zero where it has no price.
    function lenderRate() public view returns (uint256) {
        IAaveOracle oracle = IAaveOracle(_lender.getPriceOracle());
        uint256 debtPrice = oracle.getAssetPrice(address(_weth));
        return debtPrice == 0 ? 0 : (oracle.getAssetPrice(address(_wsteth)) * WAD) / debtPrice;
    }

    /// @dev numerator / denominator scaled 1e9, floored, saturated.
    function _ratio(uint256 numerator, uint256 denominator) private pure returns (uint64) {
        if (numerator == 0) return 0;
        if (denominator == 0) return uint64(LoopPolicy.SATURATED);
        if (numerator / denominator >= 1000) return uint64(LoopPolicy.SATURATED);
        return uint64(Math.mulDiv(numerator, LoopPolicy.RATIO, denominator));
    }

    /// @dev Bits of Aave's reserve configuration: 56 active, 57 frozen, 58 borrowing, 60 paused, 80–115 borrow cap,
    /// 116–151 supply cap, in whole tokens.
    function _venueFlags(IAavePool.ReserveData memory debtReserve) private view returns (uint8 flags) {
        uint256 borrowed = debtReserve.configuration.data;
        uint256 supplied = _collateralSettings();
        uint256 both = borrowed & supplied;
        uint256 either = borrowed | supplied;
        if (both & (1 << 56) == 0 || either & (1 << 57) != 0 || borrowed & (1 << 58) == 0) {
            flags = LoopPolicy.VENUE_FROZEN;
        }
        if (either & (1 << 60) != 0) flags |= LoopPolicy.VENUE_IS_PAUSED;
        uint256 borrowCap = ((borrowed >> 80) & 0xFFFFFFFFF) * WAD;
        uint256 supplyCap = ((supplied >> 116) & 0xFFFFFFFFF) * WAD;
        if (
            (borrowCap != 0 && _debtToken.totalSupply() >= borrowCap) ||
            (supplyCap != 0 && _aToken.totalSupply() >= supplyCap) ||
            _weth.balanceOf(debtReserve.aTokenAddress) == 0
        ) flags |= LoopPolicy.VENUE_CAPPED;
        if (_flash.available(address(_weth)) == 0) flags |= LoopPolicy.VENUE_NO_FLASH;
    }

    /// @dev Bits of the reserve's configuration: 16–31 the liquidation threshold, 32–47 the bonus (10750 is 7.5%), basis points.
    function _collateralSettings() private view returns (uint256) {
        return _pool.getConfiguration(address(_wsteth)).data;
    }

    function _saturated(uint256 value) private pure returns (uint64) {
        return uint64(Math.min(value, LoopPolicy.SATURATED));
    }
}
