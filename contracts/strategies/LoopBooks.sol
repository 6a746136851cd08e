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
import {ILoopPrices} from "../interfaces/ILoopPrices.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {LoopExits} from "./LoopExits.sol";

/// @title A loop's books: what its account holds and owes, and its two values.
/// @notice A unit is a share of the collateral's protocol: one wstETH or Lido share, one weETH. Read on the loop's behalf; the twin of
/// the reading half of `strategies/leveraged-loop/position.ts`.
abstract contract LoopBooks {
    /// Where a loop's state is read.
    struct Sources {
        IAaveAddressesProvider lender;
        IAavePool pool;
        IERC20 weth;
        /// the rebasing token that wraps into the collateral, share for share; zero where the vault's token is the collateral itself
        IStETH steth;
        IERC20 collateral;
        IERC20 aToken;
        IERC20 debtToken;
        /// where the lender keeps the WETH that it can still lend
        address debtReserve;
        ILoopPrices prices;
        IFlashLender flash;
        IStethRoute route;
        /// the market feed that the lender prices the collateral by; zero where it uses the exchange rate
        IChainlinkFeed lenderFeed;
        /// the loop's place in Lido's queue; zero where it has none
        LoopExits exits;
        /// seconds that a request there is expected to wait
        uint256 queueWait;
        /// largest sale of one delever, stETH wei
        uint256 maxChunk;
        /// largest purchase of one lever, wei
        uint256 maxLever;
    }

    uint256 internal constant WAD = 1e18;
    /// The token rounds each of an unwind's conversions and transfers by at most one unit.
    uint256 internal constant UNWIND_DUST = 4;

    /// The loop that is read.
    address public immutable loop;
    IAaveAddressesProvider internal immutable _lender;
    IAavePool internal immutable _pool;
    IERC20 internal immutable _weth;
    IStETH private immutable _steth;
    IERC20 internal immutable _collateral;
    IERC20 internal immutable _aToken;
    IERC20 internal immutable _debtToken;
    ILoopPrices internal immutable _prices;
    IFlashLender internal immutable _flash;
    IStethRoute internal immutable _route;
    LoopExits internal immutable _exits;

    constructor(address loop_, Sources memory s) {
        (loop, _steth, _collateral) = (loop_, s.steth, s.collateral);
        (_lender, _pool, _prices, _flash) = (s.lender, s.pool, s.prices, s.flash);
        (_weth, _aToken, _debtToken, _route, _exits) = (s.weth, s.aToken, s.debtToken, s.route, s.exits);
    }

    /// @notice Units with the debt converted at redemptionRate; what waits in the queue is set against it.
    function entryUnits() external view returns (uint256) {
        (uint256 units, uint256 owed) = _unitsAndOwed();
        uint256 queued = queuedEther();
        if (queued >= owed) return units + (queued == 0 ? 0 : toUnits(queued - owed));
        return _less(units, toUnits(owed - queued) + 1);
    }

    /// @notice Units that a full unwind would return now, and what waits in the queue at the market price, the haircut of its wait:
    /// what someone would give for it now.
    function exitUnits() external view returns (uint256) {
        (uint256 units, uint256 cost) = _unwinding();
        uint256 queued = queuedEther();
        if (queued > 0) units += toUnits(Math.mulDiv(queued, Math.min(_price().peg, WAD), WAD));
        return _less(units, cost);
    }

    /// @notice Units that a full unwind would return in this block: all but what waits in the queue.
    function exitNow() public view returns (uint256) {
        (uint256 units, uint256 cost) = _unwinding();
        return _less(units, cost);
    }

    /// @notice Ether that the withdrawal queue owes the loop, wei, at what it is worth now.
    function queuedEther() public view returns (uint256) {
        return address(_exits) == address(0) ? 0 : _exits.worth();
    }

    /// @notice ETH per unit as the lender's oracle sees it, WAD; zero where it has no price.
    function lenderRate() public view returns (uint256) {
        IAaveOracle oracle = IAaveOracle(_lender.getPriceOracle());
        uint256 debtPrice = oracle.getAssetPrice(address(_weth));
        return debtPrice == 0 ? 0 : (oracle.getAssetPrice(address(_collateral)) * WAD) / debtPrice;
    }

    /// @return units that `eth` (wei) redeems for, floored as the token's own contract floors
    function toUnits(uint256 eth) public view returns (uint256 units) {
        if (address(_steth) != address(0)) return _steth.getSharesByPooledEth(eth);
        return Math.mulDiv(eth, WAD, _price().redemptionRate);
    }

    /// @return value of the collateral as the lender sees it, ETH wei
    function _collateralValue() internal view returns (uint256 value) {
        return Math.mulDiv(_supplied(), lenderRate(), WAD);
    }

    /// @return units of collateral at the lender
    function _supplied() internal view returns (uint256 units) {
        return _aToken.balanceOf(loop);
    }

    /// @return eth owed to the lender, wei
    function _debt() internal view returns (uint256 eth) {
        return _debtToken.balanceOf(loop);
    }

    /// @return eth that can be borrowed for one transaction, wei
    function _flashable() internal view returns (uint256 eth) {
        return _flash.available(address(_weth));
    }

    function _price() internal view returns (IKeelPrices.Reading memory) {
        return _prices.read();
    }

    /// @return units at hand: collateral and what lies loose between two actions
    /// @return cost units that repaying the debt takes: the worst of redemption, market and a sale at this size. Without bound
    /// where no sale covers it: then the position is worth nothing to a leaver now, and idle funds stay reachable.
    function _unwinding() private view returns (uint256 units, uint256 cost) {
        uint256 owed;
        (units, owed) = _unitsAndOwed();
        if (owed == 0) return (units, UNWIND_DUST);
        owed += _flash.fee(address(_weth), owed);
        cost = Math.max(owed, Math.mulDiv(owed, WAD, _price().peg, Math.Rounding.Ceil));
        try _route.quoteSellFor(owed) returns (uint256 quoted) {
            cost = Math.max(cost, quoted);
        } catch (bytes memory reason) {
            if (bytes4(reason) == IStethRoute.RouteTooShallow.selector) return (units, type(uint256).max);
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
        cost = toUnits(cost) + UNWIND_DUST;
    }

    /// @return units collateral and what lies loose between two actions
    /// @return owed ETH: debt less loose WETH
    function _unitsAndOwed() private view returns (uint256 units, uint256 owed) {
        units = _supplied() + _collateral.balanceOf(loop);
        if (address(_steth) != address(0)) units += _steth.sharesOf(loop);
        owed = _less(_debt(), _weth.balanceOf(loop));
    }

    function _less(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
