// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICurveGauge} from "../../interfaces/ICurveGauge.sol";
import {ICurveMinter} from "../../interfaces/ICurveMinter.sol";
import {IInKindStrategy} from "../../interfaces/IInKindStrategy.sol";
import {IKeelVault} from "../../interfaces/IKeelVault.sol";
import {IStETH} from "../../interfaces/IStETH.sol";
import {IStethRoute} from "../../interfaces/IStethRoute.sol";
import {IStrategy} from "../../interfaces/IStrategy.sol";
import {IWstETH} from "../../interfaces/IWstETH.sol";
import {BaseStrategy} from "../BaseStrategy.sol";
import {Codes} from "../Codes.sol";
import {Rescue} from "../Rescue.sol";
import {RiskId} from "../RiskId.sol";
import {RewardAuction} from "../rewards/RewardAuction.sol";
import {CurveLpAdvisor} from "./CurveLpAdvisor.sol";
import {CurveLpPolicy} from "./CurveLpPolicy.sol";

/// @title Liquidity in a Curve pool of ETH and stETH, staked in its gauge.
/// @notice The vault moves stETH or wstETH in and takes slices out; a keeper executes what {check} asks for and nothing else. What
/// goes in and what comes out is bounded by the pool's virtual price, which no trade can bend. A gauge, a minter or an auction
/// that fails costs rewards, never a withdrawal.
abstract contract CurveLpStrategy is Rescue, IInKindStrategy {
    using SafeERC20 for IERC20;

    uint256 private constant WAD = 1e18;
    uint256 private constant RATIO = Codes.RATIO;
    /// A virtual price that jumped is followed by at most its bound, and not sooner than this after the last observation.
    uint256 private constant OBSERVATION_SPACING = 1 hours;
    /// Lido rounds each of a conversion and a transfer down by at most one share.
    uint256 private constant WRAP_DUST = 2;

    IStETH public immutable steth;
    IStethRoute public immutable route;
    IERC20 public immutable lpToken;
    ICurveGauge public immutable gauge;
    ICurveMinter public immutable minter;
    RewardAuction public immutable auction;
    CurveLpAdvisor public immutable advisor;
    /// The vault's token where that is wstETH; zero where it is stETH.
    IWstETH private immutable _wrapped;
    /// Units that wrapping what goes home may cost.
    uint256 private immutable _wrapDust;

    CurveLpPolicy.Params private _params;
    CurveLpAdvisor.Past private _past;

    event ParamsSet(CurveLpPolicy.Params params);
    event Deposited(uint256 units);
    event Entered(uint256 assets, uint256 sold, uint256 lp);
    event Removed(uint256 lp, uint256 units, uint8 form);
    event Harvested();
    event VenueFailed(address venue);
    event Executed(uint8 action, uint8 reason, uint256 placedBefore);
    event Withdrawn(uint256 units, uint256 realised);
    event WithdrawnInKind(uint256 units, uint256 lp, address receiver);
    event LevelChanged(uint8 level);
    event Observed(uint256 virtualPrice);

    error UnsoundParams(uint256 rule);
    error NotAsked(uint8 asked, uint8 wanted, uint8 reason);
    error TargetBeyond(uint256 asked, uint256 allowed);
    error NothingToDo();
    error BelowFloor(uint256 value, uint256 least);
    error UnexpectedCall(address caller);
    error PositionForSale(IERC20 token);
    error NotLidoVault(address asset);

    constructor(
        IKeelVault vault_,
        CurveLpAdvisor.Wiring memory w,
        CurveLpAdvisor advisor_,
        address pool_
    ) BaseStrategy(vault_, _risks(w, pool_)) {
        (steth, route, lpToken, advisor) = (w.steth, w.route, advisor_.lpToken(), advisor_);
        (gauge, minter, auction) = (w.gauge, w.minter, w.auction);
        address asset = IERC4626(address(vault_)).asset();
        if (asset == address(w.steth)) return;
        if (address(IWstETH(asset).stETH()) != address(w.steth)) revert NotLidoVault(asset);
        (_wrapped, _wrapDust) = (IWstETH(asset), WRAP_DUST);
        w.steth.approve(asset, type(uint256).max);
    }

    /// @dev ETH comes only from the pool's removals or WETH, and from the route's sales.
    receive() external payable {
        if (msg.sender != _payer() && msg.sender != address(route)) revert UnexpectedCall(msg.sender);
    }

    /// @notice New rules, refused with {UnsoundParams} where they could hurt. They also take the virtual price as it stands, which
    /// is how a position resumes after a fall that its owner understands. Only the vault, whose timelock they waited for.
    function setParams(CurveLpPolicy.Params calldata params_) external onlyVault {
        _setParams(params_);
    }

    /// @notice The units lie beside the pool as stETH until {execute} puts them in: a vault's allocation costs nothing.
    function deposit(uint256 units) external onlyVault {
        if (address(_wrapped) != address(0)) _wrapped.unwrap(_wrapped.balanceOf(address(this)));
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
        return _withdraw(units, minUnits, _params.minOut);
    }

    /// @inheritdoc IInKindStrategy
    function withdrawInKind(
        uint256 units,
        address receiver
    ) external onlyVault nonReentrant returns (IERC20 token, uint256 amount) {
        (uint256 whole, uint256 loose) = (advisor.exitUnits(), advisor.looseUnits());
        uint256 inPool = whole > loose ? whole - loose : 0;
        if (units > inPool || inPool == 0) revert ExceedsExit(units, inPool);
        (token, amount) = (lpToken, Math.mulDiv(advisor.lpBalance(), units, inPool));
        _unstake(amount);
        token.safeTransfer(receiver, amount);
        emit WithdrawnInKind(units, amount, receiver);
    }

    /// @notice Does what {check} asks for, or less: an entry to at most its target, a withdrawal to at least it.
    /// @param action as {check} names it, or the call reverts with {NotAsked}
    /// @param target the part of the position in the pool, 1e9
    /// @param floor the least value (WAD) that the keeper lets a unit of value come to; the rules' own floor binds as well
    function execute(uint8 action, uint64 target, uint256 floor) external onlyKeeper nonReentrant {
        uint256 worth = this.entryUnits();
        (CurveLpPolicy.State memory before, CurveLpPolicy.Decision memory d) = _look();
        if (action != d.action || action == Codes.HOLD) revert NotAsked(action, d.action, d.reason);
        if (_past.level != d.level) {
            _past.level = d.level;
            emit LevelChanged(d.level);
        }
        _observe();
        if (action == Codes.ENTER) {
            if (target > d.target) revert TargetBeyond(target, d.target);
            _past.lastAction = uint64(block.timestamp);
            _enter(target, d.form, Math.max(floor, uint256(_params.minIn) * 1e9));
        } else if (action == Codes.WITHDRAW) {
            if (target < d.target) revert TargetBeyond(target, d.target);
            _past.lastAction = uint64(block.timestamp);
            uint256 ruled = d.urgency == Codes.REBALANCE ? _params.minOut : _params.rescueOut;
            uint256 lp = advisor.planRemoval(target);
            if (lp == 0) revert NothingToDo();
            _remove(lp, d.form, Math.max(floor, ruled * 1e9));
        } else if (action == Codes.HARVEST) {
            _past.lastHarvest = uint64(block.timestamp);
            _harvest();
        }
        _chargeLoss(worth, d.urgency);
        emit Executed(action, d.reason, before.placed);
    }

    /// @notice Looks at the virtual price and has the gauge account CRV up to now. Open to anyone.
    function observe() external nonReentrant {
        _observe();
        if (address(gauge) == address(0)) return;
        _attempt(address(gauge), 0, abi.encodeCall(ICurveGauge.user_checkpoint, (address(this))));
    }

    // ------------------------------------------------------------------ what it is

    function params() external view returns (CurveLpPolicy.Params memory) {
        return _params;
    }

    /// @notice What is remembered between two actions.
    function past() external view returns (CurveLpAdvisor.Past memory) {
        return _past;
    }

    /// @inheritdoc IStrategy
    function entryUnits() external view returns (uint256) {
        return advisor.entryUnits();
    }

    /// @inheritdoc IStrategy
    function exitUnits() public view override(BaseStrategy, IStrategy) returns (uint256) {
        return Math.saturatingSub(advisor.exitUnits(), _wrapDust);
    }

    /// @inheritdoc IStrategy
    function depositLimit() public view override(BaseStrategy, IStrategy) returns (uint256) {
        return advisor.depositLimit(_past, _params);
    }

    /// @inheritdoc IStrategy
    function withdrawLimit() public view override(BaseStrategy, IStrategy) returns (uint256) {
        return advisor.stethStopped() ? 0 : exitUnits();
    }

    /// @inheritdoc IStrategy
    function entriesOpen() external view returns (bool) {
        (CurveLpPolicy.State memory s, CurveLpPolicy.Decision memory d) = _look();
        return d.level < Codes.DEFEND && s.priceFlags == 0 && s.virtualPrice >= _params.minVirtualPrice;
    }

    /// @notice Everything that the policy needs, as ratios, ages and codes.
    function risk() external view returns (CurveLpPolicy.State memory s) {
        (s, ) = _look();
    }

    /// @notice The action that the rules ask for now.
    function check() external view returns (CurveLpPolicy.Decision memory d) {
        (, d) = _look();
    }

    // ------------------------------------------------------------------ moving liquidity

    function _enter(uint256 target, uint8 form, uint256 floor) private {
        (uint256 assets, uint256 sold) = advisor.planEntry(target, form);
        if (assets == 0) revert NothingToDo();
        uint256 virtualPrice = advisor.virtualPrice();
        uint256 held = lpToken.balanceOf(address(this));
        _add(sold == 0 ? 0 : route.sell(sold, 0), assets - sold);
        uint256 minted = lpToken.balanceOf(address(this)) - held;
        uint256 value = Math.mulDiv(minted, virtualPrice, WAD);
        uint256 least = Math.mulDiv(assets, floor, WAD);
        if (value < least) revert BelowFloor(value, least);
        _stake();
        emit Entered(assets, sold, minted);
    }

    /// @dev What lies beside the pool goes first, at no cost; then a slice of the liquidity.
    function _withdraw(uint256 units, uint256 minUnits, uint256 floor) private returns (uint256 realised) {
        uint256 whole = exitUnits();
        if (units > whole || whole == 0) revert ExceedsExit(units, whole);
        uint256 taken = units + _wrapDust;
        if (taken > steth.sharesOf(address(this))) _stakeEther();
        if (taken > steth.sharesOf(address(this))) {
            (uint256 lp, uint8 form) = advisor.planSlice(taken, whole + _wrapDust);
            _remove(lp, form, floor * 1e9);
            taken = steth.sharesOf(address(this));
        }
        realised = _sendHome(taken);
        if (realised < minUnits) revert InsufficientRealised(realised, minUnits);
        emit Withdrawn(units, realised);
    }

    /// @dev Sends the vault `units` of the stETH here, in the vault's own form.
    /// @return sent units, up to the dust fewer where they are wrapped
    function _sendHome(uint256 units) private returns (uint256 sent) {
        if (address(_wrapped) == address(0)) {
            steth.transferShares(address(vault), units);
            return units;
        }
        sent = _wrapped.wrap(steth.getPooledEthByShares(units));
        _wrapped.transfer(address(vault), sent);
    }

    /// @dev A killed pool refuses a removal of one coin and still gives both.
    function _remove(uint256 lp, uint8 form, uint256 floor) private {
        uint256 least = Math.mulDiv(advisor.worth(lp), floor, WAD);
        uint256 before = steth.sharesOf(address(this));
        _unstake(lp);
        if (form != CurveLpPolicy.ONE_SIDED || !_removeOneSided(lp)) {
            _removeBalanced(lp);
            _stakeEther();
        }
        uint256 units = steth.sharesOf(address(this)) - before;
        if (units < least) revert BelowFloor(units, least);
        emit Removed(lp, units, form);
    }

    /// @dev LP tokens that a gauge does not take stay here, and count all the same.
    function _stake() private {
        uint256 lp = lpToken.balanceOf(address(this));
        if (address(gauge) == address(0) || lp == 0) return;
        _attempt(address(gauge), 0, abi.encodeCall(ICurveGauge.deposit, (lp)));
    }

    function _unstake(uint256 lp) private {
        uint256 held = lpToken.balanceOf(address(this));
        if (lp > held) gauge.withdraw(lp - held);
    }

    /// @dev Where the route fails, as it does on a killed pool, Lido is asked directly. ETH that nobody takes stays here, and
    /// counts again once somebody does.
    function _stakeEther() private {
        uint256 amount = _takeEther();
        if (amount == 0) return;
        if (_attempt(address(route), amount, abi.encodeCall(IStethRoute.buy, ()))) return;
        _attempt(address(steth), amount, abi.encodeCall(IStETH.submit, (address(0))));
    }

    /// @dev Each claim for itself: one that fails leaves the others.
    function _harvest() private {
        _attempt(address(minter), 0, abi.encodeCall(ICurveMinter.mint, (address(gauge))));
        _attempt(address(gauge), 0, abi.encodeCall(ICurveGauge.claim_rewards, ()));
        auction.offer();
        emit Harvested();
    }

    /// @dev A call that may fail without stopping anything.
    function _attempt(address venue, uint256 value, bytes memory call) private returns (bool done) {
        (done, ) = venue.call{value: value}(call);
        if (!done) emit VenueFailed(venue);
    }

    function _observe() private {
        uint256 seen = advisor.virtualPrice();
        CurveLpAdvisor.Past memory last = _past;
        uint256 bound = Math.mulDiv(last.highest, _params.maxVirtualPrice, RATIO);
        if (seen > bound) {
            if (block.timestamp - last.lastObservation < OBSERVATION_SPACING) return;
            seen = bound;
        }
        _past.lastObservation = uint64(block.timestamp);
        if (seen > last.highest) _past.highest = uint128(seen);
        emit Observed(seen);
    }

    function _look() private view returns (CurveLpPolicy.State memory s, CurveLpPolicy.Decision memory d) {
        return advisor.check(_past, _params);
    }

    // ------------------------------------------------------------------ set-up

    function _setParams(CurveLpPolicy.Params memory params_) internal {
        uint256 rule = advisor.unsound(params_);
        if (rule != 0) revert UnsoundParams(rule);
        _params = params_;
        _past.highest = uint128(advisor.virtualPrice());
        _past.lastObservation = uint64(block.timestamp);
        emit ParamsSet(params_);
    }

    /// @dev What the position's own venues may move, for good. An auction that would sell the position is refused with
    /// {PositionForSale}.
    function _approveVenues() internal {
        steth.approve(address(route), type(uint256).max);
        if (address(gauge) != address(0)) lpToken.approve(address(gauge), type(uint256).max);
        if (address(auction) == address(0)) return;
        RewardAuction.Reward[] memory rewards = auction.rewards();
        for (uint256 i = 0; i < rewards.length; ++i) {
            if (_isPosition(address(rewards[i].token))) revert PositionForSale(rewards[i].token);
            rewards[i].token.forceApprove(address(auction), type(uint256).max);
        }
    }

    function _isPositionToken(IERC20 token) internal view override returns (bool) {
        return _isPosition(address(token)) || (address(auction) != address(0) && auction.isReward(token));
    }

    /// @dev True for what the position itself is made of, and passes through.
    function _isPosition(address token) internal view virtual returns (bool) {
        return
            token == address(steth) ||
            token == address(_wrapped) ||
            token == address(lpToken) ||
            token == address(gauge);
    }

    function _risks(
        CurveLpAdvisor.Wiring memory w,
        address pool_
    ) private pure returns (bytes32[] memory ids) {
        bool staked = address(w.gauge) != address(0);
        ids = new bytes32[](staked ? 4 : 3);
        ids[0] = RiskId.token(address(w.steth));
        ids[1] = RiskId.venue(pool_);
        ids[2] = RiskId.oracle(address(w.prices));
        if (staked) ids[3] = RiskId.venue(address(w.gauge));
    }

    // ------------------------------------------------------------------ what a pool does

    /// @dev Who pays ETH out of the pool.
    function _payer() internal view virtual returns (address);

    /// @dev Puts `ether_`, which is here, and `assets` of stETH into the pool.
    function _add(uint256 ether_, uint256 assets) internal virtual;

    /// @dev Takes both coins out; ETH stays here as it comes, stETH as stETH.
    function _removeBalanced(uint256 lp) internal virtual;

    /// @return done false where the pool refuses; then nothing has moved
    function _removeOneSided(uint256 lp) internal virtual returns (bool done);

    /// @return amount of plain ETH here, after unwrapping whatever is wrapped
    function _takeEther() internal virtual returns (uint256 amount);
}
