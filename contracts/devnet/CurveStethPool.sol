// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ICurveStethPool} from "../interfaces/ICurveStethPool.sol";
import {CurveToken} from "./CurveToken.sol";
import {StableSwapMath} from "./StableSwapMath.sol";

/// @title The classic Curve ETH/stETH pool, for the offline mainnet
/// @notice Grade: proven. Equal to the code recorded at 0xDC24316b9AE028F1497c275EB9192a3Ea0f67022 to the wei, over
/// random sequences of everything below; test/proofs/curve-steth-pool.proof.ts is the proof.
///
/// Balances are live: what the pool holds, less the admin's fees. So a stETH rebase reaches liquidity providers at
/// once, ether forced in does too, and stETH's own rounding (a transfer can move 1-2 wei less) falls on the pool.
///
/// Payments come after the books are written but before the call ends, ether first, and the lock is on
/// state-changing functions only: a payee that reads the views meanwhile sees ether gone and stETH not yet. That is
/// mainnet's behaviour, kept on purpose.
///
/// Left out: governance (ramps of A, fee changes, ownership, kill switch). Parameters are the constructor's for ever.
contract CurveStethPool is ICurveStethPool, ReentrancyGuard {
    uint256 private constant N_COINS = StableSwapMath.N_COINS;
    uint256 private constant FEE_DENOMINATOR = 1e10;
    uint256 private constant PRECISION = 1e18;
    address private constant ETHER = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;

    address[2] public coins;
    uint256[2] public admin_balances;
    uint256 public fee;
    uint256 public admin_fee;
    address public owner;
    address public lp_token;

    /// @notice A · 100, the scale in which the invariant is solved.
    uint256 public A_precise;

    /// @param owner_ Who may collect or donate the admin's fees.
    /// @param coins_ Ether's placeholder address and stETH.
    /// @param lp_token_ A `CurveToken` that has, or will get, this pool as its minter.
    /// @param A_ Amplification coefficient, an integer.
    /// @param fee_ Fee on a trade, 1e10.
    /// @param admin_fee_ The admin's part of every fee, 1e10.
    constructor(
        address owner_,
        address[2] memory coins_,
        address lp_token_,
        uint256 A_,
        uint256 fee_,
        uint256 admin_fee_
    ) {
        require(coins_[0] == ETHER && coins_[1] != address(0));
        owner = owner_;
        coins = coins_;
        lp_token = lp_token_;
        A_precise = A_ * StableSwapMath.A_PRECISION;
        fee = fee_;
        admin_fee = admin_fee_;
    }

    /// @inheritdoc ICurveStethPool
    function exchange(
        int128 i,
        int128 j,
        uint256 dx,
        uint256 min_dy
    ) external payable nonReentrant returns (uint256 dy) {
        uint256 dyFee;
        (dy, dyFee) = _quote(i, j, dx, _balances(msg.value));
        require(dy >= min_dy, "Exchange resulted in fewer coins than expected");

        admin_balances[_index(j)] += (dyFee * admin_fee) / FEE_DENOMINATOR;

        if (i == 0) {
            require(msg.value == dx);
        } else {
            require(msg.value == 0);
            _takeSteth(dx);
        }
        _pay(_index(j), dy);

        emit TokenExchange(msg.sender, i, dx, j, dy);
    }

    /// @inheritdoc ICurveStethPool
    function add_liquidity(
        uint256[2] calldata amounts,
        uint256 min_mint_amount
    ) external payable nonReentrant returns (uint256 minted) {
        uint256[2] memory before = _balances(msg.value);
        uint256 D0 = StableSwapMath.getD(before, A_precise);
        uint256 supply = CurveToken(lp_token).totalSupply();
        if (supply == 0) require(amounts[0] > 0 && amounts[1] > 0);

        uint256[2] memory afterwards = [before[0] + amounts[0], before[1] + amounts[1]];
        uint256 D1 = StableSwapMath.getD(afterwards, A_precise);
        require(D1 > D0);

        uint256[2] memory fees;
        if (supply == 0) {
            minted = D1;
        } else {
            fees = _chargeImbalance(before, afterwards, D0, D1);
            minted = (supply * (StableSwapMath.getD(afterwards, A_precise) - D0)) / D0;
        }
        require(minted >= min_mint_amount, "Slippage screwed you");

        require(msg.value == amounts[0]);
        if (amounts[1] > 0) _takeSteth(amounts[1]);
        CurveToken(lp_token).mint(msg.sender, minted);

        emit AddLiquidity(msg.sender, amounts, fees, D1, supply + minted);
    }

    /// @inheritdoc ICurveStethPool
    function remove_liquidity(
        uint256 _amount,
        uint256[2] calldata _min_amounts
    ) external nonReentrant returns (uint256[2] memory amounts) {
        amounts = _balances(0);
        uint256 supply = CurveToken(lp_token).totalSupply();
        CurveToken(lp_token).burnFrom(msg.sender, _amount);

        for (uint256 i; i < N_COINS; ++i) {
            amounts[i] = (amounts[i] * _amount) / supply;
            require(amounts[i] >= _min_amounts[i], "Withdrawal resulted in fewer coins than expected");
            _pay(i, amounts[i]);
        }

        uint256[2] memory noFees;
        emit RemoveLiquidity(msg.sender, amounts, noFees, supply - _amount);
    }

    /// @inheritdoc ICurveStethPool
    function remove_liquidity_imbalance(
        uint256[2] calldata _amounts,
        uint256 _max_burn_amount
    ) external nonReentrant returns (uint256 burnt) {
        uint256[2] memory before = _balances(0);
        uint256 D0 = StableSwapMath.getD(before, A_precise);
        uint256[2] memory afterwards = [before[0] - _amounts[0], before[1] - _amounts[1]];
        uint256 D1 = StableSwapMath.getD(afterwards, A_precise);
        uint256[2] memory fees = _chargeImbalance(before, afterwards, D0, D1);

        uint256 supply = CurveToken(lp_token).totalSupply();
        burnt = ((D0 - StableSwapMath.getD(afterwards, A_precise)) * supply) / D0;
        require(burnt != 0);
        require(burnt <= _max_burn_amount, "Slippage screwed you");

        CurveToken(lp_token).burnFrom(msg.sender, burnt);
        for (uint256 i; i < N_COINS; ++i) {
            if (_amounts[i] != 0) _pay(i, _amounts[i]);
        }

        emit RemoveLiquidityImbalance(msg.sender, _amounts, fees, D1, supply - burnt);
    }

    /// @inheritdoc ICurveStethPool
    function remove_liquidity_one_coin(
        uint256 _token_amount,
        int128 i,
        uint256 _min_amount
    ) external nonReentrant returns (uint256 dy) {
        uint256 dyFee;
        (dy, dyFee) = _quoteOneCoin(_token_amount, i);
        require(dy >= _min_amount, "Not enough coins removed");

        admin_balances[_index(i)] += (dyFee * admin_fee) / FEE_DENOMINATOR;
        CurveToken(lp_token).burnFrom(msg.sender, _token_amount);
        _pay(_index(i), dy);

        emit RemoveLiquidityOne(msg.sender, _token_amount, dy);
    }

    /// @inheritdoc ICurveStethPool
    function withdraw_admin_fees() external nonReentrant {
        require(msg.sender == owner);
        for (uint256 i; i < N_COINS; ++i) {
            if (admin_balances[i] != 0) _pay(i, admin_balances[i]);
        }
        delete admin_balances;
    }

    /// @notice Gives the admin's fees to the liquidity providers; the owner alone may call.
    function donate_admin_fees() external {
        require(msg.sender == owner);
        delete admin_balances;
    }

    /// @inheritdoc ICurveStethPool
    function get_dy(int128 i, int128 j, uint256 dx) external view returns (uint256 dy) {
        (dy, ) = _quote(i, j, dx, _balances(0));
    }

    /// @inheritdoc ICurveStethPool
    function calc_token_amount(uint256[2] calldata amounts, bool is_deposit) external view returns (uint256) {
        uint256[2] memory xp = _balances(0);
        uint256 D0 = StableSwapMath.getD(xp, A_precise);
        for (uint256 i; i < N_COINS; ++i) {
            xp[i] = is_deposit ? xp[i] + amounts[i] : xp[i] - amounts[i];
        }
        uint256 D1 = StableSwapMath.getD(xp, A_precise);
        return ((is_deposit ? D1 - D0 : D0 - D1) * CurveToken(lp_token).totalSupply()) / D0;
    }

    /// @inheritdoc ICurveStethPool
    function calc_withdraw_one_coin(uint256 _token_amount, int128 i) external view returns (uint256 dy) {
        (dy, ) = _quoteOneCoin(_token_amount, i);
    }

    /// @inheritdoc ICurveStethPool
    function get_virtual_price() external view returns (uint256) {
        return
            (StableSwapMath.getD(_balances(0), A_precise) * PRECISION) / CurveToken(lp_token).totalSupply();
    }

    /// @inheritdoc ICurveStethPool
    function balances(uint256 i) external view returns (uint256) {
        return _balances(0)[i];
    }

    /// @inheritdoc ICurveStethPool
    function A() external view returns (uint256) {
        return A_precise / StableSwapMath.A_PRECISION;
    }

    /// @dev What a sale of `dx` pays after the fee, and the fee, both in coin `j`. The 1 wei taken off covers the
    /// solver's error.
    function _quote(
        int128 i,
        int128 j,
        uint256 dx,
        uint256[2] memory xp
    ) private view returns (uint256 dy, uint256 dyFee) {
        require(i != j);
        uint256 D = StableSwapMath.getD(xp, A_precise);
        uint256 y = StableSwapMath.getY(A_precise, D, xp[_index(i)] + dx);
        dy = xp[_index(j)] - y - 1;
        dyFee = (dy * fee) / FEE_DENOMINATOR;
        dy -= dyFee;
    }

    /// @dev What `tokenAmount` LP tokens fetch in coin `i` alone, and what it costs against a withdrawal without fees.
    /// Fees fall on both coins' distance from a withdrawal in proportion.
    function _quoteOneCoin(uint256 tokenAmount, int128 i) private view returns (uint256 dy, uint256 dyFee) {
        uint256 out = _index(i);
        uint256[2] memory xp = _balances(0);
        uint256 D0 = StableSwapMath.getD(xp, A_precise);
        uint256 D1 = D0 - (tokenAmount * D0) / CurveToken(lp_token).totalSupply();
        uint256 newY = StableSwapMath.getY(A_precise, D1, xp[1 - out]);

        uint256[2] memory reduced;
        for (uint256 k; k < N_COINS; ++k) {
            uint256 proportional = (xp[k] * D1) / D0;
            uint256 distance = k == out ? proportional - newY : xp[k] - proportional;
            reduced[k] = xp[k] - (_imbalanceFee() * distance) / FEE_DENOMINATOR;
        }

        dy = reduced[out] - StableSwapMath.getY(A_precise, D1, reduced[1 - out]) - 1;
        dyFee = xp[out] - newY - dy;
    }

    /// @dev Takes the fee on each coin's distance from the balances in proportion out of `afterwards`, and books the
    /// admin's part.
    function _chargeImbalance(
        uint256[2] memory before,
        uint256[2] memory afterwards,
        uint256 D0,
        uint256 D1
    ) private returns (uint256[2] memory fees) {
        for (uint256 i; i < N_COINS; ++i) {
            uint256 ideal = (D1 * before[i]) / D0;
            uint256 distance = ideal > afterwards[i] ? ideal - afterwards[i] : afterwards[i] - ideal;
            fees[i] = (_imbalanceFee() * distance) / FEE_DENOMINATOR;
            admin_balances[i] += (fees[i] * admin_fee) / FEE_DENOMINATOR;
            afterwards[i] -= fees[i];
        }
    }

    /// @dev fee · n / (4·(n - 1)): a one-sided deposit and a withdrawal in proportion cost about one trade's fee.
    function _imbalanceFee() private view returns (uint256) {
        return (fee * N_COINS) / (4 * (N_COINS - 1));
    }

    /// @dev `received` is the ether of the present call, not yet the pool's.
    function _balances(uint256 received) private view returns (uint256[2] memory) {
        return
            [
                address(this).balance - admin_balances[0] - received,
                IERC20(coins[1]).balanceOf(address(this)) - admin_balances[1]
            ];
    }

    function _takeSteth(uint256 amount) private {
        require(IERC20(coins[1]).transferFrom(msg.sender, address(this), amount));
    }

    function _pay(uint256 coin, uint256 amount) private {
        if (coin == 0) Address.sendValue(payable(msg.sender), amount);
        else require(IERC20(coins[1]).transfer(msg.sender, amount));
    }

    function _index(int128 i) private pure returns (uint256) {
        require(i == 0 || i == 1);
        return i == 0 ? 0 : 1;
    }
}
