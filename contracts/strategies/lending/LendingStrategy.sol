// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAavePool} from "../../interfaces/IAavePool.sol";
import {IFlashBorrower, IFlashLender} from "../../interfaces/IFlashLender.sol";
import {IKeelVault} from "../../interfaces/IKeelVault.sol";
import {IStableRoute} from "../../interfaces/IStableRoute.sol";
import {IStethRoute} from "../../interfaces/IStethRoute.sol";
import {IStrategy} from "../../interfaces/IStrategy.sol";
import {IWETH9} from "../../interfaces/IWETH9.sol";
import {BaseStrategy} from "../BaseStrategy.sol";
import {Codes} from "../Codes.sol";
import {LidoUnits} from "../LidoUnits.sol";
import {Rescue} from "../Rescue.sol";
import {RiskId} from "../RiskId.sol";
import {LendingAdvisor} from "./LendingAdvisor.sol";
import {LendingBooks} from "./LendingBooks.sol";
import {LendingErrors} from "./LendingErrors.sol";
import {LendingPolicy} from "./LendingPolicy.sol";
import {LendingWiring} from "./LendingWiring.sol";
import {VenueYield} from "./VenueYield.sol";

/// @title Lending collateral: wstETH supplied to Aave, a stable asset borrowed against it and placed in an ERC-4626 venue.
/// @notice The vault moves stETH or wstETH in and takes slices out; a keeper executes what {check} asks for and nothing else. A loan is
/// repaid from the venue first, at no price; what the venue does not pay is bought by selling collateral in one flash loan, no
/// lower than the floor. With a target LTV of 0 it only supplies.
contract LendingStrategy is LidoUnits, Rescue, IFlashBorrower, LendingErrors {
    using SafeERC20 for IERC20;

    uint256 private constant VARIABLE_RATE = 2;
    uint256 private constant BPS = 10_000;
    uint256 private constant WAD = 1e18;
    /// Lido rounds each of an unwind's conversions and transfers by at most one unit.
    uint256 private constant UNWIND_DUST = 4;
    /// The lender rounds each repayment by at most one of the borrowed asset's own units; no market trades so little.
    uint256 private constant REPAY_DUST = 2;

    IAavePool public immutable pool;
    IWETH9 public immutable weth;
    IERC20 public immutable stable;
    IERC20 public immutable aToken;
    IERC20 public immutable debtToken;
    IERC4626 public immutable venue;
    VenueYield public immutable yield;
    IStethRoute public immutable route;
    IStableRoute public immutable stableRoute;
    IFlashLender public immutable flashLender;
    LendingAdvisor public immutable advisor;

    /// Largest sale of one action in stETH wei, unless past the ripcord line.
    uint256 public immutable maxChunk;
    /// How far below the market price a sale may fall, basis points.
    uint256 public immutable toleranceBps;

    LendingPolicy.Params private _params;
    /// The depeg level remembered from the last action.
    uint8 public level;
    /// When the position last borrowed, repaid, unwound or harvested.
    uint64 public lastAction;
    /// When collateral was last sold for a repayment.
    uint64 public lastSale;
    /// True while a flash loan is under way; transient, so that the callback answers nobody else.
    bool private transient _repaying;

    event ParamsSet(LendingPolicy.Params params);
    event Deposited(uint256 units);
    event Borrowed(uint256 amount, uint256 placed);
    event Repaid(uint256 fromVenue, uint256 bought, uint256 sold);
    event Harvested(uint256 amount, uint256 units);
    event Executed(uint8 action, uint8 reason, uint256 ltvBefore, uint256 ltvAfter);
    event Withdrawn(uint256 units, uint256 realised, uint256 sold, uint256 repaid);
    event LevelChanged(uint8 level);
    event Ripcord(address indexed payer, uint256 repaid, uint256 units);

    constructor(
        IKeelVault vault_,
        LendingWiring memory w,
        LendingPolicy.Params memory params_,
        uint256 maxChunk_,
        uint256 toleranceBps_
    ) BaseStrategy(vault_, _risksOf(w)) LidoUnits(w.steth, w.wsteth) {
        (weth, stable) = (w.weth, w.stable);
        (venue, yield) = (w.venue, w.yield);
        (route, stableRoute, flashLender) = (w.route, w.stableRoute, w.flash);
        (maxChunk, toleranceBps) = (maxChunk_, toleranceBps_);
        advisor = w.advisors.build(w);
        (pool, aToken, debtToken) = (advisor.pool(), advisor.aToken(), advisor.debtToken());
        _setParams(params_);
        w.steth.approve(address(w.route), type(uint256).max);
        IERC20(address(w.wsteth)).approve(address(pool), type(uint256).max);
        if (address(w.venue) == address(0)) return;
        w.stable.forceApprove(address(pool), type(uint256).max);
        w.stable.forceApprove(address(w.venue), type(uint256).max);
        w.stable.forceApprove(address(w.stableRoute), type(uint256).max);
        w.weth.approve(address(w.stableRoute), type(uint256).max);
    }

    /// @dev ETH comes only from unwrapping WETH and from the route's sales.
    receive() external payable {
        if (msg.sender != address(weth) && msg.sender != address(route)) revert UnexpectedCall(msg.sender);
    }

    // ------------------------------------------------------------------ what it is worth, and what it wants

    function params() external view returns (LendingPolicy.Params memory) {
        return _params;
    }

    /// @inheritdoc IStrategy
    function entryUnits() external view returns (uint256) {
        return advisor.entryUnits();
    }

    /// @inheritdoc IStrategy
    function exitUnits() public view override returns (uint256) {
        return advisor.exitUnits();
    }

    /// @inheritdoc IStrategy
    function entriesOpen() external view returns (bool) {
        (LendingPolicy.State memory s, LendingPolicy.Decision memory d) = _look();
        return d.level < Codes.DEFEND && s.priceFlags == 0 && s.venueRate >= _params.minVenueRate;
    }

    /// @inheritdoc IStrategy
    function depositLimit() public view override returns (uint256) {
        (LendingPolicy.State memory s, LendingPolicy.Decision memory d) = _look();
        return d.level >= Codes.WATCH || s.priceFlags != 0 ? 0 : advisor.room();
    }

    /// @inheritdoc IStrategy
    function withdrawLimit() public view override returns (uint256) {
        return advisor.withdrawLimit();
    }

    /// @notice Everything that the policy needs, as ratios, ages and codes.
    function risk() public view returns (LendingPolicy.State memory s) {
        return advisor.risk(_past());
    }

    /// @notice The action that the rules ask for now.
    function check() public view returns (LendingPolicy.Decision memory d) {
        (, d) = _look();
    }

    /// @notice The least ETH per stETH (WAD) that collateral may be sold at, as {LendingAdvisor-saleFloor} has it.
    function saleFloor(uint8 urgency) public view returns (uint256) {
        return advisor.saleFloor(_past(), urgency, _params.maxMarketAge, toleranceBps);
    }

    // ------------------------------------------------------------------ what the vault does

    /// @notice New bands, refused with {UnsoundParams} where they could be liquidated by a 3% move of the lender's price. Only the
    /// vault, whose timelock they waited for.
    function setParams(LendingPolicy.Params calldata params_) external onlyVault {
        _setParams(params_);
    }

    /// @inheritdoc IStrategy
    function deposit(uint256 units) external onlyVault nonReentrant {
        _observe();
        _supplyLoose();
        emit Deposited(units);
    }

    /// @inheritdoc IStrategy
    function withdraw(
        uint256 units,
        uint256 minUnits
    ) external onlyVault nonReentrant returns (uint256 realised) {
        return _withdraw(units, minUnits, 0);
    }

    /// @inheritdoc IStrategy
    function withdrawAtFloor(
        uint256 units,
        uint256 minUnits
    ) external onlyVault nonReentrant returns (uint256 realised) {
        return _withdraw(units, minUnits, saleFloor(Codes.REBALANCE));
    }

    // ------------------------------------------------------------------ what the keeper does, and anyone

    /// @notice Does what {check} asks for, or less: a borrow to at most its target, a repayment to at least it.
    /// @param action as {check} names it, or the call reverts with {NotAsked}
    /// @param target LTV, 1e9; of no effect where all is unwound or the surplus harvested
    /// @param floor the least that the keeper lets a sale fetch, WAD: ETH per stETH, or ETH per whole borrowed asset in a harvest;
    /// the rules' own floor binds as well
    function execute(uint8 action, uint64 target, uint256 floor) external onlyKeeper nonReentrant {
        uint256 worth = this.entryUnits();
        (LendingPolicy.State memory s, LendingPolicy.Decision memory d) = _look();
        if (action != d.action || action == Codes.HOLD) revert NotAsked(action, d.action, d.reason);
        if (level != d.level) {
            level = d.level;
            emit LevelChanged(d.level);
        }
        if (action == Codes.MARK) return;

        _observe();
        lastAction = uint64(block.timestamp);
        if (action == Codes.BORROW) {
            if (target > d.target) revert TargetBeyond(target, d.target);
            _borrow(target);
        } else if (action == Codes.HARVEST) {
            _harvest(floor);
        } else {
            if (target < d.target) revert TargetBeyond(target, d.target);
            floor = Math.max(floor, saleFloor(d.urgency));
            uint256 chunk = d.urgency == Codes.RESCUE ? type(uint256).max : _chunk(s.sinceSale);
            if (action == Codes.REPAY) _repayTo(target, floor, s.lenderPeg, chunk);
            else _leave(floor, s.lenderPeg, chunk);
        }
        _chargeLoss(worth, d.urgency);
        emit Executed(action, d.reason, s.ltv, _ltvWithin(s.ltv));
    }

    /// @notice Past the ripcord line anyone may repay part of the loan and take collateral for it, at the lender's prices and with a
    /// discount that grows with depth, never above the lender's liquidation bonus. It trades in no pool.
    /// @param repay most of the borrowed asset that the caller pays; only what brings LTV to the target is taken
    /// @param minUnits the least wstETH that the caller takes for it
    /// @return repaid what was taken
    /// @return units wstETH sent
    function ripcord(
        uint256 repay,
        uint256 minUnits
    ) external nonReentrant returns (uint256 repaid, uint256 units) {
        (uint256 most, uint256 unitsPerStable) = advisor.auction(_past(), _params);
        uint256 before = _ltvWithin(type(uint256).max);
        repaid = Math.min(repay, most);
        units = Math.mulDiv(repaid, unitsPerStable, _stableUnit());
        if (units < minUnits || units == 0) revert TooLittleCollateral(units, minUnits);
        stable.safeTransferFrom(msg.sender, address(this), repaid);
        _repay(repaid);
        pool.withdraw(address(wsteth), units, msg.sender);
        _ltvWithin(before - 1);
        emit Ripcord(msg.sender, repaid, units);
    }

    /// @notice Stops a stranger's gift of another asset from counting as collateral: nobody could withdraw it, it would hide the
    /// true LTV, and once the lender sets that asset's own LTV to 0 it would block every withdrawal. Open to anyone.
    function disownCollateral(address asset) external {
        if (asset == address(wsteth)) revert OwnCollateral();
        pool.setUserUseReserveAsCollateral(asset, false);
    }

    function onFlash(address, uint256 amount, uint256 fee, bytes calldata data) external {
        if (msg.sender != address(flashLender) || !_repaying) revert UnexpectedCall(msg.sender);
        (uint256 debt, uint256 collateral, uint256 sold) = abi.decode(data, (uint256, uint256, uint256));
        stableRoute.buy(amount, debt);
        _repay(debt);
        _free(collateral);
        weth.deposit{value: route.sell(sold, amount + fee)}();
        weth.transfer(msg.sender, amount + fee);
    }

    // ------------------------------------------------------------------ how

    function _withdraw(uint256 units, uint256 minUnits, uint256 floor) private returns (uint256 realised) {
        uint256 whole = exitUnits();
        if (units > whole || whole == 0) revert ExceedsExit(units, whole);
        _observe();
        _repayLoose();
        LendingBooks.Position memory p = advisor.position();
        if (units < whole) {
            p.debt = Math.mulDiv(p.debt, units, whole, Math.Rounding.Ceil);
            p.liquid = Math.mulDiv(p.liquid, units, whole);
            p.collateral = Math.mulDiv(p.collateral, units, whole);
        }
        uint256 owed = p.debt - _repayFromVenue(Math.min(p.debt, p.liquid));
        // Rounding may have left a little more or less: the last one out owes exactly what is left.
        if (units == whole) owed = debtToken.balanceOf(address(this));
        uint256 sold;
        if (owed == 0) {
            _free(p.collateral);
        } else {
            uint256 wethIn;
            (wethIn, sold) = advisor.quoteRepayment(owed);
            _requireFloor(owed, sold, floor);
            _buyAndRepay(owed, wethIn, p.collateral, sold);
        }
        realised = _sendAllToVault();
        if (realised < minUnits) revert InsufficientRealised(realised, minUnits);
        emit Withdrawn(units, realised, sold, p.debt);
    }

    function _borrow(uint256 target) private {
        uint256 amount = advisor.toBorrow(target);
        if (amount == 0) revert NothingToDo();
        pool.borrow(address(stable), amount, VARIABLE_RATE, 0, address(this));
        uint256 worth = venue.convertToAssets(venue.deposit(amount, address(this)));
        if (worth * BPS < amount * (BPS - toleranceBps)) revert VenueTook(amount, worth);
        emit Borrowed(amount, worth);
    }

    function _repayTo(uint256 target, uint256 floor, uint256 lenderPeg, uint256 chunk) private {
        uint256 repaid = _repayLoose();
        LendingBooks.Position memory p = advisor.position();
        repaid += _repayFromVenue(Math.min(advisor.toRepay(target), p.liquid));
        _sellTo(target, floor, lenderPeg, chunk, repaid);
    }

    /// @dev Takes all that the venue pays now. What it still owes is waited for; only what is lost for good is bought.
    function _leave(uint256 floor, uint256 lenderPeg, uint256 chunk) private {
        uint256 shares = Math.min(venue.maxRedeem(address(this)), venue.balanceOf(address(this)));
        if (shares > 0) venue.redeem(shares, address(this), address(this));
        uint256 repaid = _repayLoose();
        if (venue.balanceOf(address(this)) > 0) {
            if (repaid == 0) revert NothingToDo();
            emit Repaid(repaid, 0, 0);
            return;
        }
        if (debtToken.balanceOf(address(this)) > 0) _sellTo(0, floor, lenderPeg, chunk, repaid);
        else emit Repaid(repaid, 0, 0);
    }

    /// @dev The most stETH that is sold now: nothing within the pace of the last sale.
    function _chunk(uint256 sinceSale) private view returns (uint256) {
        return sinceSale < _params.pace ? 0 : maxChunk;
    }

    /// @dev Sells collateral for what is left to repay; where chunk or floor bear no sale, what was repaid before stands by itself.
    function _sellTo(
        uint256 target,
        uint256 floor,
        uint256 lenderPeg,
        uint256 chunk,
        uint256 repaid
    ) private {
        if (chunk == 0 || advisor.toRepay(target) <= (repaid == 0 ? 0 : REPAY_DUST)) {
            if (repaid == 0) revert NothingToDo();
            emit Repaid(repaid, 0, 0);
            return;
        }
        (uint256 sold, uint256 wethIn, uint256 bought) = advisor.planSale(target, floor, lenderPeg, chunk);
        if (sold == 0) {
            if (repaid == 0) revert BelowFloor(0, floor);
        } else {
            lastSale = uint64(block.timestamp);
            uint256 freed = steth.getSharesByPooledEth(sold) + UNWIND_DUST;
            _buyAndRepay(bought, wethIn, Math.min(freed, aToken.balanceOf(address(this))), sold);
            _supplyLoose();
        }
        emit Repaid(repaid, bought, sold);
    }

    /// @dev Sells what the loan has earned, and whatever WETH earlier sales left, for collateral.
    function _harvest(uint256 floor) private {
        LendingBooks.Position memory p = advisor.position();
        uint256 amount = p.loose + p.placed - p.debt;
        if (amount > p.loose) {
            uint256 wanted = Math.min(amount - p.loose, p.liquid);
            if (wanted > 0) venue.withdraw(wanted, address(this), address(this));
            amount = p.loose + wanted;
        }
        uint256 fair = advisor.inEther(amount, Math.Rounding.Floor);
        uint256 least = Math.max(
            (fair * (BPS - toleranceBps)) / BPS,
            Math.mulDiv(amount, floor, _stableUnit())
        );
        stableRoute.sell(amount, least);
        uint256 ether_ = weth.balanceOf(address(this));
        weth.withdraw(ether_);
        uint256 units = route.buy{value: ether_}();
        _supplyLoose();
        emit Harvested(amount, units);
    }

    /// @dev Buys `debt` with `wethIn` of a flash loan, frees `collateral` units and sells `sold` stETH of them to return the loan.
    function _buyAndRepay(uint256 debt, uint256 wethIn, uint256 collateral, uint256 sold) private {
        uint256 available = flashLender.available(address(weth));
        if (available < wethIn) revert FlashShort(wethIn, available);
        _repaying = true;
        flashLender.flash(address(weth), wethIn, abi.encode(debt, collateral, sold));
        _repaying = false;
    }

    /// @dev A venue that names a limit and then refuses it pays nothing: what it owes is bought like any shortfall.
    function _repayFromVenue(uint256 amount) private returns (uint256 paid) {
        if (amount == 0) return 0;
        try venue.withdraw(amount, address(this), address(this)) {
            paid = Math.min(amount, stable.balanceOf(address(this)));
            if (paid > 0) paid = _repay(paid);
        } catch {
            paid = 0;
        }
    }

    function _repayLoose() private returns (uint256 amount) {
        amount = Math.min(stable.balanceOf(address(this)), debtToken.balanceOf(address(this)));
        if (amount > 0) amount = _repay(amount);
    }

    /// @dev The lender refuses what its own rounding makes nothing of, unless it is all that is owed: that stays loose.
    function _repay(uint256 amount) private returns (uint256) {
        if (amount <= REPAY_DUST && amount < debtToken.balanceOf(address(this))) return 0;
        return pool.repay(address(stable), amount, VARIABLE_RATE, address(this));
    }

    /// @dev Loose wstETH, a gift, is unwrapped with it: exit value counts it too.
    function _free(uint256 collateral) private {
        if (collateral > 0) pool.withdraw(address(wsteth), collateral, address(this));
        uint256 amount = wsteth.balanceOf(address(this));
        if (amount > 0) wsteth.unwrap(amount);
    }

    /// @dev Wraps and supplies whatever stETH and wstETH lie here, but for dust, which the lender may refuse.
    function _supplyLoose() private {
        _wrapLoose();
        uint256 amount = wsteth.balanceOf(address(this));
        if (amount > UNWIND_DUST) pool.supply(address(wsteth), amount, address(this), 0);
    }

    function _observe() private {
        if (address(yield) != address(0)) yield.observe();
    }

    function _look() private view returns (LendingPolicy.State memory s, LendingPolicy.Decision memory d) {
        return advisor.check(_past(), _params);
    }

    function _stableUnit() private view returns (uint256) {
        return advisor.stableUnit();
    }

    function _requireFloor(uint256 repaid, uint256 sold, uint256 floor) private view {
        if (floor == 0 || advisor.bears(repaid, sold, floor)) return;
        revert BelowFloor(Math.mulDiv(advisor.inEther(repaid, Math.Rounding.Floor), WAD, sold), floor);
    }

    function _past() private view returns (LendingAdvisor.Past memory) {
        return LendingAdvisor.Past(level, lastAction, lastSale);
    }

    /// @dev LTV now; refused above the band where it is above `ltvBefore` too.
    function _ltvWithin(uint256 ltvBefore) private view returns (uint256 ltvAfter) {
        uint256 high;
        (ltvAfter, high) = advisor.ltvAndHigh(level, _params);
        if (ltvAfter > high && ltvAfter > ltvBefore) revert LtvAboveBand(ltvAfter, high);
    }

    function _setParams(LendingPolicy.Params memory params_) private {
        uint256 rule = advisor.unsound(params_);
        if (rule != 0) revert UnsoundParams(rule);
        if (address(venue) == address(0) && params_.targetLtv != 0) revert NoVenue();
        _params = params_;
        emit ParamsSet(params_);
    }

    function _isPositionToken(IERC20 token) internal view override returns (bool) {
        return
            address(token) == address(steth) ||
            address(token) == address(wsteth) ||
            address(token) == address(weth) ||
            address(token) == address(stable) ||
            address(token) == address(aToken) ||
            address(token) == address(venue);
    }

    function _risksOf(LendingWiring memory w) private view returns (bytes32[] memory ids) {
        address[] memory markets = w.route.venues();
        ids = new bytes32[](7 + markets.length);
        address[3] memory tokens = [address(w.steth), address(w.wsteth), address(w.stable)];
        for (uint256 i = 0; i < 3; ++i) ids[i] = RiskId.token(tokens[i]);
        address market = address(w.stableRoute) == address(0) ? address(0) : w.stableRoute.market();
        (ids[3], ids[4]) = (RiskId.venue(address(w.venue)), RiskId.venue(market));
        ids[5] = RiskId.lender(w.lender.getPool());
        ids[6] = RiskId.oracle(w.lender.getPriceOracle());
        for (uint256 i = 0; i < markets.length; ++i) ids[7 + i] = RiskId.venue(markets[i]);
    }
}
