// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LidoStETH} from "../../../contracts/devnet/LidoStETH.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice stETH's promises to its holders, and the parts of its port that recorded mainnet cannot speak for.
contract StETHTest is Test {
    uint256 private constant BALANCE = 4_200_000 ether;
    uint256 private constant SIGNER_KEY = 0xA11CE;
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    address private immutable treasury = address(0x7EA5);
    address private immutable bob = address(0xB0B);
    LidoStETH private steth;

    function setUp() public {
        steth = new LidoStETH(
            address(this),
            treasury,
            address(this),
            3_850_000 ether,
            131_250,
            131_250,
            BALANCE
        );
    }

    function test_aTransferMovesAtMostTwoWeiLessThanNamedAndNeverMore(uint256 amount) public {
        amount = bound(amount, 0, steth.balanceOf(address(this)));
        uint256 before = steth.balanceOf(address(this));
        steth.transfer(bob, amount);
        assertLe(steth.balanceOf(bob), amount, "the receiver never gets more");
        assertGe(steth.balanceOf(bob) + 2, amount, "the receiver gets at most 2 wei less");
        assertNear(before - steth.balanceOf(address(this)), amount, 2, "the sender loses as much, to 2 wei");
    }

    function test_sharesTransferredFromAHolderMoveExactlyAndSpendTheirWorth(uint256 shares) public {
        shares = bound(shares, 0, steth.sharesOf(address(this)));
        uint256 worth = steth.getPooledEthByShares(shares);
        steth.approve(bob, worth);
        vm.prank(bob);
        assertEq(steth.transferSharesFrom(address(this), bob, shares), worth, "answers the shares' worth");
        assertEq(steth.sharesOf(bob), shares, "not a share more or less");
        assertEq(steth.allowance(address(this), bob), 0, "the allowance is spent");
    }

    function test_sharesCannotBeTakenBeyondTheAllowance() public {
        steth.approve(bob, steth.getPooledEthByShares(1 ether) - 1);
        vm.prank(bob);
        vm.expectRevert(bytes("TRANSFER_AMOUNT_EXCEEDS_ALLOWANCE"));
        steth.transferSharesFrom(address(this), bob, 1 ether);
    }

    function test_aRewardReachesEveryHolderLessATenth(uint256 reward) public {
        reward = bound(reward, 1 ether, BALANCE / 10);
        steth.handleOracleReport(131_250, BALANCE + reward);
        assertNear(steth.balanceOf(address(this)), BALANCE + (reward * 9) / 10, 2, "holders get nine tenths");
        assertNear(steth.balanceOf(treasury), reward / 10, 2, "the treasury gets one");
    }

    function test_aSlashFallsOnHoldersInFull(uint256 loss) public {
        loss = bound(loss, 1, BALANCE);
        steth.handleOracleReport(131_250, BALANCE - loss);
        assertEq(steth.balanceOf(address(this)), BALANCE - loss, "all of the loss is theirs");
        assertEq(steth.sharesOf(treasury), 0, "a loss pays no fee");
    }

    function test_nobodyButTheOracleReports() public {
        vm.prank(bob);
        vm.expectRevert(bytes("APP_AUTH_FAILED"));
        steth.handleOracleReport(131_250, BALANCE);
    }

    function test_aPermitSignedByTheHolderSetsTheAllowanceOnce() public {
        address signer = vm.addr(SIGNER_KEY);
        (uint8 v, bytes32 r, bytes32 s) = _sign(signer, 5 ether, block.timestamp);
        steth.permit(signer, bob, 5 ether, block.timestamp, v, r, s);
        assertEq(steth.allowance(signer, bob), 5 ether, "the allowance is set");
        assertEq(steth.nonces(signer), 1, "the nonce is used");

        vm.expectRevert(bytes("INVALID_SIGNATURE"));
        steth.permit(signer, bob, 5 ether, block.timestamp, v, r, s);
    }

    function test_aPermitPastItsDeadlineIsRefused() public {
        address signer = vm.addr(SIGNER_KEY);
        (uint8 v, bytes32 r, bytes32 s) = _sign(signer, 5 ether, block.timestamp);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(bytes("DEADLINE_EXPIRED"));
        steth.permit(signer, bob, 5 ether, block.timestamp - 1, v, r, s);
    }

    function test_theSigningDomainIsLidos() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("Liquid staked Ether 2.0"),
                keccak256("2"),
                block.chainid,
                address(steth)
            )
        );
        assertEq(steth.DOMAIN_SEPARATOR(), domain, "name, version, chain and address");
    }

    function _sign(
        address signer,
        uint256 value,
        uint256 deadline
    ) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 message = keccak256(
            abi.encode(PERMIT_TYPEHASH, signer, bob, value, steth.nonces(signer), deadline)
        );
        return
            vm.sign(SIGNER_KEY, keccak256(abi.encodePacked("\x19\x01", steth.DOMAIN_SEPARATOR(), message)));
    }
}
