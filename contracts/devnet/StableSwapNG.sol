// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {StableSwapNGMath} from "./StableSwapNGMath.sol";

/// @title A Curve StableSwap-NG pool of two coins, for the offline mainnet; the pool is its own LP token
/// @notice Grade: unproven. Written from the published behaviour of CurveStableSwapNG v7.0.0 and its views 1.2.0
/// (curvefi/stableswap-ng), whose code is neither recorded nor in a package. The kernels in
/// strategies/kernels/curve-ng, a second implementation from the same source, agree with it to the wei
/// (test/proofs/curve-ng.proof.ts).
///
/// Balances are what the pool booked, not what it holds: a token sent to it by mistake belongs to nobody.
///
/// Left out: rebasing coins and ERC-4626 coins, `exchange_received`, permits, ramps of A, fee changes, and the
/// variants with a receiver. Parameters are the constructor's for ever; `fee_receiver` stands for the factory's.
contract StableSwapNG is ERC20, ReentrancyGuard {
    using SafeERC20 for IERC20;

    uint256 private constant PRECISION = 1e18;
    uint256 private constant FEE_DENOMINATOR = StableSwapNGMath.FEE_DENOMINATOR;
    uint256 private constant PRICE_CAP = 2e18;

    struct Parameters {
        /// Amplification coefficient, an integer.
        uint256 A;
        /// 1e10.
        uint256 fee;
        /// 1e10.
        uint256 offpegFeeMultiplier;
        /// Window of the price's average: seconds / ln 2.
        uint256 maExpTime;
        address[2] coins;
        /// 10^(36 - decimals) of each coin.
        uint256[2] rateMultipliers;
        /// What each coin is worth is asked here, 1e18; zero for a coin that does not grow.
        address[2] oracles;
        bytes4[2] methodIds;
        address feeReceiver;
    }

    /// @dev What was booked last, and its average then.
    struct Average {
        uint128 last;
        uint128 average;
    }

    uint256 public immutable A_precise;
    uint256 public immutable fee;
    uint256 public immutable offpeg_fee_multiplier;
    uint256 public immutable ma_exp_time;
    address public immutable fee_receiver;
    uint256 public constant D_ma_time = 62_324;
    uint256 public constant admin_fee = 5e9;

    address[2] public coins;
    uint256[2] private rateMultipliers;
    address[2] private oracles;
    bytes4[2] private methodIds;

    uint256[2] private storedBalances;
    uint256[2] public admin_balances;

    Average private bookedPrice = Average(1e18, 1e18);
    Average private bookedD;
    uint256 private priceTime = block.timestamp;
    uint256 private dTime = block.timestamp;

    event TokenExchange(
        address indexed buyer,
        int128 sold_id,
        uint256 tokens_sold,
        int128 bought_id,
        uint256 tokens_bought
    );
    event AddLiquidity(
        address indexed provider,
        uint256[] token_amounts,
        uint256[2] fees,
        uint256 invariant,
        uint256 token_supply
    );
    event RemoveLiquidity(address indexed provider, uint256[2] token_amounts, uint256 token_supply);
    event RemoveLiquidityOne(
        address indexed provider,
        int128 token_id,
        uint256 token_amount,
        uint256 coin_amount,
        uint256 token_supply
    );
    event RemoveLiquidityImbalance(
        address indexed provider,
        uint256[] token_amounts,
        uint256[2] fees,
        uint256 invariant,
        uint256 token_supply
    );

    constructor(string memory name_, string memory symbol_, Parameters memory p) ERC20(name_, symbol_) {
        require(p.maExpTime != 0);
        A_precise = p.A * StableSwapNGMath.A_PRECISION;
        fee = p.fee;
        offpeg_fee_multiplier = p.offpegFeeMultiplier;
        ma_exp_time = p.maExpTime;
        fee_receiver = p.feeReceiver;
        coins = p.coins;
        rateMultipliers = p.rateMultipliers;
        oracles = p.oracles;
        methodIds = p.methodIds;
    }

    /// @notice Sells `dx` of coin `i` for at least `min_dy` of coin `j`.
    function exchange(
        int128 i,
        int128 j,
        uint256 dx,
        uint256 min_dy
    ) external nonReentrant returns (uint256 dy) {
        require(dx > 0);
        uint256[2] memory rates = _rates();
        uint256[2] memory xp = _atRates(rates, _balances());
        (uint256 sold, uint256 bought) = (_index(i), _index(j));
        _take(sold, dx);

        uint256 adminFee;
        uint256 D;
        (dy, adminFee, D) = _quote(rates, xp, sold, bought, dx);
        admin_balances[bought] += adminFee;
        _upkeep(xp, D);
        require(dy >= min_dy, "Exchange resulted in fewer coins than expected");

        _pay(bought, dy, msg.sender);
        emit TokenExchange(msg.sender, i, dx, j, dy);
    }

    /// @notice Deposits `_amounts` for at least `_min_mint_amount` of the LP token.
    function add_liquidity(
        uint256[] calldata _amounts,
        uint256 _min_mint_amount
    ) external nonReentrant returns (uint256 minted) {
        uint256[2] memory rates = _rates();
        uint256[2] memory before = _balances();
        uint256 D0 = _getD(rates, before);
        uint256 supply = totalSupply();
        for (uint256 i; i < 2; ++i) {
            if (_amounts[i] > 0) _take(i, _amounts[i]);
            else require(supply != 0);
        }
        uint256[2] memory afterwards = _balances();
        uint256 D1 = _getD(rates, afterwards);
        require(D1 > D0);

        uint256[2] memory fees;
        if (supply == 0) {
            minted = D1;
            bookedD = Average(_fit(D1), _fit(D1));
            dTime = block.timestamp;
        } else {
            fees = _chargeImbalance(rates, before, afterwards, D0, D1);
            D1 = _getD(rates, afterwards);
            minted = (supply * (D1 - D0)) / D0;
            _upkeep(_atRates(rates, afterwards), D1);
        }
        require(minted >= _min_mint_amount, "Slippage screwed you");

        _mint(msg.sender, minted);
        emit AddLiquidity(msg.sender, _amounts, fees, D1, supply + minted);
    }

    /// @notice Burns `_burn_amount` for both coins in the pool's proportion, and pays Curve its fees.
    function remove_liquidity(
        uint256 _burn_amount,
        uint256[] calldata _min_amounts
    ) external nonReentrant returns (uint256[2] memory amounts) {
        require(_burn_amount > 0 && _min_amounts.length == 2);
        uint256 supply = totalSupply();
        amounts = _balances();
        _burn(msg.sender, _burn_amount);
        for (uint256 i; i < 2; ++i) {
            amounts[i] = (amounts[i] * _burn_amount) / supply;
            require(amounts[i] >= _min_amounts[i], "Withdrawal resulted in fewer coins than expected");
            _pay(i, amounts[i], msg.sender);
        }
        uint256 D = bookedD.last;
        bookedD = Average(_fit(D - (D * _burn_amount) / supply), _fit(D_oracle()));
        dTime = block.timestamp;
        emit RemoveLiquidity(msg.sender, amounts, supply - _burn_amount);
        _payAdmin();
    }

    /// @notice Withdraws `_amounts` for at most `_max_burn_amount` of the LP token.
    function remove_liquidity_imbalance(
        uint256[] calldata _amounts,
        uint256 _max_burn_amount
    ) external nonReentrant returns (uint256 burnt) {
        uint256[2] memory rates = _rates();
        uint256[2] memory before = _balances();
        uint256 D0 = _getD(rates, before);
        uint256[2] memory afterwards = [before[0] - _amounts[0], before[1] - _amounts[1]];
        uint256 D1 = _getD(rates, afterwards);
        uint256[2] memory fees = _chargeImbalance(rates, before, afterwards, D0, D1);
        D1 = _getD(rates, afterwards);
        _upkeep(_atRates(rates, afterwards), D1);

        uint256 supply = totalSupply();
        burnt = ((D0 - D1) * supply) / D0 + 1;
        require(burnt > 1);
        require(burnt <= _max_burn_amount, "Slippage screwed you");
        _burn(msg.sender, burnt);
        for (uint256 i; i < 2; ++i) {
            if (_amounts[i] != 0) _pay(i, _amounts[i], msg.sender);
        }
        emit RemoveLiquidityImbalance(msg.sender, _amounts, fees, D1, supply - burnt);
    }

    /// @notice Burns `_burn_amount` for at least `_min_received` of coin `i`.
    function remove_liquidity_one_coin(
        uint256 _burn_amount,
        int128 i,
        uint256 _min_received
    ) external nonReentrant returns (uint256 dy) {
        require(_burn_amount > 0);
        uint256 coin = _index(i);
        uint256 coinFee;
        uint256[2] memory xp;
        uint256 D;
        (dy, coinFee, xp, D) = _quoteOneCoin(_burn_amount, coin);
        require(dy >= _min_received, "Not enough coins removed");

        admin_balances[coin] += (coinFee * admin_fee) / FEE_DENOMINATOR;
        _burn(msg.sender, _burn_amount);
        _pay(coin, dy, msg.sender);
        emit RemoveLiquidityOne(msg.sender, i, _burn_amount, dy, totalSupply());
        _upkeep(xp, D);
    }

    /// @notice Pays Curve its fees; anyone may ask for it.
    function withdraw_admin_fees() external nonReentrant {
        _payAdmin();
    }

    /// @notice What `dx` of coin `i` would fetch of coin `j`.
    function get_dy(int128 i, int128 j, uint256 dx) external view returns (uint256 dy) {
        uint256[2] memory rates = _rates();
        (dy, , ) = _quote(rates, _atRates(rates, _balances()), _index(i), _index(j), dx);
    }

    /// @notice About how much of coin `i` fetches `dy` of coin `j`, at the fee before the trade.
    function get_dx(int128 i, int128 j, uint256 dy) external view returns (uint256) {
        (uint256 sold, uint256 bought) = (_index(i), _index(j));
        require(sold != bought);
        uint256[2] memory rates = _rates();
        uint256[2] memory xp = _atRates(rates, _balances());
        uint256 D = StableSwapNGMath.getD(xp, A_precise);
        uint256 rate = StableSwapNGMath.dynamicFee(xp[sold], xp[bought], fee, offpeg_fee_multiplier);
        uint256 gross = (((dy * rates[bought]) / PRECISION + 1) * FEE_DENOMINATOR) / (FEE_DENOMINATOR - rate);
        uint256 x = StableSwapNGMath.getY(xp[bought] - gross, A_precise, D);
        return ((x - xp[sold]) * PRECISION) / rates[sold];
    }

    /// @notice LP tokens for a deposit or a withdrawal of `_amounts`.
    function calc_token_amount(
        uint256[] calldata _amounts,
        bool _is_deposit
    ) external view returns (uint256) {
        uint256[2] memory rates = _rates();
        uint256[2] memory before = _balances();
        uint256[2] memory afterwards;
        for (uint256 i; i < 2; ++i) {
            afterwards[i] = _is_deposit ? before[i] + _amounts[i] : before[i] - _amounts[i];
        }
        uint256 D0 = _getD(rates, before);
        uint256 D1 = _getD(rates, afterwards);
        uint256 supply = totalSupply();
        if (supply == 0) return D1;
        _applyFees(afterwards, _imbalanceFees(rates, before, afterwards, D0, D1));
        uint256 D2 = _getD(rates, afterwards);
        return ((_is_deposit ? D2 - D0 : D0 - D2) * supply) / D0;
    }

    /// @notice What `_burn_amount` would fetch of coin `i` alone.
    function calc_withdraw_one_coin(uint256 _burn_amount, int128 i) external view returns (uint256 dy) {
        (dy, , , ) = _quoteOneCoin(_burn_amount, _index(i));
    }

    /// @notice Invariant per LP token, 1e18.
    function get_virtual_price() external view nonReentrantView returns (uint256) {
        return (_getD(_rates(), _balances()) * PRECISION) / totalSupply();
    }

    /// @notice Price of coin 1 on the curve now, 1e18; `i` is 0.
    function get_p(uint256 i) external view returns (uint256) {
        require(i == 0);
        uint256[2] memory xp = _atRates(_rates(), _balances());
        return StableSwapNGMath.price(xp, A_precise, StableSwapNGMath.getD(xp, A_precise));
    }

    /// @notice Average of the price of coin 1 up to now, 1e18; `i` is 0.
    function price_oracle(uint256 i) public view returns (uint256) {
        require(i == 0);
        return _average(bookedPrice, ma_exp_time, priceTime);
    }

    /// @notice Average of the invariant up to now, 1e18.
    function D_oracle() public view returns (uint256) {
        return _average(bookedD, D_ma_time, dTime);
    }

    function last_price(uint256 i) external view returns (uint256) {
        require(i == 0);
        return bookedPrice.last;
    }

    function ema_price(uint256 i) external view returns (uint256) {
        require(i == 0);
        return bookedPrice.average;
    }

    /// @notice Fee on a trade at the present balances, 1e10.
    function dynamic_fee(int128 i, int128 j) external view returns (uint256) {
        uint256[2] memory xp = _atRates(_rates(), _balances());
        return StableSwapNGMath.dynamicFee(xp[_index(i)], xp[_index(j)], fee, offpeg_fee_multiplier);
    }

    function balances(uint256 i) external view returns (uint256) {
        return _balances()[i];
    }

    function stored_rates() external view returns (uint256[2] memory) {
        return _rates();
    }

    /// @dev Moves `xp` to where the trade leaves the curve, before its fee.
    function _quote(
        uint256[2] memory rates,
        uint256[2] memory xp,
        uint256 sold,
        uint256 bought,
        uint256 dx
    ) private view returns (uint256 dy, uint256 adminFee, uint256 D) {
        require(sold != bought);
        D = StableSwapNGMath.getD(xp, A_precise);
        (uint256 soldBefore, uint256 boughtBefore) = (xp[sold], xp[bought]);
        xp[sold] += (dx * rates[sold]) / PRECISION;
        xp[bought] = StableSwapNGMath.getY(xp[sold], A_precise, D);

        dy = boughtBefore - xp[bought] - 1;
        uint256 dyFee =
            (dy *
                StableSwapNGMath.dynamicFee(
                    (soldBefore + xp[sold]) / 2,
                    (boughtBefore + xp[bought]) / 2,
                    fee,
                    offpeg_fee_multiplier
                )) / FEE_DENOMINATOR;
        dy = ((dy - dyFee) * PRECISION) / rates[bought];
        adminFee = (((dyFee * admin_fee) / FEE_DENOMINATOR) * PRECISION) / rates[bought];
    }

    /// @dev `xp` is where the curve stands without the coin and before its fee.
    function _quoteOneCoin(
        uint256 burnAmount,
        uint256 i
    ) private view returns (uint256 dy, uint256 coinFee, uint256[2] memory xp, uint256 D1) {
        uint256[2] memory rates = _rates();
        xp = _atRates(rates, _balances());
        uint256 D0 = StableSwapNGMath.getD(xp, A_precise);
        D1 = D0 - (burnAmount * D0) / totalSupply();
        uint256 newY = StableSwapNGMath.getY(xp[1 - i], A_precise, D1);
        uint256[2] memory reduced;
        for (uint256 j; j < 2; ++j) {
            uint256 kept = (xp[j] * D1) / D0;
            reduced[j] = j == i ? kept - newY : xp[j] - kept;
            uint256 rate = StableSwapNGMath.dynamicFee(
                j == i ? (xp[j] + newY) / 2 : xp[j],
                (D0 + D1) / 4,
                fee / 2,
                offpeg_fee_multiplier
            );
            reduced[j] = xp[j] - (rate * reduced[j]) / FEE_DENOMINATOR;
        }
        dy = reduced[i] - StableSwapNGMath.getY(reduced[1 - i], A_precise, D1);
        dy = ((dy - 1) * PRECISION) / rates[i];
        coinFee = ((xp[i] - newY) * PRECISION) / rates[i] - dy;
        xp[i] = newY;
    }

    /// @dev Lowers `afterwards` by the fees and books the admin's part.
    function _chargeImbalance(
        uint256[2] memory rates,
        uint256[2] memory before,
        uint256[2] memory afterwards,
        uint256 D0,
        uint256 D1
    ) private returns (uint256[2] memory fees) {
        fees = _imbalanceFees(rates, before, afterwards, D0, D1);
        for (uint256 i; i < 2; ++i) admin_balances[i] += (fees[i] * admin_fee) / FEE_DENOMINATOR;
        _applyFees(afterwards, fees);
    }

    function _imbalanceFees(
        uint256[2] memory rates,
        uint256[2] memory before,
        uint256[2] memory afterwards,
        uint256 D0,
        uint256 D1
    ) private view returns (uint256[2] memory fees) {
        for (uint256 i; i < 2; ++i) {
            uint256 ideal = (D1 * before[i]) / D0;
            uint256 difference = ideal > afterwards[i] ? ideal - afterwards[i] : afterwards[i] - ideal;
            uint256 xs = (rates[i] * (before[i] + afterwards[i])) / PRECISION;
            uint256 rate = StableSwapNGMath.dynamicFee(xs, (D0 + D1) / 2, fee / 2, offpeg_fee_multiplier);
            fees[i] = (rate * difference) / FEE_DENOMINATOR;
        }
    }

    function _applyFees(uint256[2] memory amounts, uint256[2] memory fees) private pure {
        amounts[0] -= fees[0];
        amounts[1] -= fees[1];
    }

    function _upkeep(uint256[2] memory xp, uint256 D) private {
        uint256 spot = StableSwapNGMath.price(xp, A_precise, D);
        if (spot != 0) {
            bookedPrice = Average(_fit(spot < PRICE_CAP ? spot : PRICE_CAP), _fit(price_oracle(0)));
        }
        bookedD = Average(_fit(D), _fit(D_oracle()));
        priceTime = block.timestamp;
        dTime = block.timestamp;
    }

    function _average(Average memory booked, uint256 window, uint256 since) private view returns (uint256) {
        if (since == block.timestamp) return booked.average;
        uint256 alpha = StableSwapNGMath.decay(block.timestamp - since, window);
        return (booked.last * (PRECISION - alpha) + booked.average * alpha) / PRECISION;
    }

    function _take(uint256 i, uint256 amount) private {
        storedBalances[i] += amount;
        IERC20(coins[i]).safeTransferFrom(msg.sender, address(this), amount);
    }

    function _pay(uint256 i, uint256 amount, address to) private {
        storedBalances[i] -= amount;
        IERC20(coins[i]).safeTransfer(to, amount);
    }

    function _payAdmin() private {
        for (uint256 i; i < 2; ++i) {
            uint256 amount = admin_balances[i];
            admin_balances[i] = 0;
            if (amount > 0) _pay(i, amount, fee_receiver);
        }
    }

    function _rates() private view returns (uint256[2] memory rates) {
        for (uint256 i; i < 2; ++i) {
            rates[i] = rateMultipliers[i];
            if (oracles[i] == address(0)) continue;
            (bool ok, bytes memory answer) = oracles[i].staticcall(abi.encodePacked(methodIds[i]));
            require(ok && answer.length == 32);
            rates[i] = (rates[i] * abi.decode(answer, (uint256))) / PRECISION;
        }
    }

    function _balances() private view returns (uint256[2] memory) {
        return [storedBalances[0] - admin_balances[0], storedBalances[1] - admin_balances[1]];
    }

    function _getD(uint256[2] memory rates, uint256[2] memory amounts) private view returns (uint256) {
        return StableSwapNGMath.getD(_atRates(rates, amounts), A_precise);
    }

    function _atRates(
        uint256[2] memory rates,
        uint256[2] memory amounts
    ) private pure returns (uint256[2] memory) {
        return [(rates[0] * amounts[0]) / PRECISION, (rates[1] * amounts[1]) / PRECISION];
    }

    function _index(int128 i) private pure returns (uint256) {
        require(i == 0 || i == 1);
        return i == 0 ? 0 : 1;
    }

    /// @dev The pool packs two values into a word and refuses what does not fit.
    function _fit(uint256 value) private pure returns (uint128) {
        require(value < 2 ** 128);
        return uint128(value);
    }
}
