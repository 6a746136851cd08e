// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {EtherfiLiquidityPool} from "../../../contracts/devnet/EtherfiLiquidityPool.sol";
import {OsTokenVaultController} from "../../../contracts/devnet/OsTokenVaultController.sol";
import {RocketPoolETH} from "../../../contracts/devnet/RocketPoolETH.sol";
import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {PlainVault} from "../gas/PlainVault.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A token with decimals of its own.
contract BridgedToken is ERC20("Bridged", "B") {
    uint8 private immutable _decimals;

    constructor(uint8 decimals_) {
        _decimals = decimals_;
        _mint(msg.sender, 1_000_000 * 10 ** decimals_);
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}

/// @notice A feed of a token's exchange rate on its own chain, in the feed's decimals.
contract RateFeed {
    int256 public latestAnswer;

    function report(int256 answer) external {
        latestAnswer = answer;
    }
}

/// @notice A vault of a token whose rate its own protocol's books, or a bridge's feed, report: only its configuration differs from another's.
/// @dev Proves EXQ-01, PRC-01, VLT-05, VLT-10, VLT-18.
abstract contract FamilyTest is Test {
    uint256 internal constant WAD = 1e18;
    uint256 internal constant RATE = 1.05e18;
    uint64 private constant MAX_GROWTH = 0.005e18;
    uint64 private constant MAX_DROP = 0.02e18;
    uint32 private constant MAX_AGE = 3 days;

    IERC20 internal token;
    PushedRateAdapter internal adapter;
    KeelVault private vault;
    ExitQueue private queue;
    uint256 private one;

    function setUp() public {
        vm.warp(1_700_000_000);
        PushedRateAdapter.Source memory source;
        (token, one, source) = _family();
        adapter = new PushedRateAdapter(
            token,
            source,
            PushedRateAdapter.Bounds(MAX_AGE, MAX_GROWTH, MAX_DROP)
        );
        vault = new KeelVault(adapter, "V", "V", address(this), 0.25e18, 1e6 * one, 7 days);
        queue = new ExitQueue(vault, 7 days, 0.01e18);
        vault.setExitQueue(queue, address(0));
        vault.open();
        token.approve(address(vault), type(uint256).max);
        vault.deposit(100 * one, address(this));
    }

    function test_PRC_01_theRateIsWhatItsBooksSayInWad() public view {
        assertNear(adapter.redemptionRate(), RATE, RATE / 1e6, "coins a token, to a feed's decimals");
    }

    function test_PRC_01_aReportWithinTheBoundsIsFollowed(uint256 growth) public {
        growth = bound(growth, 1e12, MAX_GROWTH - 1e13);
        _report((RATE * (WAD + growth)) / WAD);
        assertNear(adapter.redemptionRate(), (RATE * (WAD + growth)) / WAD, RATE / 1e6, "at once");
        vault.deposit(one, address(this));
    }

    function test_PRC_01_VLT_18_aSlashBeyondTheBoundClosesEntriesAndNoExit(uint256 loss) public {
        loss = bound(loss, MAX_DROP + 1e13, 0.04e18);
        _report((RATE * (WAD - loss)) / WAD);
        vm.expectPartialRevert(PushedRateAdapter.RateFell.selector);
        vault.deposit(one, address(this));
        uint256 before = token.balanceOf(address(this));
        vault.redeem(vault.balanceOf(address(this)), address(this), address(this));
        assertEq(token.balanceOf(address(this)) - before, 100 * one, "all of it, in the token");
    }

    function test_PRC_01_aJumpUpwardsClosesEntries(uint256 growth) public {
        _report((RATE * (WAD + bound(growth, MAX_GROWTH + 1e13, 3e18))) / WAD);
        vm.expectPartialRevert(PushedRateAdapter.RateJumped.selector);
        vault.deposit(one, address(this));
    }

    function test_PRC_01_anOldReportClosesEntries(uint256 silence) public {
        vm.warp(block.timestamp + MAX_AGE + bound(silence, 1, 365 days));
        vm.expectPartialRevert(PushedRateAdapter.RateStale.selector);
        vault.deposit(one, address(this));
    }

    function test_VLT_05_aShareHas18DecimalsAtLeastAndIsAWholeTokenAtFirst() public view {
        uint8 ofToken = IERC20Metadata(address(token)).decimals();
        assertEq(vault.decimals(), ofToken < 18 ? 18 : ofToken, "so few decimals cost no depositor anything");
        assertEq(vault.balanceOf(address(this)), 100 * 10 ** vault.decimals(), "a share a token");
    }

    function test_VLT_05_afterAnyGainADepositKeepsAllButABillionthAndAUnit(
        uint256 gain,
        uint256 assets
    ) public {
        token.transfer(address(vault), bound(gain, 1, 20 * one));
        vm.warp(block.timestamp + 60 days);
        _report(RATE + 1e12);
        adapter.observe();
        vault.recognise();
        assets = bound(assets, one / 1e4, 5000 * one);
        uint256 shares = vault.deposit(assets, address(this));
        uint256 kept = vault.previewRedeem(shares);
        assertGe(kept + assets / 1e9 + 1, assets, "VLT-05: no deposit is refused or loses more");
        assertLe(kept, assets, "VLT-01: and none gains");
    }

    function test_EXQ_01_itsQueuePaysWhatABatchFetched(uint256 part) public {
        uint256 shares = bound(part, vault.balanceOf(address(this)) / 1e6, vault.balanceOf(address(this)));
        uint256 worth = vault.previewRedeem(shares);
        queue.requestRedeem(shares, address(this), address(this));
        queue.observe();
        vm.warp(block.timestamp + 1 hours);
        queue.observe();
        queue.settle(shares);
        uint256 before = token.balanceOf(address(this));
        queue.redeem(shares, address(this), address(this));
        assertNear(token.balanceOf(address(this)) - before, worth, 1, "to the unit");
    }

    function test_VLT_10_itsFeesAreOnWhatWasGained() public {
        vault.setFeeRecipients(address(1), address(1));
        bytes memory call = abi.encodeCall(vault.setFees, (1000, 0));
        vault.submit(call);
        vm.warp(block.timestamp + 7 days);
        vault.setFees(1000, 0);
        token.transfer(address(vault), 10 * one);
        vm.warp(block.timestamp + 365 days);
        vault.recognise();
        assertNear(
            vault.convertToAssets(vault.balanceOf(address(1))),
            one,
            one / 1e4,
            "a tenth of ten tokens"
        );
    }

    /// @return token its units are its own
    /// @return one a whole token
    /// @return source what reports its rate, which is {RATE} at first
    function _family() internal virtual returns (IERC20, uint256, PushedRateAdapter.Source memory);

    function _report(uint256 rate) internal virtual;
}

/// @notice rETH: the network's balances over the supply, as its oracle nodes report them.
contract RethFamilyTest is FamilyTest {
    RocketPoolETH private books;

    function _family() internal override returns (IERC20, uint256, PushedRateAdapter.Source memory source) {
        books = new RocketPoolETH(address(this));
        _report(RATE);
        source = PushedRateAdapter.Source(address(books), RocketPoolETH.getExchangeRate.selector, 0, 1e18);
        return (new BridgedToken(18), 1e18, source);
    }

    function _report(uint256 rate) internal override {
        books.submitBalances((500_000e18 * rate) / WAD, 500_000e18);
    }
}

/// @notice weETH: shares of ether.fi's pool, whose validators' earnings its manager reports.
contract WeethFamilyTest is FamilyTest {
    EtherfiLiquidityPool private books;
    int256 private earned;

    function _family() internal override returns (IERC20, uint256, PushedRateAdapter.Source memory source) {
        books = new EtherfiLiquidityPool(address(this));
        vm.deal(address(this), 1 ether);
        books.deposit{value: 1 ether}();
        _report(RATE);
        source = PushedRateAdapter.Source(
            address(books),
            EtherfiLiquidityPool.amountForShare.selector,
            1e18,
            1e18
        );
        return (new BridgedToken(18), 1e18, source);
    }

    function _report(uint256 rate) internal override {
        int256 target = int256(rate - WAD);
        books.rebase(int128(target - earned));
        earned = target;
    }
}

/// @notice osETH: assets grow by the second at the rate that StakeWise's keeper sets, so it needs no report to be fresh.
contract OsethRateTest is Test {
    function test_PRC_01_itsControllerAnswersForWhatAnAmountConvertsTo(uint256 time) public {
        OsTokenVaultController books = new OsTokenVaultController(address(this), 500, 1e30);
        books.mintShares(1000e18);
        books.setAvgRewardPerSecond(1e9);
        PushedRateAdapter adapter = new PushedRateAdapter(
            new BridgedToken(18),
            PushedRateAdapter.Source(
                address(books),
                OsTokenVaultController.convertToAssets.selector,
                1e18,
                1e18
            ),
            PushedRateAdapter.Bounds(3 days, 0.005e18, 0.02e18)
        );
        vm.warp(block.timestamp + bound(time, 1, 30 days));
        assertEq(adapter.redemptionRate(), books.convertToAssets(1e18), "grown since, and fresh");
        assertGt(adapter.redemptionRate(), 1e18, "above what it began with");
    }
}

/// @notice mpETH: an ERC-4626 vault of ether, whose assets grow.
contract MpethFamilyTest is FamilyTest {
    PlainToken private coin;
    PlainVault private books;

    function _family() internal override returns (IERC20, uint256, PushedRateAdapter.Source memory source) {
        coin = new PlainToken();
        books = new PlainVault(coin);
        coin.approve(address(books), type(uint256).max);
        books.deposit(10_000e18, address(this));
        _report(RATE);
        source = PushedRateAdapter.Source(address(books), books.convertToAssets.selector, 1e18, 1e18);
        return (books, 1e18, source);
    }

    function _report(uint256 rate) internal override {
        uint256 held = coin.balanceOf(address(books));
        uint256 wanted = (books.totalSupply() * rate) / WAD;
        if (wanted > held) {
            coin.transfer(address(books), wanted - held);
        } else {
            vm.prank(address(books));
            coin.transfer(address(this), held - wanted);
        }
    }
}

/// @notice A token that a bridge brought, with a feed of its rate: stATOM and mSOL have few decimals, stNEAR many.
abstract contract BridgedFamilyTest is FamilyTest {
    RateFeed private feed;

    function _decimals() internal pure virtual returns (uint8 ofToken, uint8 ofFeed);

    function _family() internal override returns (IERC20, uint256, PushedRateAdapter.Source memory source) {
        (uint8 ofToken, uint8 ofFeed) = _decimals();
        feed = new RateFeed();
        _report(RATE);
        source = PushedRateAdapter.Source(
            address(feed),
            feed.latestAnswer.selector,
            0,
            uint128(10 ** ofFeed)
        );
        return (new BridgedToken(ofToken), 10 ** ofToken, source);
    }

    function _report(uint256 rate) internal override {
        (, uint8 ofFeed) = _decimals();
        feed.report(int256((rate * 10 ** ofFeed) / WAD));
    }

    function test_PRC_01_aNegativeAnswerIsNoRate() public {
        feed.report(-1);
        vm.expectPartialRevert(PushedRateAdapter.NoRate.selector);
        adapter.redemptionRate();
    }
}

contract StatomFamilyTest is BridgedFamilyTest {
    function _decimals() internal pure override returns (uint8, uint8) {
        return (6, 8);
    }
}

contract MsolFamilyTest is BridgedFamilyTest {
    function _decimals() internal pure override returns (uint8, uint8) {
        return (9, 9);
    }
}

contract StnearFamilyTest is BridgedFamilyTest {
    function _decimals() internal pure override returns (uint8, uint8) {
        return (24, 24);
    }
}

contract StoktFamilyTest is BridgedFamilyTest {
    function _decimals() internal pure override returns (uint8, uint8) {
        return (18, 18);
    }
}
