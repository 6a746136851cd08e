// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ICurveGauge} from "../interfaces/ICurveGauge.sol";
import {CurveDaoToken} from "./CurveDaoToken.sol";
import {CurveMinter} from "./CurveMinter.sol";

/// @title A Curve liquidity gauge for the offline mainnet
/// @notice Grade: unproven. Written from Curve's documentation: CRV as LiquidityGauge accounts it, week by week at the
/// controller's weight, other rewards as LiquidityGaugeV6 streams them.
///
/// Left out: boosts by locked CRV, so that everybody works with two fifths of a deposit, which mainnet gives an account without
/// any; deposits and claims for others; the gauge as a transferable token.
contract CurveGauge is ICurveGauge, ReentrancyGuard {
    using SafeERC20 for IERC20;

    struct Reward {
        uint256 period_finish;
        uint256 rate;
        uint256 last_update;
        uint256 integral;
    }

    uint256 private constant WEEK = 7 days;
    uint256 private constant TOKENLESS_PRODUCTION = 40;
    uint256 private constant MAX_REWARDS = 8;

    /// @inheritdoc ICurveGauge
    address public immutable lp_token;
    address public immutable admin;
    CurveMinter public immutable minter;
    CurveDaoToken public immutable crv_token;

    mapping(address account => uint256) public balanceOf;
    uint256 public totalSupply;
    /// What of a deposit earns CRV.
    mapping(address account => uint256) public working_balances;
    uint256 public working_supply;
    /// @inheritdoc ICurveGauge
    bool public is_killed;

    /// CRV a second in the present year of inflation, and when the next begins.
    uint256 public inflation_rate;
    uint256 public future_epoch_time;
    /// CRV a working token up to the last checkpoint, 1e18.
    uint256 private integral;
    uint256 private checkpointed;
    mapping(address account => uint256) private integralOf;
    /// @inheritdoc ICurveGauge
    mapping(address account => uint256) public integrate_fraction;

    address[] public reward_tokens;
    mapping(address token => Reward) public reward_data;
    mapping(address token => mapping(address account => uint256)) private rewardIntegralOf;
    mapping(address token => mapping(address account => uint256)) private owed;

    event Deposit(address indexed provider, uint256 value);
    event Withdraw(address indexed provider, uint256 value);

    constructor(address lpToken, CurveMinter minter_) {
        (lp_token, minter, admin) = (lpToken, minter_, msg.sender);
        crv_token = CurveDaoToken(minter_.token());
        future_epoch_time = crv_token.future_epoch_time_write();
        inflation_rate = crv_token.rate();
        checkpointed = block.timestamp;
    }

    /// @inheritdoc ICurveGauge
    function deposit(uint256 value) external nonReentrant {
        _checkpoint(msg.sender);
        _checkpointRewards(msg.sender);
        _setBalance(msg.sender, balanceOf[msg.sender] + value, totalSupply + value);
        IERC20(lp_token).safeTransferFrom(msg.sender, address(this), value);
        emit Deposit(msg.sender, value);
    }

    /// @inheritdoc ICurveGauge
    function withdraw(uint256 value) external nonReentrant {
        _checkpoint(msg.sender);
        _checkpointRewards(msg.sender);
        _setBalance(msg.sender, balanceOf[msg.sender] - value, totalSupply - value);
        IERC20(lp_token).safeTransfer(msg.sender, value);
        emit Withdraw(msg.sender, value);
    }

    /// @inheritdoc ICurveGauge
    function claim_rewards() external nonReentrant {
        _checkpointRewards(msg.sender);
        for (uint256 i = 0; i < reward_tokens.length; ++i) {
            address token = reward_tokens[i];
            uint256 amount = owed[token][msg.sender];
            owed[token][msg.sender] = 0;
            if (amount > 0) IERC20(token).safeTransfer(msg.sender, amount);
        }
    }

    /// @inheritdoc ICurveGauge
    function user_checkpoint(address account) external returns (bool) {
        require(msg.sender == account || msg.sender == address(minter));
        _checkpoint(account);
        _setBalance(account, balanceOf[account], totalSupply);
        return true;
    }

    /// @notice Streams `amount` of `token` (approved by the admin) to depositors over a week, with what is left of the last one.
    function deposit_reward_token(address token, uint256 amount) external nonReentrant {
        require(msg.sender == admin);
        _checkpointRewards(address(0));
        Reward storage reward = reward_data[token];
        if (reward.last_update == 0) {
            require(reward_tokens.length < MAX_REWARDS);
            reward_tokens.push(token);
        }
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 left =
            reward.period_finish > block.timestamp
                ? (reward.period_finish - block.timestamp) * reward.rate
                : 0;
        reward.rate = (amount + left) / WEEK;
        (reward.last_update, reward.period_finish) = (block.timestamp, block.timestamp + WEEK);
    }

    /// @notice Ends the gauge's CRV, or lets it begin again.
    function set_killed(bool killed) external {
        require(msg.sender == admin);
        is_killed = killed;
    }

    /// @inheritdoc ICurveGauge
    function claimable_reward(address account, address token) external view returns (uint256) {
        uint256 gained = _rewardIntegral(token) - rewardIntegralOf[token][account];
        return owed[token][account] + (balanceOf[account] * gained) / 1e18;
    }

    function _setBalance(address account, uint256 balance, uint256 supply) private {
        (balanceOf[account], totalSupply) = (balance, supply);
        uint256 working = (balance * TOKENLESS_PRODUCTION) / 100;
        working_supply = working_supply + working - working_balances[account];
        working_balances[account] = working;
    }

    /// @dev Week by week, since weights change between weeks; a year's end inside a week splits it.
    function _checkpoint(address account) private {
        uint256 rate = inflation_rate;
        uint256 newRate = rate;
        uint256 yearEnd = future_epoch_time;
        if (yearEnd >= checkpointed) {
            future_epoch_time = crv_token.future_epoch_time_write();
            newRate = inflation_rate = crv_token.rate();
        }
        if (is_killed) (rate, newRate) = (0, 0);

        uint256 from = checkpointed;
        while (from < block.timestamp) {
            uint256 weekEnd = ((from + WEEK) / WEEK) * WEEK;
            uint256 to = weekEnd < block.timestamp ? weekEnd : block.timestamp;
            uint256 weight = minter.gauge_relative_weight(address(this), (from / WEEK) * WEEK);
            if (working_supply > 0) {
                if (yearEnd >= from && yearEnd < to) {
                    integral += (rate * weight * (yearEnd - from)) / working_supply;
                    rate = newRate;
                    integral += (rate * weight * (to - yearEnd)) / working_supply;
                } else {
                    integral += (rate * weight * (to - from)) / working_supply;
                }
            }
            from = to;
        }
        checkpointed = block.timestamp;
        integrate_fraction[account] += (working_balances[account] * (integral - integralOf[account])) / 1e18;
        integralOf[account] = integral;
    }

    function _checkpointRewards(address account) private {
        for (uint256 i = 0; i < reward_tokens.length; ++i) {
            address token = reward_tokens[i];
            Reward storage reward = reward_data[token];
            reward.integral = _rewardIntegral(token);
            reward.last_update = _lastPaid(reward);
            if (account == address(0)) continue;
            uint256 gained = reward.integral - rewardIntegralOf[token][account];
            owed[token][account] += (balanceOf[account] * gained) / 1e18;
            rewardIntegralOf[token][account] = reward.integral;
        }
    }

    function _rewardIntegral(address token) private view returns (uint256) {
        Reward storage reward = reward_data[token];
        if (totalSupply == 0) return reward.integral;
        return
            reward.integral + ((_lastPaid(reward) - reward.last_update) * reward.rate * 1e18) / totalSupply;
    }

    function _lastPaid(Reward storage reward) private view returns (uint256) {
        return block.timestamp < reward.period_finish ? block.timestamp : reward.period_finish;
    }
}
