// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EigenLayer} from "../../../contracts/devnet/EigenLayer.sol";
import {
    IEigenAllocationManager,
    IEigenDelegationManager,
    IEigenRewardsCoordinator,
    IEigenStrategy,
    IEigenStrategyManager
} from "../../../contracts/interfaces/IEigenLayer.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {EigenLayerStrategy} from "../../../contracts/strategies/restaking/EigenLayerStrategy.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {PaidToken} from "../curve-lp/PaidToken.sol";
import {RestakingWorld} from "../utils/RestakingWorld.sol";
import {vm} from "../utils/Vm.sol";
import {RewardsPayer} from "./RewardsPayer.sol";

/// @notice A vault that restakes in EigenLayer through its published interfaces, on a port of its books (grade: unproven).
/// @dev Proves RSK-01, RSK-02 for it, as far as the port is EigenLayer.
contract EigenLayerTest is RestakingWorld {
    address private constant OPERATOR = address(0x0BE);
    uint48 private constant DELAY = 100_800;

    EigenLayer private eigen;
    EigenLayerStrategy private restaked;
    RewardsPayer private payer;

    function setUp() public override {
        super.setUp();
        vault = _newVault();
        eigen = new EigenLayer(STETH, OPERATOR, DELAY);
        payer = new RewardsPayer();
        // The port answers for every block since its delay began.
        vm.roll(block.number + DELAY + 1);
        restaked = new EigenLayerStrategy(
            _terms(vault),
            EigenLayerStrategy.Venue({
                strategyManager: IEigenStrategyManager(address(eigen)),
                delegation: IEigenDelegationManager(address(eigen)),
                allocations: IEigenAllocationManager(address(eigen)),
                rewards: payer,
                strategy: IEigenStrategy(address(eigen)),
                operator: OPERATOR,
                rewardReceiver: OWNER
            })
        );
        IEigenDelegationManager.SignatureWithExpiry memory none;
        _open(restaked, abi.encodeCall(EigenLayerStrategy.delegate, (none, bytes32(0))));
        vm.prank(OPERATOR);
        eigen.allocate(0, 1e18, 0);
        vm.startPrank(TRADER);
        STETH.approve(address(eigen), 1_000e18);
        eigen.depositIntoStrategy(address(eigen), STETH, 1_000e18);
        vm.stopPrank();
    }

    function test_whatIsAllocatedIsStakedAndDelegated(uint256 assets) public {
        _deposit(ALICE, bound(assets, 1e12, 800e18));
        uint256 units = vault.idleUnits();
        _allocate();
        assertNear(restaked.stakedUnits(), units, 4, "in EigenLayer's shares, worth as many of Lido's");
        assertNear(eigen.operatorShares(), eigen.depositedShares(address(restaked)), 1, "of our operator");
    }

    function test_aStakingRebaseReachesTheHoldersThere(uint256 growth) public {
        _working(500e18);
        uint256 assets = vault.totalAssets();
        growth = bound(growth, 1e9, 0.009e18);
        _rebase(growth);
        assertNear(
            vault.totalAssets(),
            assets + (assets * growth) / WAD,
            1e9,
            "as if they held it themselves"
        );
    }

    function test_stethRewardsStayAndAreStakedAndOtherTokensGoToTheirReceiver(uint256 amount) public {
        amount = bound(amount, 1e12, 100e18);
        PaidToken other = new PaidToken(amount);
        other.transfer(address(payer), amount);
        vm.prank(TRADER);
        STETH.transfer(address(payer), amount + 2);
        uint256 before = restaked.looseUnits();
        restaked.claimRewards(_claim(STETH, amount));
        assertNear(
            restaked.looseUnits() - before,
            STETH.getSharesByPooledEth(amount),
            2,
            "the position's own token stays with it"
        );
        restaked.claimRewards(_claim(other, amount));
        assertEq(other.balanceOf(OWNER), amount, "any other goes where it was fixed to go");
    }

    function test_aClaimOfStethAmongOtherTokensIsRefused() public {
        IEigenRewardsCoordinator.RewardsMerkleClaim memory claim = _claim(STETH, 1e18);
        IEigenRewardsCoordinator.TokenTreeMerkleLeaf memory stethLeaf = claim.tokenLeaves[0];
        claim.tokenLeaves = new IEigenRewardsCoordinator.TokenTreeMerkleLeaf[](2);
        claim.tokenLeaves[0] = stethLeaf;
        claim.tokenLeaves[1].token = new PaidToken(1);
        vm.expectRevert(EigenLayerStrategy.MixedClaim.selector);
        restaked.claimRewards(claim);
    }

    function test_aStrategyOfAnotherTokenIsRefused() public {
        EigenLayer foreign = new EigenLayer(WETH, OPERATOR, DELAY);
        EigenLayerStrategy.Venue memory v = EigenLayerStrategy.Venue({
            strategyManager: IEigenStrategyManager(address(foreign)),
            delegation: IEigenDelegationManager(address(foreign)),
            allocations: IEigenAllocationManager(address(foreign)),
            rewards: payer,
            strategy: IEigenStrategy(address(foreign)),
            operator: OPERATOR,
            rewardReceiver: OWNER
        });
        vm.expectPartialRevert(EigenLayerStrategy.NotStethStrategy.selector);
        new EigenLayerStrategy(_terms(vault), v);
    }

    function _claim(
        IERC20 token_,
        uint256 amount
    ) private view returns (IEigenRewardsCoordinator.RewardsMerkleClaim memory claim) {
        claim.earnerLeaf.earner = address(restaked);
        claim.tokenLeaves = new IEigenRewardsCoordinator.TokenTreeMerkleLeaf[](1);
        claim.tokenLeaves[0] = IEigenRewardsCoordinator.TokenTreeMerkleLeaf(token_, amount);
    }

    function test_RSK_01_aSlashOfTheOperatorLowersUnitsInItsBlock(uint256 part) public {
        _working(500e18);
        part = bound(part, 1e12, 0.99e18);
        uint256 before = restaked.entryUnits();
        _slashOperator(part);
        assertNear(restaked.entryUnits(), before - (before * part) / WAD, 6, "by the part that was slashed");
        assertEq(restaked.risk().slashSeen, part / 1e9, "and the rules see it");
    }

    function test_RSK_01_withdrawalsInTheQueueAreSlashedUntilTheirDelayIsOver(uint256 part) public {
        _working(800e18);
        _startExit(restaked, 300e18);
        part = bound(part, 1e12, 0.9e18);
        uint256 pending = restaked.pendingUnits();
        _slashOperator(part);
        uint256 left = pending - (pending * part) / WAD;
        assertNear(restaked.pendingUnits(), left, 6, "within the delay");
        vm.roll(block.number + DELAY + 1);
        _slashOperator(0.5e18);
        assertNear(restaked.claimableUnits(), left, 6, "and not after it");
        assertNear(restaked.finishExit(), left, 8, "which is what comes home");
    }

    function test_RSK_02_anExitIsCountedThroughItsDelayAndPaidOnce(uint256 assets) public {
        _working(bound(assets, 1e15, 800e18));
        uint256 entry = restaked.entryUnits();
        uint256 shown = restaked.exitUnits();
        _startExit(restaked, shown);
        assertNear(restaked.entryUnits(), entry, 6, "still ours");
        vm.roll(block.number + DELAY);
        assertEq(restaked.finishExit(), 0, "to the last block of the delay");
        vm.roll(block.number + 1);
        assertGe(restaked.finishExit() + 4, shown, "then all that was shown");
        assertEq(restaked.finishExit(), 0, "once");
    }

    function test_RSK_02_manyExitsMatureEachAtItsTimeAndNoMoreThanCanBeReadAreStarted() public {
        _working(800e18);
        for (uint256 i = 0; i < restaked.MAX_QUEUED(); ++i)
            assertGt(_startExit(restaked, 10e18), 0, "one more");
        assertEq(_startExit(restaked, 10e18), 0, "sixteen are under way: the seventeenth waits");
        vm.roll(block.number + DELAY + 1);
        assertNear(restaked.finishExit(), (160e18 * 1e9) / (1e9 - HAIRCUT), 64, "and all come home together");
        assertGt(_startExit(restaked, 10e18), 0, "then there is room again");
    }

    function test_aPausedVenueIsNamedAndHoldsNothingBackForEver() public {
        _working(500e18);
        _startExit(restaked, 100e18);
        vm.roll(block.number + DELAY + 1);
        _pause(7);
        assertEq(
            restaked.risk().venueFlags,
            Codes.VENUE_IS_FROZEN | Codes.VENUE_IS_PAUSED,
            "deposits, requests and claims"
        );
        assertEq(restaked.depositLimit(), 0, "none taken");
        assertEq(_startExit(restaked, 100e18), 0, "none started");
        assertEq(restaked.finishExit(), 0, "none claimed");
        assertEq(restaked.withdrawLimit(), 0, "and none at hand");
        _pause(0);
        assertGt(restaked.finishExit(), 99e18, "until it goes on");
    }

    function test_anOperatorSlashedToNothingIsLeftAlone() public {
        _working(500e18);
        _slashOperator(1e18);
        assertLe(restaked.entryUnits(), 2, "nothing is left but what never was at stake");
        assertEq(restaked.depositLimit(), 0, "and nothing is added");
        assertNear(vault.exitUnits(), vault.idleUnits(), 2, "holders share what is idle");
    }

    function test_aSlashOfATwentiethSendsEverythingToTheQueue() public {
        _working(500e18);
        _slashOperator(0.05e18);
        RestakingPolicy.Decision memory d = restaked.check();
        assertEq(d.action, Codes.EXIT, "all of it");
        vm.prank(KEEPER);
        restaked.execute(d.action, d.target, 0);
        assertLe(restaked.stakedUnits(), 2, "nothing stays at stake");
        assertEq(restaked.check().action, Codes.HOLD, "and the slash is noted");
    }

    function _slashOperator(uint256 part) private {
        vm.roll(block.number + 1);
        vm.prank(OPERATOR);
        eigen.slash(0, part);
    }

    function _pause(uint256 bits) private {
        vm.prank(OPERATOR);
        eigen.setPaused(bits);
    }
}
