// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IStethRoute} from "../../../contracts/interfaces/IStethRoute.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What a leveraged loop does not do, what it takes no more of, and how it says so.
/// @dev Proves LEV-01, LEV-03, PRC-01, VLT-15, VLT-16.
contract LoopRefusalsTest is LenderAdmin {
    function test_VLT_15_etherAndFlashLoansComeOnlyFromWhereTheyAreExpected() public {
        vm.prank(TRADER);
        (bool taken, bytes memory reason) = address(loop).call{value: 1}("");
        assertFalse(taken, "a stranger's ether is sent back");
        assertEq(bytes32(bytes4(reason)), bytes32(LoopErrors.UnexpectedCall.selector), "by name");
        address lender = address(loop.flashLender());
        vm.expectRevert(abi.encodeWithSelector(LoopErrors.UnexpectedCall.selector, lender));
        vm.prank(lender);
        loop.onFlash(address(WETH), 1, 0, "");
    }

    function test_theVaultTakesNoMoreThanThereIsAndNoLessThanItAsksFor() public {
        _levered(300e18);
        uint256 whole = loop.exitUnits();
        vm.startPrank(address(vault));
        vm.expectRevert(abi.encodeWithSelector(IStrategy.ExceedsExit.selector, whole + 1, whole));
        loop.withdraw(whole + 1, 0);
        vm.expectPartialRevert(IStrategy.InsufficientRealised.selector);
        loop.withdraw(whole / 2, whole);
        vm.stopPrank();
    }

    function test_LEV_01_anActionOfNothingIsNone() public {
        _deposit(ALICE, 300e18);
        _allocate();
        vm.expectRevert(LoopErrors.NothingToDo.selector);
        vm.prank(KEEPER);
        loop.execute(Codes.LEVER, 0, 0);
        _keep();
        _setThreshold(6900);
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.DELEVER, "a lowered threshold asks for a delever");
        vm.expectRevert(LoopErrors.NothingToDo.selector);
        vm.prank(KEEPER);
        loop.execute(Codes.DELEVER, 1e9, 0);
    }

    function test_itTakesWhatTheLendersSupplyCapLeavesAndNoMore(uint256 room) public {
        room = bound(room, 2, 500);
        uint256 supplied = loop.aToken().totalSupply();
        vm.prank(LENDER_ADMIN);
        CONFIGURATOR.setSupplyCap(address(WSTETH), supplied / WAD + room);
        uint256 limit = loop.depositLimit();
        assertLe(limit, room * WAD, "what the cap leaves");
        assertGe(limit, (room - 1) * WAD, "all of it");
        _deposit(ALICE, 999e18);
        vm.prank(KEEPER);
        vault.allocate(loop, limit);
        assertLt(loop.depositLimit(), WAD, "and then it is full");
    }

    function test_LEV_03_aClosedReserveOrADepegTakesNothing() public {
        uint256 copy = vm.snapshotState();
        _freeze(address(WSTETH));
        assertEq(loop.depositLimit(), 0, "frozen");
        vm.revertToState(copy);
        _levered(100e18);
        _pause(address(WSTETH));
        assertEq(loop.depositLimit() + loop.withdrawLimit(), 0, "paused, nothing moves either way");
        vm.revertToState(copy);
        _thin(0.9e18);
        _depegTo(0.94e18);
        _settle();
        assertEq(loop.depositLimit(), 0, "from defend on");
    }

    function test_PRC_01_aPriceThatTheLenderLacksIsFlagged() public {
        _levered(100e18);
        vm.mockCall(
            LENDER.getPriceOracle(),
            abi.encodeWithSignature("getAssetPrice(address)", address(WSTETH)),
            abi.encode(uint256(0))
        );
        assertTrue(loop.risk().priceFlags & Codes.FLAG_LENDER != 0, "by the lender's flag");
        assertFalse(loop.entriesOpen(), "and closes entries");
    }

    function test_INC_02_whereNoSaleIsQuotedItsCostIsEverything() public {
        _levered(100e18);
        assertLt(loop.risk().saleCost, 0.01e9, "in a deep pool hardly anything");
        vm.mockCallRevert(address(route), abi.encodeWithSelector(IStethRoute.quoteSell.selector), "closed");
        assertEq(loop.risk().saleCost, 1e9, "in a closed one all of it");
    }

    function test_VLT_16_aQuoteThatFailsForAnUnknownReasonIsNotTakenForAnAnswer() public {
        _levered(100e18);
        vm.mockCallRevert(
            address(route),
            abi.encodeWithSelector(IStethRoute.quoteSellFor.selector),
            "out of order"
        );
        vm.expectRevert(bytes("out of order"));
        loop.exitUnits();
    }
}
