// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {CurveDaoToken} from "../../../contracts/devnet/CurveDaoToken.sol";
import {CurveGauge} from "../../../contracts/devnet/CurveGauge.sol";
import {CurveMinter} from "../../../contracts/devnet/CurveMinter.sol";
import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {StethAdapter} from "../../../contracts/lst/StethAdapter.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {DepegLevels} from "../../../contracts/strategies/DepegLevels.sol";
import {CurveLpAdvisor} from "../../../contracts/strategies/curve-lp/CurveLpAdvisor.sol";
import {CurveLpPolicy} from "../../../contracts/strategies/curve-lp/CurveLpPolicy.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {RewardAuction} from "../../../contracts/strategies/rewards/RewardAuction.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";
import {PaidToken} from "./PaidToken.sol";
import {PostedFeed} from "./PostedFeed.sol";

/// @notice The offline mainnet with a vault whose funds lie in a Curve pool, staked in a gauge that pays CRV and another token.
abstract contract CurveLpWorld is KeelWorld {
    /// CRV a second in May 2022, the second year of its inflation.
    uint256 private constant CRV_RATE = 7.327e18;
    uint256 internal constant CRV_PRICE = 0.0008e18;
    uint256 internal constant HARVEST_COST = 0.01e18;

    CurveLpStrategy internal lp;
    CurveGauge internal gauge;
    CurveDaoToken internal crv;
    PaidToken internal ldo;
    PostedFeed internal crvFeed;
    PostedFeed internal ldoFeed;
    RewardAuction internal auction;

    function setUp() public virtual override {
        super.setUp();
        vault = new KeelVault(_adapter(), "Keel Curve", "kCRV", OWNER, 0.25e18, 100_000e18, LONGEST_EXIT);
        token = IERC20(vault.asset());
        IERC20 lpToken = _openPool();
        crv = new CurveDaoToken(GENESIS_TIME - 200 days, CRV_RATE);
        CurveMinter minter = new CurveMinter(address(crv));
        crv.set_minter(address(minter));
        gauge = new CurveGauge(address(lpToken), minter);
        minter.add_gauge(address(gauge), 0.03e18);
        _othersStake(lpToken);

        (crvFeed, ldoFeed, ldo) = (new PostedFeed(), new PostedFeed(), new PaidToken(1e24));
        RewardAuction.Reward[] memory rewards = new RewardAuction.Reward[](2);
        rewards[0] = RewardAuction.Reward(crv, crvFeed, 1 days);
        rewards[1] = RewardAuction.Reward(ldo, ldoFeed, 1 days);
        auction = new RewardAuction(
            STETH,
            prices,
            rewards,
            RewardAuction.Terms({duration: 1 days, start: 1.05e18, end: 0.97e18, maxMarketAge: 26 hours})
        );
        lp = _openPosition(
            CurveLpAdvisor.Wiring({
                steth: STETH,
                prices: prices,
                route: route,
                gauge: gauge,
                minter: minter,
                auction: auction,
                harvestCost: HARVEST_COST
            })
        );
        strategy = lp;
        vm.startPrank(OWNER);
        vault.addStrategy(lp, type(uint256).max);
        vault.grant(Role.Keeper, KEEPER);
        vault.open();
        vm.stopPrank();
        _postRewardPrices();
    }

    /// The vault's token: stETH, unless a world says otherwise.
    function _adapter() internal virtual returns (ILstAdapter) {
        return new StethAdapter(STETH);
    }

    // ------------------------------------------------------------------ the position

    /// Does what the rules ask for, if anything.
    function _tend() internal returns (CurveLpPolicy.Decision memory d) {
        d = lp.check();
        if (d.action == Codes.HOLD) return d;
        vm.prank(KEEPER);
        lp.execute(d.action, d.target, 0);
    }

    /// A vault with `assets` of Alice's in the pool.
    function _inPool(uint256 assets) internal {
        _deposit(ALICE, assets);
        _allocate();
        CurveLpPolicy.Decision memory d = _tend();
        assertEq(d.action, Codes.ENTER, "funds beside the pool go in");
    }

    /// What the position returns when all of it is taken out now, on a copy of the state.
    function _unwoundOnACopy() internal returns (uint256 shown, uint256 realised) {
        shown = lp.exitUnits();
        if (shown == 0) return (0, 0);
        uint256 copy = vm.snapshotState();
        vm.prank(address(vault));
        realised = lp.withdraw(shown, 0);
        vm.revertToState(copy);
    }

    function _rules() internal pure returns (CurveLpPolicy.Params memory) {
        return
            CurveLpPolicy.Params({
                minPlaced: 0.97e9,
                defendPlaced: 1e9,
                evacuatePlaced: 0,
                enterDepth: 1200,
                holdDepth: 900,
                maxStethShare: 0.65e9,
                depeg: DepegLevels.Thresholds({
                    watchPeg: 0.97e9,
                    watchReentry: 0.975e9,
                    defendPeg: 0.955e9,
                    defendReentry: 0.965e9,
                    evacuatePeg: 0.80e9,
                    evacuateReentry: 0.90e9
                }),
                maxMarketAge: 26 hours,
                maxVirtualPriceAge: 26 hours,
                minVirtualPrice: 0.995e9,
                maxVirtualPrice: 1.01e9,
                minIn: 0.999e9,
                minOut: 0.997e9,
                rescueOut: 0.8e9,
                harvestMultiple: 20e9,
                harvestSpacing: 7 days,
                cooldown: 12 hours
            });
    }

    // ------------------------------------------------------------------ around it

    /// Time passes, and everybody looks: at the market, the pool and the rewards' prices.
    function _pass(uint256 elapsed) internal {
        _observe(elapsed);
        lp.observe();
        _postRewardPrices();
    }

    function _postRewardPrices() internal {
        crvFeed.post(int256(CRV_PRICE));
        ldoFeed.post(0.001e18);
    }

    /// A week of the second reward, paid into the gauge.
    function _streamLdo(uint256 amount) internal {
        ldo.approve(address(gauge), amount);
        gauge.deposit_reward_token(address(ldo), amount);
    }

    // ------------------------------------------------------------------ the pool

    function _openPool() internal virtual returns (IERC20 lpToken);

    function _openPosition(CurveLpAdvisor.Wiring memory w) internal virtual returns (CurveLpStrategy);

    /// A trader sells stETH worth `part` (WAD) of what the pool holds of it.
    function _sellPart(uint256 part) internal virtual;

    /// A trader buys with ETH worth `part` (WAD) of what the pool holds of it.
    function _buyPart(uint256 part) internal virtual;

    /// Others take `part` (WAD) of their liquidity out.
    function _othersLeave(uint256 part) internal virtual;

    /// What the pool holds, both at redemptionRate.
    function _held() internal view virtual returns (uint256 ether_, uint256 steth_);

    function _othersStake(IERC20 lpToken) private {
        uint256 staked = lpToken.balanceOf(LIQUIDITY_PROVIDER) / 1000;
        vm.startPrank(LIQUIDITY_PROVIDER);
        lpToken.approve(address(gauge), staked);
        gauge.deposit(staked);
        vm.stopPrank();
    }
}
