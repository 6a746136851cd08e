// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
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
import {LoopBooks} from "./LoopBooks.sol";
import {LoopExits} from "./LoopExits.sol";
import {LoopPolicy} from "./LoopPolicy.sol";
import {RiskId} from "./RiskId.sol";

/// @title A loop's position as it stands: collateral and WETH debt in Aave, its two values, and its risk.
/// @notice What is read and worked out of it is the advisor's.
abstract contract LoopPosition is BaseStrategy {
    using SafeERC20 for IERC20;

    struct Wiring {
        LoopAdvisors advisors;
        IAaveAddressesProvider lender;
        /// the rebasing token that is traded, and that wraps into the collateral share for share; zero where the collateral, which
        /// bears a rate, is traded itself
        IStETH steth;
        /// the vault's token is this, or the rebasing one
        IERC20 collateral;
        IWETH9 weth;
        ILoopPrices prices;
        IStethRoute route;
        IFlashLender flash;
        /// the market feed that the lender prices the collateral by; zero where it uses the exchange rate
        IChainlinkFeed lenderFeed;
        /// Lido's withdrawal queue; zero where there is none to leave through
        ILidoWithdrawalQueue queue;
        /// the lender's e-mode that the loop enters; 0 is none
        uint8 eMode;
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

    /// The token rounds each of an unwind's conversions and transfers by at most one unit.
    uint256 internal constant UNWIND_DUST = 4;

    IAaveAddressesProvider public immutable lender;
    IAavePool public immutable pool;
    IStETH public immutable steth;
    IERC20 public immutable collateral;
    IWETH9 public immutable weth;
    IERC20 public immutable aToken;
    IERC20 public immutable debtToken;
    ILoopPrices public immutable prices;
    IStethRoute public immutable route;
    IFlashLender public immutable flashLender;
    IChainlinkFeed public immutable lenderFeed;

    /// True where the vault's token is the rebasing one.
    bool private immutable _rebasing;

    LoopAdvisor public immutable advisor;
    /// The loop's place in Lido's queue; zero where it has none.
    LoopExits public immutable exits;

    LoopPolicy.Params internal _params;
    /// The depeg level remembered from the last action.
    uint8 public level;
    /// When the position last levered or delevered.
    uint64 public lastAction;
    /// When it last sold to delever.
    uint64 public lastSale;
    /// True while the strategist's rules hold the loop down: it does not lever.
    bool public held;

    error NotOfVault(address asset);

    constructor(IKeelVault vault_, Wiring memory w, Limits memory limits) BaseStrategy(vault_, _risksOf(w)) {
        (lender, pool) = (w.lender, IAavePool(w.lender.getPool()));
        (steth, collateral, weth) = (w.steth, w.collateral, w.weth);
        address asset = IERC4626(address(vault_)).asset();
        _rebasing = asset == address(w.steth);
        if (!_rebasing && asset != address(w.collateral)) revert NotOfVault(asset);
        (prices, route, flashLender, lenderFeed) = (w.prices, w.route, w.flash, w.lenderFeed);
        aToken = IERC20(pool.getReserveData(address(w.collateral)).aTokenAddress);
        IAavePool.ReserveData memory debt = pool.getReserveData(address(w.weth));
        debtToken = IERC20(debt.variableDebtTokenAddress);
        if (address(w.queue) != address(0)) exits = new LoopExits(w.queue, w.steth, w.weth);
        advisor = w.advisors.build(
            LoopBooks.Sources({
                lender: w.lender,
                pool: pool,
                weth: w.weth,
                steth: w.steth,
                collateral: w.collateral,
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
        if (w.eMode != 0) pool.setUserEMode(w.eMode);
    }

    function params() public view returns (LoopPolicy.Params memory) {
        return _params;
    }

    /// @inheritdoc IStrategy
    function entryUnits() external view returns (uint256) {
        return advisor.entryUnits();
    }

    /// @inheritdoc IStrategy
    /// @notice What waits in the queue counts at the market price, the haircut of its wait.
    function exitUnits() public view override returns (uint256) {
        return advisor.exitUnits();
    }

    /// @notice Ether that Lido's withdrawal queue owes the loop, wei, at what it is worth now.
    function queuedEther() external view returns (uint256) {
        return advisor.queuedEther();
    }

    /// @inheritdoc IStrategy
    function depositLimit() public view override returns (uint256) {
        return advisor.depositLimit(level, _params);
    }

    /// @inheritdoc IStrategy
    function withdrawLimit() public view override returns (uint256) {
        return advisor.withdrawLimit();
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
    function lenderRate() external view returns (uint256) {
        return advisor.lenderRate();
    }

    function _look() internal view returns (LoopPolicy.State memory s, LoopPolicy.Decision memory d) {
        return advisor.check(_past(), _params);
    }

    function _past() private view returns (LoopAdvisor.Past memory) {
        return LoopAdvisor.Past(level, lastAction, lastSale, held);
    }

    function _risksOf(Wiring memory w) private view returns (bytes32[] memory ids) {
        address[] memory venues = w.route.venues();
        uint256 rebasing = address(w.steth) == address(0) ? 0 : 1;
        ids = new bytes32[](4 + rebasing + venues.length);
        ids[0] = RiskId.token(address(w.collateral));
        ids[1] = RiskId.token(address(w.weth));
        ids[2] = RiskId.lender(w.lender.getPool());
        ids[3] = RiskId.oracle(w.lender.getPriceOracle());
        if (rebasing == 1) ids[4] = RiskId.token(address(w.steth));
        for (uint256 i = 0; i < venues.length; ++i) ids[4 + rebasing + i] = RiskId.venue(venues[i]);
    }

    /// @dev Units that lie here in the form that the route takes.
    function _looseUnits() internal view returns (uint256) {
        return
            address(steth) == address(0)
                ? collateral.balanceOf(address(this))
                : steth.sharesOf(address(this));
    }

    /// @dev Wraps whatever lies here of the rebasing token, but for a share that rounding may leave.
    function _wrapLoose() internal {
        if (address(steth) == address(0)) return;
        uint256 loose = steth.getPooledEthByShares(steth.sharesOf(address(this)));
        if (steth.getSharesByPooledEth(loose) > 0) IWstETH(address(collateral)).wrap(loose);
    }

    /// @dev Units that lie here once all of them are in the vault's form.
    function _gathered() internal returns (uint256) {
        if (_rebasing) return steth.sharesOf(address(this));
        _wrapLoose();
        return collateral.balanceOf(address(this));
    }

    /// @dev Sends as many units as {_gathered} counted, or fewer.
    function _sendHome(address to, uint256 units) internal {
        if (_rebasing) steth.transferShares(to, units);
        else collateral.safeTransfer(to, units);
    }
}
