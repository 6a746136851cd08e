// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAaveAddressesProvider} from "../interfaces/IAaveAddressesProvider.sol";
import {IAavePool} from "../interfaces/IAavePool.sol";
import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {IFlashLender} from "../interfaces/IFlashLender.sol";
import {IKeelVault} from "../interfaces/IKeelVault.sol";
import {ILidoWithdrawalQueue} from "../interfaces/ILidoWithdrawalQueue.sol";
import {ILoopPrices} from "../interfaces/ILoopPrices.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {IWETH9} from "../interfaces/IWETH9.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";
import {BaseStrategy} from "./BaseStrategy.sol";
import {LoopAdvisor} from "./LoopAdvisor.sol";
import {LoopAdvisors} from "./LoopAdvisors.sol";
import {LoopExits} from "./LoopExits.sol";
import {LoopPolicy} from "./LoopPolicy.sol";
import {RiskId} from "./RiskId.sol";

/// @title A loop's position as it stands: wstETH collateral and WETH debt in Aave, its two values, and its risk.
/// @notice Only reads. A unit is a Lido share and one wstETH, so collateral needs no conversion.
abstract contract LoopPosition is BaseStrategy {
    struct Wiring {
        LoopAdvisors advisors;
        IAaveAddressesProvider lender;
        IStETH steth;
        IWstETH wsteth;
        IWETH9 weth;
        ILoopPrices prices;
        IStethRoute route;
        IFlashLender flash;
        /// the market feed that the lender prices the collateral by; zero where it uses the exchange rate
        IChainlinkFeed lenderFeed;
        /// Lido's withdrawal queue; zero where there is none to leave through
        ILidoWithdrawalQueue queue;
    }

    /// How much one action does at most, and at what price.
    struct Limits {
        /// largest sale of one delever in stETH wei, unless past the ripcord line
        uint256 maxChunk;
        /// largest purchase of one lever, wei
        uint256 maxLever;
        /// how far below the market price a sale may fall, basis points
        uint256 toleranceBps;
        /// seconds that a request in the withdrawal queue is expected to wait, unless the queue is seen to be slower
        uint256 queueWait;
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
    ILoopPrices public immutable prices;
    IStethRoute public immutable route;
    IFlashLender public immutable flashLender;
    IChainlinkFeed public immutable lenderFeed;

    LoopAdvisor public immutable advisor;
    /// The loop's place in Lido's queue; zero where it has none.
    LoopExits public immutable exits;

    LoopPolicy.Params internal _params;
    /// The depeg level remembered from the last action.
    uint8 public level;
    /// When the position last levered or delevered.
    uint64 public lastAction;
    /// True while the strategist's rules hold the loop down: it does not lever.
    bool public held;

    constructor(IKeelVault vault_, Wiring memory w, Limits memory limits) BaseStrategy(vault_, _risksOf(w)) {
        (lender, pool) = (w.lender, IAavePool(w.lender.getPool()));
        (steth, wsteth, weth) = (w.steth, w.wsteth, w.weth);
        (prices, route, flashLender, lenderFeed) = (w.prices, w.route, w.flash, w.lenderFeed);
        aToken = IERC20(pool.getReserveData(address(w.wsteth)).aTokenAddress);
        IAavePool.ReserveData memory debt = pool.getReserveData(address(w.weth));
        debtToken = IERC20(debt.variableDebtTokenAddress);
        if (address(w.queue) != address(0)) exits = new LoopExits(w.queue, w.steth, w.weth);
        advisor = w.advisors.build(
            LoopAdvisor.Sources({
                lender: w.lender,
                pool: pool,
                weth: w.weth,
                wsteth: w.wsteth,
                aToken: aToken,
                debtToken: debtToken,
                debtReserve: debt.aTokenAddress,
                prices: w.prices,
                flash: w.flash,
                route: w.route,
                lenderFeed: w.lenderFeed,
                exits: exits,
                queueWait: limits.queueWait,
                maxChunk: limits.maxChunk,
                maxLever: limits.maxLever
            })
        );
    }

    function params() public view returns (LoopPolicy.Params memory) {
        return _params;
    }

    /// @inheritdoc IStrategy
    function entryUnits() public view returns (uint256) {
        (uint256 units, uint256 owed) = _unitsAndOwed();
        uint256 queued = queuedEther();
        if (queued >= owed) return units + (queued == 0 ? 0 : steth.getSharesByPooledEth(queued - owed));
        return _less(units, steth.getSharesByPooledEth(owed - queued) + 1);
    }

    /// @inheritdoc IStrategy
    /// @notice What waits in the queue counts at the market price, the haircut of its wait: what someone would give for it now.
    function exitUnits() public view override returns (uint256) {
        (uint256 units, uint256 cost) = _unwinding();
        uint256 queued = queuedEther();
        if (queued > 0) {
            uint256 discounted = Math.mulDiv(queued, Math.min(prices.read().peg, WAD), WAD);
            units += steth.getSharesByPooledEth(discounted);
        }
        return _less(units, cost);
    }

    /// @notice Ether that Lido's withdrawal queue owes the loop, wei, at what it is worth now.
    function queuedEther() public view returns (uint256) {
        return address(exits) == address(0) ? 0 : exits.worth();
    }

    /// @dev Units that a full unwind would return in this block: all but what waits in the queue.
    function _exitNow() internal view returns (uint256) {
        (uint256 units, uint256 cost) = _unwinding();
        return _less(units, cost);
    }

    /// @return units at hand: collateral and what lies loose between two actions
    /// @return cost units that repaying the debt takes: the worst of redemption, market and a sale at this size. Without bound
    /// where no sale covers it: then the position is worth nothing to a leaver now, and idle funds stay reachable.
    function _unwinding() private view returns (uint256 units, uint256 cost) {
        uint256 owed;
        (units, owed) = _unitsAndOwed();
        if (owed == 0) return (units, UNWIND_DUST);
        owed += flashLender.fee(address(weth), owed);
        cost = Math.max(owed, Math.mulDiv(owed, WAD, prices.read().peg, Math.Rounding.Ceil));
        try route.quoteSellFor(owed) returns (uint256 quoted) {
            cost = Math.max(cost, quoted);
        } catch (bytes memory reason) {
            if (bytes4(reason) == IStethRoute.RouteTooShallow.selector) return (units, type(uint256).max);
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
        cost = steth.getSharesByPooledEth(cost) + UNWIND_DUST;
    }

    /// @inheritdoc IStrategy
    function depositLimit() public view override returns (uint256) {
        return advisor.depositLimit(level, _params);
    }

    /// @inheritdoc IStrategy
    function withdrawLimit() public view override returns (uint256) {
        return advisor.withdrawLimit(_exitNow());
    }

    /// @inheritdoc IStrategy
    function entriesOpen() external view returns (bool) {
        return advisor.entriesOpen(level, _params);
    }

    /// @notice Everything that the policy needs, as ratios, ages and codes.
    function risk() public view returns (LoopPolicy.State memory s) {
        return advisor.risk(_past(), _params.targetLtv);
    }

    /// @notice The action that the rules ask for now.
    function check() public view returns (LoopPolicy.Decision memory d) {
        (, d) = _look();
    }

    /// @notice ETH per unit as the lender's oracle sees it, WAD; zero where it has no price.
    function lenderRate() public view returns (uint256) {
        return advisor.lenderRate();
    }

    function _look() internal view returns (LoopPolicy.State memory s, LoopPolicy.Decision memory d) {
        return advisor.check(_past(), _params);
    }

    function _past() private view returns (LoopAdvisor.Past memory) {
        return LoopAdvisor.Past(level, lastAction, held);
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

    /// @return units collateral and what lies loose between two actions
    /// @return owed ETH: debt less loose WETH
    function _unitsAndOwed() internal view returns (uint256 units, uint256 owed) {
        units =
            aToken.balanceOf(address(this)) +
            wsteth.balanceOf(address(this)) +
            steth.sharesOf(address(this));
        owed = _less(debtToken.balanceOf(address(this)), weth.balanceOf(address(this)));
    }

    function _less(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
