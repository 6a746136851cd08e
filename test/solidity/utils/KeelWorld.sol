// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {BalancerFlash} from "../../../contracts/flash/BalancerFlash.sol";
import {StethEthFeed} from "../../../contracts/devnet/StethEthFeed.sol";
import {LidoStETH} from "../../../contracts/devnet/LidoStETH.sol";
import {IAaveAddressesProvider} from "../../../contracts/interfaces/IAaveAddressesProvider.sol";
import {IAavePool} from "../../../contracts/interfaces/IAavePool.sol";
import {IBalancerVault} from "../../../contracts/interfaces/IBalancerVault.sol";
import {IBorrowRate} from "../../../contracts/interfaces/IBorrowRate.sol";
import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {ICurveStethPool} from "../../../contracts/interfaces/ICurveStethPool.sol";
import {IFlashLender} from "../../../contracts/interfaces/IFlashLender.sol";
import {ILidoWithdrawalQueue} from "../../../contracts/interfaces/ILidoWithdrawalQueue.sol";
import {IStethRoute} from "../../../contracts/interfaces/IStethRoute.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {IStETH} from "../../../contracts/interfaces/IStETH.sol";
import {IWETH9} from "../../../contracts/interfaces/IWETH9.sol";
import {IWstETH} from "../../../contracts/interfaces/IWstETH.sol";
import {StethAdapter} from "../../../contracts/lst/StethAdapter.sol";
import {AaveV30BorrowRate} from "../../../contracts/prices/AaveV30BorrowRate.sol";
import {AaveV36BorrowRate} from "../../../contracts/prices/AaveV36BorrowRate.sol";
import {LoopPrices} from "../../../contracts/prices/LoopPrices.sol";
import {MarketPrices} from "../../../contracts/prices/MarketPrices.sol";
import {LeveragedLoopStrategy} from "../../../contracts/strategies/LeveragedLoopStrategy.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopAdvisors} from "../../../contracts/strategies/LoopAdvisors.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LoopPosition} from "../../../contracts/strategies/LoopPosition.sol";
import {StethEthRoute} from "../../../contracts/swaps/StethEthRoute.sol";
import {RewardClaims} from "../../../contracts/rewards/RewardClaims.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {AaveVersion} from "./AaveVersion.sol";
import {Test} from "./Test.sol";
import {vm} from "./Vm.sol";

/// @notice The offline mainnet on 1 May 2022 with a stETH vault and a leveraged loop on it, and the ways its market moves.
abstract contract KeelWorld is Test {
    uint256 internal constant WAD = 1e18;
    uint256 internal constant YEAR = 365 days;
    uint256 internal constant LONGEST_EXIT = 7 days;
    uint256 internal constant MAX_WAIT = 5 days;
    uint256 internal constant MAX_DISCOUNT = 0.01e18;
    uint256 internal constant GENESIS_TIME = 1651363200;

    IStETH internal constant STETH = IStETH(0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84);
    IWstETH internal constant WSTETH = IWstETH(0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0);
    IWETH9 internal constant WETH = IWETH9(0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2);
    ICurveStethPool internal constant CURVE = ICurveStethPool(0xDC24316b9AE028F1497c275EB9192a3Ea0f67022);
    StethEthFeed internal constant FEED = StethEthFeed(0x86392dC19c0b719886221c78AB11eb8Cf5c52812);
    IAaveAddressesProvider internal constant LENDER = IAaveAddressesProvider(
        0x2f39d218133AFaB8F2B819B1066c7E434Ad94E9e
    );
    IAavePool internal constant AAVE = IAavePool(0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2);
    IBalancerVault internal constant BALANCER = IBalancerVault(0xBA12222222228d8Ba445958a75a0704d566BF2C8);
    address internal constant LIDO_ORACLE = 0x442af784A788A5bd6F42A01Ebe9F287a871243fb;

    address internal constant OWNER = 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266;
    address internal constant KEEPER = 0x70997970C51812dc3A010C7d01b50e0d17dc79C8;
    address internal constant ALICE = 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC;
    address internal constant BOB = 0x90F79bf6EB2c4f870365E785982E1f101E93b906;
    address internal constant CAROL = 0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65;
    address internal constant TRADER = 0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc;
    address internal constant LIQUIDITY_PROVIDER = 0x976EA74026E726554dB657fA54763abd0C3a0aa9;
    address internal constant LENDER_WHALE = 0x14dC79964da2C08b23698B3D3cc7Ca32193d9955;

    KeelVault internal vault;
    ExitQueue internal queue;
    RewardClaims internal claims;
    /// The vault's asset.
    IERC20 internal token;
    /// Where its funds are put to work: the loop, unless a world says otherwise.
    IStrategy internal strategy;
    LeveragedLoopStrategy internal loop;
    LoopPrices internal prices;
    StethEthRoute internal route;

    function setUp() public virtual {
        string memory world = _aave() == AaveVersion.V36 ? "aave-v3.6" : "genesis";
        vm.loadAllocs(string.concat(vm.projectRoot(), "/cache/keel/", world, ".json"));
        vm.warp(GENESIS_TIME + 1 hours);

        StethAdapter adapter = new StethAdapter(STETH);
        token = STETH;
        vault = new KeelVault(adapter, "Keel stETH", "kstETH", OWNER, 0.25e18, 100_000e18, LONGEST_EXIT);
        route = new StethEthRoute(CURVE, STETH);
        IChainlinkFeed feed = IChainlinkFeed(address(FEED));
        prices = new LoopPrices(STETH, CURVE, feed, _priceConfig(), _borrowRate());
        loop = new LeveragedLoopStrategy(vault, _wiring(), _params(), _limits());
        strategy = loop;
        queue = new ExitQueue(vault, MAX_WAIT, MAX_DISCOUNT);
        claims = new RewardClaims(vault);
        vm.startPrank(OWNER);
        vault.setExitQueue(queue, address(claims));
        vault.addStrategy(loop, type(uint256).max);
        vault.grant(Role.Keeper, KEEPER);
        vault.open();
        vm.stopPrank();
    }

    // ------------------------------------------------------------------ people

    function _deposit(address who, uint256 assets) internal returns (uint256 shares) {
        vm.startPrank(who);
        token.approve(address(vault), assets);
        shares = vault.deposit(assets, who);
        vm.stopPrank();
    }

    function _redeem(address who, uint256 shares) internal returns (uint256 assets) {
        vm.prank(who);
        assets = vault.redeem(shares, who, who);
    }

    function _redeemDeep(address who, uint256 shares) internal returns (uint256 assets) {
        vm.prank(who);
        assets = vault.redeem(shares, who, who, 0);
    }

    /// Puts all idle funds to work.
    function _allocate() internal {
        uint256 idle = vault.idleUnits();
        vm.prank(KEEPER);
        vault.allocate(strategy, idle);
    }

    /// A trader wraps its stETH and gives each `units` of wstETH.
    function _wrapFor(address[3] memory people, uint256 units) internal {
        uint256 steth = STETH.getPooledEthByShares(units * people.length) + 1e9;
        vm.startPrank(TRADER);
        STETH.approve(address(WSTETH), steth);
        WSTETH.wrap(steth);
        for (uint256 i = 0; i < people.length; ++i) IERC20(WSTETH).transfer(people[i], units);
        vm.stopPrank();
    }

    /// The owner announces a call, lets the delay pass and makes it.
    function _afterNotice(bytes memory call) internal {
        vm.prank(OWNER);
        vault.submit(call);
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.prank(OWNER);
        (bool done, ) = address(vault).call(call);
        assertTrue(done, "accepted after its delay");
    }

    /// A vault with `assets` of Alice's at work in whatever strategy it has.
    function _working(uint256 assets) internal {
        if (address(strategy) == address(loop)) return _levered(assets);
        _deposit(ALICE, assets);
        _allocate();
    }

    /// Does what the loop's rules ask for, if anything.
    function _keep() internal returns (LoopPolicy.Decision memory d) {
        d = loop.check();
        if (d.action == Codes.HOLD) return d;
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0);
    }

    /// A vault with `assets` of Alice's at work at the target LTV.
    function _levered(uint256 assets) internal {
        _deposit(ALICE, assets);
        _allocate();
        LoopPolicy.Decision memory d = _keep();
        assertEq(d.action, Codes.LEVER, "a fresh position levers");
    }

    // ------------------------------------------------------------------ the market

    /// Time passes and everybody sees the market: feed and accumulator.
    function _observe(uint256 elapsed) internal {
        vm.warp(block.timestamp + elapsed);
        FEED.transmit();
        prices.poke();
    }

    /// A trader sells stETH into the pool.
    function _sell(uint256 steth) internal {
        vm.startPrank(TRADER);
        STETH.approve(address(CURVE), steth);
        CURVE.exchange(1, 0, steth, 0);
        vm.stopPrank();
    }

    /// A trader buys stETH from the pool.
    function _buy(uint256 eth) internal {
        vm.prank(TRADER);
        CURVE.exchange{value: eth}(0, 1, eth, 0);
    }

    /// The pool's liquidity provider leaves `part` (WAD) of what it has in the pool.
    function _thin(uint256 part) internal {
        uint256 held = IERC20(CURVE.lp_token()).balanceOf(LIQUIDITY_PROVIDER);
        vm.prank(LIQUIDITY_PROVIDER);
        CURVE.remove_liquidity((held * part) / WAD, [uint256(0), 0]);
    }

    /// A trader sells until one stETH fetches at most `price` ETH.
    function _depegTo(uint256 price) internal {
        for (uint256 part = 8; part <= 8192; part *= 4) {
            uint256 copy = vm.snapshotState();
            while (CURVE.get_dy(1, 0, 1e18) > price) {
                copy = vm.snapshotState();
                _sell(CURVE.balances(0) / part);
            }
            if (part < 8192) vm.revertToState(copy);
        }
    }

    /// Two hours in which everybody sees the market as it stands, so that the average ends there.
    function _settle() internal {
        for (uint256 i = 0; i < 4; ++i) _observe(30 minutes);
    }

    /// Lido reports a staking rebase of `growth` (WAD) for holders; its fee comes on top.
    function _rebase(uint256 growth) internal {
        LidoStETH lido = LidoStETH(payable(address(STETH)));
        uint256 reward = (lido.getTotalPooledEther() * growth * 10) / (WAD * 9);
        _report(int256(reward));
    }

    /// Lido reports a slash of `loss` (WAD) of everything pooled.
    function _slash(uint256 loss) internal {
        _report(-int256((STETH.getTotalPooledEther() * loss) / WAD));
    }

    function _report(int256 change) private {
        LidoStETH lido = LidoStETH(payable(address(STETH)));
        (, uint256 validators, uint256 balance) = lido.getBeaconStat();
        vm.prank(LIDO_ORACLE);
        lido.handleOracleReport(validators, uint256(int256(balance) + change));
    }

    function _unitsOf(address who) internal view returns (uint256) {
        return vault.adapter().unitsOf(who);
    }

    /// The generation of Aave that the lender is.
    function _aave() internal pure virtual returns (AaveVersion) {
        return AaveVersion.V30;
    }

    function _borrowRate() internal returns (IBorrowRate) {
        if (_aave() == AaveVersion.V36) return new AaveV36BorrowRate(LENDER, WETH);
        return new AaveV30BorrowRate(LENDER, WETH);
    }

    /// Where a loop trades.
    function _route() internal virtual returns (IStethRoute) {
        return route;
    }

    /// The lender's e-mode that a loop enters: none, as in 2022.
    function _eMode() internal virtual returns (uint8) {
        return 0;
    }

    /// Lido's withdrawal queue; it opened in May 2023.
    function _lidoQueue() internal virtual returns (ILidoWithdrawalQueue) {
        return ILidoWithdrawalQueue(address(0));
    }

    /// Where a loop's flash loans come from.
    function _flashLender() internal virtual returns (IFlashLender) {
        return new BalancerFlash(BALANCER);
    }

    function _wiring() internal returns (LoopPosition.Wiring memory) {
        return
            LoopPosition.Wiring({
                advisors: new LoopAdvisors(),
                lender: LENDER,
                steth: STETH,
                collateral: WSTETH,
                weth: WETH,
                prices: prices,
                route: _route(),
                flash: _flashLender(),
                lenderFeed: IChainlinkFeed(address(FEED)),
                queue: _lidoQueue(),
                eMode: _eMode()
            });
    }

    function _priceConfig() internal pure returns (MarketPrices.Config memory) {
        return
            MarketPrices.Config({
                window: 30 minutes,
                maxStep: 0.05e18,
                maxGap: 0.03e18,
                maxGrowth: 0.01e18,
                chunk: 100e18,
                assumedStakingApr: 0.039e18
            });
    }

    function _limits() internal pure returns (LoopPosition.Limits memory) {
        return
            LoopPosition.Limits({
                maxChunk: 500e18,
                maxLever: 100_000e18,
                toleranceBps: 100,
                queueWait: 5 days
            });
    }

    function _params() internal pure virtual returns (LoopPolicy.Params memory) {
        return
            LoopPolicy.Params({
                minLtv: 0.60e9,
                targetLtv: 0.66e9,
                maxLtv: 0.69e9,
                ripcordLtv: 0.76e9,
                defendLtv: 0.66e9,
                evacuateLtv: 0.66e9,
                watchPeg: 0.97e9,
                watchReentry: 0.975e9,
                defendPeg: 0.955e9,
                defendReentry: 0.965e9,
                evacuatePeg: 0.80e9,
                evacuateReentry: 0.90e9,
                maxMarketAge: 26 hours,
                maxLenderAge: 26 hours,
                leverCarry: 0,
                unwindCarry: -0.02e9,
                cooldown: 12 hours,
                pace: 30 minutes,
                recenterBps: 10_000,
                queueMargin: 0.001e9
            });
    }
}
