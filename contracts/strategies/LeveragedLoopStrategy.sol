// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAsyncStrategy} from "../interfaces/IAsyncStrategy.sol";
import {IFlashBorrower} from "../interfaces/IFlashLender.sol";
import {IKeelVault} from "../interfaces/IKeelVault.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";
import {LoopErrors} from "./LoopErrors.sol";
import {Codes} from "./Codes.sol";
import {LoopPolicy} from "./LoopPolicy.sol";
import {LoopPosition} from "./LoopPosition.sol";
import {LoopSale} from "./LoopSale.sol";

/// @title A leveraged staking loop: staked collateral, WETH debt, each step one flash loan.
/// @notice The vault moves its token in and takes slices out; a keeper executes what {check} asks for and nothing else. Each
/// action names the price floor of its swap, and none may end with LTV above the band unless it lowered it.
contract LeveragedLoopStrategy is LoopPosition, LoopErrors, IAsyncStrategy, IFlashBorrower {
    enum Step {
        None,
        Lever,
        Unwind
    }

    uint256 private constant VARIABLE_RATE = 2;
    /// The lender rounds each repayment by at most one wei.
    uint256 private constant REPAY_DUST = 2;

    /// Largest sale of one delever in stETH wei, unless past the ripcord line.
    uint256 public immutable maxChunk;
    /// How far below the market price a sale may fall, basis points.
    uint256 public immutable toleranceBps;

    /// The step whose flash loan is under way; transient, so that the callback answers nobody else.
    Step private transient _step;

    event ParamsSet(LoopPolicy.Params params);
    event Deposited(uint256 units);
    event Levered(uint256 borrowed, uint256 units);
    event Delevered(uint256 sold, uint256 repaid, uint256 floor);
    event Executed(uint8 action, uint8 reason, uint256 ltvBefore, uint256 ltvAfter);
    event Withdrawn(uint256 units, uint256 realised, uint256 sold, uint256 repaid);
    event LevelChanged(uint8 level);
    event Reduced(uint256 ltvBefore, uint256 ltvAfter);
    event Released();
    event ExitStarted(uint256 units, uint256 asked);
    event ExitFinished(uint256 units);
    event RipcordPulled(
        address indexed by,
        uint256 repaid,
        uint256 units,
        uint256 discount,
        uint256 ltvAfter
    );

    constructor(
        IKeelVault vault_,
        Wiring memory wiring,
        LoopPolicy.Params memory params_,
        Limits memory limits
    ) LoopPosition(vault_, wiring, limits) {
        (maxChunk, toleranceBps) = (limits.maxChunk, limits.toleranceBps);
        _setParams(params_);
        if (address(steth) == address(0)) {
            collateral.approve(address(route), type(uint256).max);
        } else {
            steth.approve(address(collateral), type(uint256).max);
            steth.approve(address(route), type(uint256).max);
        }
        collateral.approve(address(pool), type(uint256).max);
        weth.approve(address(pool), type(uint256).max);
    }

    /// @dev ETH comes only from unwrapping WETH and from the route's sales.
    receive() external payable {
        if (msg.sender != address(weth) && msg.sender != address(route)) revert UnexpectedCall(msg.sender);
    }

    /// @notice New bands, refused with {UnsoundParams} where they could be liquidated by a 3% move of the lender's price. Only the
    /// vault, whose timelock they waited for.
    function setParams(LoopPolicy.Params calldata params_) external onlyVault {
        _setParams(params_);
    }

    /// @notice Moves the loop to another of the lender's e-modes, 0 for none; the bands must be sound on its terms too. Only the vault, whose
    /// timelock it waited for; the lender refuses what would leave the position liquidatable.
    function setEMode(uint8 category) external onlyVault {
        pool.setUserEMode(category);
        _setParams(_params);
    }

    function deposit(uint256 units) external onlyVault nonReentrant {
        _supplyLoose();
        emit Deposited(units);
    }

    function withdraw(
        uint256 units,
        uint256 minUnits
    ) external onlyVault nonReentrant returns (uint256 realised) {
        return _withdraw(units, minUnits, 0);
    }

    function withdrawAtFloor(
        uint256 units,
        uint256 minUnits
    ) external onlyVault nonReentrant returns (uint256 realised) {
        return _withdraw(units, minUnits, saleFloor(risk(), Codes.REBALANCE));
    }

    /// @inheritdoc IAsyncStrategy
    /// @notice What repays the slice's debt goes into Lido's queue; the rest of the slice stays collateral, earns, and is promised to
    /// the vault. One exit is under way at a time, and none takes LTV further than the policy's own would.
    function startExit(uint256 units) external onlyVault nonReentrant returns (uint256 started) {
        (LoopPolicy.State memory before, LoopPolicy.Decision memory d) = _look();
        uint256 leaving;
        (started, leaving) = advisor.planExit(before, d.level, _params, units);
        if (started > 0) _enterQueue(leaving, started);
    }

    /// @inheritdoc IAsyncStrategy
    /// @notice Where LTV has no room for all that is due, the rest stays due.
    function finishExit() external nonReentrant returns (uint256 units) {
        if (address(exits) == address(0)) return 0;
        _claimQueued();
        units = exits.due();
        if (units == 0) return 0;
        (LoopPolicy.State memory s, LoopPolicy.Decision memory d) = _look();
        uint256 loose = _looseUnits();
        if (units > loose)
            _free(Math.min(units - loose + UNWIND_DUST, advisor.releasable(s, d.level, _params)));
        units = Math.min(units, _gathered());
        exits.sent(units);
        _sendHome(vault.homeOf(address(this)), units);
        emit ExitFinished(units);
    }

    /// @inheritdoc IAsyncStrategy
    function exitingUnits() external view returns (uint256) {
        return address(exits) == address(0) ? 0 : exits.promised();
    }

    /// @notice Does what {check} asks for, or less: a lever or an exit to at most its target, a delever to at least it.
    /// @param action as {check} names it, or the call reverts with {NotAsked}
    /// @param target LTV, 1e9
    /// @param floor the least ETH per stETH (WAD) that the keeper lets a sale fetch; the rules' own floor binds as well
    function execute(uint8 action, uint64 target, uint256 floor) external onlyKeeper nonReentrant {
        uint256 worth = advisor.entryUnits();
        (LoopPolicy.State memory before, LoopPolicy.Decision memory d) = _look();
        if (action != d.action || action == Codes.HOLD) revert NotAsked(action, d.action, d.reason);
        _remember(d.level);
        if (action == Codes.MARK) return;

        lastAction = uint64(block.timestamp);
        if (action == Codes.LEVER) {
            if (target > d.target) revert TargetBeyond(target, d.target);
            _lever(target, before.lenderPeg);
        } else if (action == Codes.EXIT) {
            if (target > d.target) revert TargetBeyond(target, d.target);
            _enterQueue(advisor.exitRoom(target), 0);
        } else if (action == Codes.CLAIM) {
            _claimQueued();
        } else {
            if (target < d.target) revert TargetBeyond(target, d.target);
            _delever(target, floor, before, d.urgency);
        }
        _chargeLoss(worth, d.urgency);
        emit Executed(action, d.reason, before.ltv, _requireInBand(before, d.level));
    }

    /// @notice Lowers LTV to `target`, below what {check} asks for, at the floor and in the chunks of a delever, and holds the
    /// loop down from then on: it does not lever until {release}. So a keeper can do what the strategist's own rules ask for.
    /// Refused with {TargetBeyond} where LTV is at `target` already, and with {TooSoon} within the pace of the last sale.
    /// @param floor as in {execute}
    function reduce(uint64 target, uint256 floor) external onlyKeeper nonReentrant {
        uint256 worth = advisor.entryUnits();
        (LoopPolicy.State memory before, LoopPolicy.Decision memory d) = _look();
        if (target >= before.ltv) revert TargetBeyond(target, before.ltv);
        if (before.sinceSale < _params.pace && d.urgency < Codes.RESCUE) {
            revert TooSoon(before.sinceSale, _params.pace);
        }
        _remember(d.level);
        (lastAction, held) = (uint64(block.timestamp), true);
        _delever(target, floor, before, Math.max(d.urgency, Codes.PROTECT));
        _chargeLoss(worth, d.urgency);
        emit Reduced(before.ltv, _requireInBand(before, d.level));
    }

    /// @notice Lets the loop lever again when its rules ask for it.
    function release() external onlyKeeper {
        held = false;
        emit Released();
    }

    /// @notice The ripcord auction: past the ripcord line anyone, contracts too, may repay debt and take collateral at the lender's
    /// price and a discount that grows with how deep LTV is past the line, to the lender's own liquidation bonus and not
    /// beyond. It trades in no pool. Refused with {NotPastLine} before the line.
    /// @param repay WETH that the caller lends its allowance to at most; what brings LTV back to the target is the most taken
    /// @param minUnits the call reverts with {InsufficientRealised} where less collateral would be given
    function ripcord(
        uint256 repay,
        uint256 minUnits
    ) external nonReentrant returns (uint256 repaid, uint256 units) {
        (LoopPolicy.State memory before, LoopPolicy.Decision memory d) = _look();
        if (d.reason != Codes.PAST_RIPCORD) revert NotPastLine(before.ltv);
        _remember(d.level);
        lastAction = uint64(block.timestamp);
        (uint256 most, uint256 discount) = advisor.auction(before, d.level, _params);
        repaid = Math.min(repay, most);
        units = advisor.unitsFor(repaid, discount);
        if (repaid == 0 || units < minUnits) revert InsufficientRealised(units, minUnits);
        weth.transferFrom(msg.sender, address(this), repaid);
        _repay(repaid);
        pool.withdraw(address(collateral), units, msg.sender);
        (uint256 ltvAfter, ) = advisor.ltvAndHigh(before, d.level, _params);
        if (ltvAfter >= before.ltv) revert LtvNotLower(before.ltv, ltvAfter);
        emit RipcordPulled(msg.sender, repaid, units, discount, ltvAfter);
    }

    /// @notice Stops a stranger's gift of another asset from counting as collateral: nobody could withdraw it, it would hide the
    /// true LTV, and once the lender sets that asset's own LTV to 0 it would block every withdrawal. Open to anyone.
    function disownCollateral(address asset) external {
        if (asset == address(collateral)) revert OwnCollateral();
        pool.setUserUseReserveAsCollateral(asset, false);
    }

    /// @notice The least ETH per stETH (WAD) that a delever may sell at, as {LoopSale-floorAt} has it.
    function saleFloor(LoopPolicy.State memory s, uint8 urgency) public view returns (uint256) {
        return advisor.saleFloor(s, urgency, _params.maxMarketAge, toleranceBps);
    }

    function onFlash(address, uint256 amount, uint256 fee, bytes calldata data) external {
        if (msg.sender != address(flashLender) || _step == Step.None) revert UnexpectedCall(msg.sender);
        if (_step == Step.Lever) {
            weth.withdraw(amount);
            route.buy{value: amount}();
            _supplyLoose();
            pool.borrow(address(weth), amount + fee, VARIABLE_RATE, 0, address(this));
        } else {
            (uint256 collateral, uint256 sold) = abi.decode(data, (uint256, uint256));
            _repay(amount);
            _free(collateral);
            weth.deposit{value: route.sell(sold, amount + fee)}();
        }
        weth.transfer(msg.sender, amount + fee);
    }

    /// @dev Takes `units` of collateral into Lido's queue, for the vault as far as `promised`.
    function _enterQueue(uint256 units, uint256 promised) private {
        _free(units);
        steth.transferShares(address(exits), _looseUnits());
        uint256 asked = exits.request(promised);
        if (asked == 0) revert NothingToDo();
        emit ExitStarted(units, asked);
    }

    /// @dev Repays with what Lido has paid; where nothing is owed any more, it becomes stETH again.
    function _claimQueued() private {
        exits.claim();
        _repayLoose();
        uint256 spare = weth.balanceOf(address(this));
        if (spare == 0 || debtToken.balanceOf(address(this)) > 0) return;
        weth.withdraw(spare);
        route.buy{value: spare}();
    }

    function _withdraw(uint256 units, uint256 minUnits, uint256 floor) private returns (uint256 realised) {
        uint256 whole = advisor.exitNow();
        if (units > whole || whole == 0) revert ExceedsExit(units, whole);
        _repayLoose();
        uint256 debt = debtToken.balanceOf(address(this));
        uint256 collateral = aToken.balanceOf(address(this));
        if (units < whole) {
            debt = Math.mulDiv(debt, units, whole, Math.Rounding.Ceil);
            collateral = Math.mulDiv(collateral, units, whole);
        }
        uint256 sold = debt == 0 ? 0 : route.quoteSellFor(debt + flashLender.fee(address(weth), debt));
        if (floor > 0 && sold > 0) LoopSale.requireFloor(route.quoteSell(sold), sold, floor);
        _unwind(debt, collateral, sold);
        realised = _gathered();
        if (realised < minUnits) revert InsufficientRealised(realised, minUnits);
        _sendHome(address(vault), realised);
        emit Withdrawn(units, realised, sold, debt);
    }

    function _lever(uint256 target, uint256 lenderPeg) private {
        uint256 collateral = aToken.balanceOf(address(this));
        uint256 amount = advisor.planLever(target, lenderPeg);
        if (amount == 0) revert NothingToDo();
        _flash(Step.Lever, amount, "");
        emit Levered(amount, aToken.balanceOf(address(this)) - collateral);
    }

    function _delever(uint256 target, uint256 floor, LoopPolicy.State memory s, uint256 urgency) private {
        floor = Math.max(floor, saleFloor(s, uint8(urgency)));
        uint256 loose = _repayLoose();
        uint256 chunk = urgency < Codes.RESCUE ? maxChunk : type(uint256).max;
        (uint256 sold, uint256 repaid) = advisor.planSale(target, floor, s.lenderPeg, chunk);
        if (sold == 0) {
            // WETH that lay here, a gift, was enough.
            if (loose == 0) revert NothingToDo();
            emit Delevered(0, loose, floor);
            return;
        }
        lastSale = uint64(block.timestamp);
        uint256 freed = advisor.toUnits(sold) + UNWIND_DUST;
        _unwind(repaid, Math.min(freed, aToken.balanceOf(address(this))), sold);
        emit Delevered(sold, repaid, floor);
    }

    /// @dev Repays `debt` with a flash loan, frees `collateral` units and sells `sold` stETH of them to return the loan.
    function _unwind(uint256 debt, uint256 collateral, uint256 sold) private {
        if (debt == 0) _free(collateral);
        else _flash(Step.Unwind, debt, abi.encode(collateral, sold));
    }

    function _flash(Step step, uint256 amount, bytes memory data) private {
        uint256 available = flashLender.available(address(weth));
        if (available < amount) revert FlashShort(amount, available);
        _step = step;
        flashLender.flash(address(weth), amount, data);
        _step = Step.None;
    }

    /// @dev Loose collateral, a gift, is unwrapped with it: exit value counts it too.
    function _free(uint256 units) private {
        if (units > 0) pool.withdraw(address(collateral), units, address(this));
        if (address(steth) == address(0)) return;
        uint256 amount = collateral.balanceOf(address(this));
        if (amount > 0) IWstETH(address(collateral)).unwrap(amount);
    }

    /// @dev Wraps and supplies whatever lies here, but for dust, which the lender may refuse.
    function _supplyLoose() private {
        _wrapLoose();
        uint256 amount = collateral.balanceOf(address(this));
        if (amount > UNWIND_DUST) pool.supply(address(collateral), amount, address(this), 0);
    }

    function _repayLoose() private returns (uint256 amount) {
        amount = Math.min(weth.balanceOf(address(this)), debtToken.balanceOf(address(this)));
        if (amount > 0) amount = _repay(amount);
    }

    /// @dev The lender refuses what its own rounding makes nothing of, unless it is all that is owed: that stays loose.
    function _repay(uint256 amount) private returns (uint256) {
        if (amount <= REPAY_DUST && amount < debtToken.balanceOf(address(this))) return 0;
        return pool.repay(address(weth), amount, VARIABLE_RATE, address(this));
    }

    function _requireInBand(
        LoopPolicy.State memory before,
        uint8 level_
    ) private view returns (uint256 ltvAfter) {
        uint256 high;
        (ltvAfter, high) = advisor.ltvAndHigh(before, level_, _params);
        if (ltvAfter > high && ltvAfter > before.ltv) revert LtvAboveBand(ltvAfter, high);
    }

    function _remember(uint8 level_) private {
        if (level == level_) return;
        level = level_;
        emit LevelChanged(level_);
    }

    function _setParams(LoopPolicy.Params memory params_) private {
        uint256 rule = advisor.unsound(params_);
        if (rule != 0) revert UnsoundParams(rule);
        _params = params_;
        emit ParamsSet(params_);
    }
}
