// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {StethZap} from "../../../contracts/entries/StethZap.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {PlainAdapter} from "../gas/PlainAdapter.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Into the vault from ether, WETH, stETH or wstETH, with nothing left on the way.
/// @dev Proves VLT-02, VLT-07.
contract ZapsTest is KeelWorld {
    uint256 private constant KEY = 0xA11CE;
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    StethZap private zap;
    address private signer;

    function setUp() public virtual override {
        super.setUp();
        zap = new StethZap(STETH, WSTETH, WETH, route);
        signer = vm.addr(KEY);
        vm.prank(TRADER);
        STETH.transfer(signer, 1000e18);
        vm.deal(BOB, 10_000 ether);
    }

    function test_etherIsStakedWhereThePoolGivesLess(uint256 amount) public {
        amount = bound(amount, 1e9, 1000e18);
        _buy(300_000e18);
        assertLt(CURVE.get_dy(0, 1, amount), amount, "the pool gives less than one for one");
        uint256 staked = STETH.getSharesByPooledEth(amount);
        assertNear(_zapEther(amount), staked, staked / 1e9 + 4, "so Lido mints");
    }

    function test_etherBuysStethWhereThePoolGivesMore(uint256 amount) public {
        amount = bound(amount, 1e9, 1000e18);
        _sell(100_000e18);
        uint256 bought = STETH.getSharesByPooledEth(CURVE.get_dy(0, 1, amount));
        assertGt(bought, STETH.getSharesByPooledEth(amount), "the pool gives more");
        assertNear(_zapEther(amount), bought, bought / 1e9 + 4, "so it is bought");
    }

    function test_wethGoesTheWayOfEther(uint256 amount) public {
        amount = bound(amount, 1e9, 1000e18);
        uint256 copy = vm.snapshotState();
        uint256 byEther = _zapEther(amount);
        vm.revertToState(copy);
        vm.startPrank(BOB);
        WETH.deposit{value: amount}();
        WETH.approve(address(zap), amount);
        assertEq(zap.depositWeth(vault, amount, 0, BOB), byEther, "the same shares");
        vm.stopPrank();
        _nothingStays();
    }

    function test_VLT_07_stethAndWstethEnterAsTheVaultCountsThem(uint256 amount) public {
        amount = bound(amount, 1e9, 100e18);
        uint256 shares = STETH.sharesOf(BOB);
        vm.startPrank(BOB);
        STETH.approve(address(zap), amount);
        zap.depositSteth(vault, amount, 0, CAROL);
        assertNear(_held(CAROL), shares - STETH.sharesOf(BOB), 4, "what moved is what entered");
        STETH.approve(address(WSTETH), amount);
        uint256 wrapped = WSTETH.wrap(amount);
        WSTETH.approve(address(zap), wrapped);
        uint256 before = _held(CAROL);
        zap.depositWsteth(vault, wrapped, 0, CAROL);
        vm.stopPrank();
        assertNear(_held(CAROL) - before, wrapped, 4, "wrapped or not");
        _nothingStays();
    }

    function test_theReceiverGetsTheSharesAndTheCallerTheDust(uint256 amount) public {
        amount = bound(amount, 1e9, 100e18);
        vm.prank(ALICE);
        STETH.transfer(address(zap), 5e9);
        uint256 before = STETH.balanceOf(BOB);
        vm.startPrank(BOB);
        STETH.approve(address(zap), amount);
        zap.depositSteth(vault, amount, 0, CAROL);
        vm.stopPrank();
        assertGe(STETH.balanceOf(BOB) + amount + 4, before, "at most a wei or two is lost on the way");
        assertGt(vault.balanceOf(CAROL), 0, "shares for the receiver");
        _nothingStays();
    }

    function test_fewerSharesThanAskedForAreRefused(uint256 amount) public {
        amount = bound(amount, 1e9, 100e18);
        uint256 copy = vm.snapshotState();
        uint256 shares = _zapEther(amount);
        vm.revertToState(copy);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(StethZap.BelowMinShares.selector, shares, shares + 1));
        zap.depositEth{value: amount}(vault, shares + 1, BOB);
        vm.prank(BOB);
        assertEq(zap.depositEth{value: amount}(vault, shares, BOB), shares, "exactly as many are taken");
    }

    function test_VLT_17_aSignatureSparesTheApproval(uint256 amount) public {
        amount = bound(amount, 1e9, 900e18);
        StethZap.Permit memory permit = _signed(amount);
        vm.prank(signer);
        assertGt(zap.depositStethWithPermit(vault, amount, 0, signer, permit), 0, "in one transaction");
    }

    function test_VLT_17_aSignatureThatSomebodyUsedFirstStillServes(uint256 amount) public {
        amount = bound(amount, 1e9, 900e18);
        StethZap.Permit memory p = _signed(amount);
        vm.prank(CAROL);
        IERC20Permit(address(STETH)).permit(signer, address(zap), p.value, p.deadline, p.v, p.r, p.s);
        vm.prank(signer);
        assertGt(zap.depositStethWithPermit(vault, amount, 0, signer, p), 0, "the allowance is there");
    }

    function test_aSignatureServesNobodyElse(uint256 amount) public {
        amount = bound(amount, 1e9, 900e18);
        StethZap.Permit memory permit = _signed(amount);
        vm.prank(CAROL);
        vm.expectRevert();
        zap.depositStethWithPermit(vault, amount, 0, CAROL, permit);
        assertEq(vault.balanceOf(CAROL), 0, "it moves the signer's tokens for the signer alone");
    }

    function test_aTokenWithoutPermitsIsMovedByItsAllowance() public {
        vm.startPrank(BOB);
        STETH.approve(address(WSTETH), 1e18);
        uint256 wrapped = WSTETH.wrap(1e18);
        WSTETH.approve(address(zap), wrapped);
        StethZap.Permit memory none;
        assertGt(
            zap.depositWstethWithPermit(vault, wrapped, 0, BOB, none),
            0,
            "a failed permit stops nothing"
        );
        vm.stopPrank();
    }

    function test_aVaultOfAnotherAssetIsRefused() public {
        KeelVault other = new KeelVault(new PlainAdapter(IERC20(WETH)), "W", "W", OWNER, 0, 1, LONGEST_EXIT);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(StethZap.UnsupportedAsset.selector, address(WETH)));
        zap.depositEth{value: 1 ether}(other, 0, BOB);
    }

    function test_etherFromNowhereIsRefused() public {
        vm.prank(BOB);
        (bool sent, bytes memory reason) = address(zap).call{value: 1}("");
        assertFalse(sent, "it would be the next caller's");
        assertEq(bytes32(bytes4(reason)), bytes32(StethZap.UnexpectedEther.selector), "by name");
    }

    function _zapEther(uint256 amount) private returns (uint256 shares) {
        vm.prank(BOB);
        shares = zap.depositEth{value: amount}(vault, 0, BOB);
        _nothingStays();
    }

    function _nothingStays() private view {
        assertEq(STETH.sharesOf(address(zap)), 0, "no stETH");
        assertEq(WSTETH.balanceOf(address(zap)), 0, "no wstETH");
        assertEq(WETH.balanceOf(address(zap)) + address(zap).balance, 0, "no ether");
    }

    /// Units that `who`'s shares stand for.
    function _held(address who) private view returns (uint256) {
        return (vault.balanceOf(who) * (vault.entryUnits() + 1)) / (vault.totalSupply() + 1);
    }

    function _signed(uint256 amount) private view returns (StethZap.Permit memory permit) {
        IERC20Permit token_ = IERC20Permit(address(STETH));
        uint256 deadline = block.timestamp + 1 hours;
        bytes32 digest = keccak256(
            abi.encodePacked(
                hex"1901",
                token_.DOMAIN_SEPARATOR(),
                keccak256(abi.encode(PERMIT, signer, address(zap), amount, token_.nonces(signer), deadline))
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        return StethZap.Permit(amount, deadline, v, r, s);
    }
}
