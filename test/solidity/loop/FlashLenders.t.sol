// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AaveFlash} from "../../../contracts/flash/AaveFlash.sol";
import {BalancerFlash} from "../../../contracts/flash/BalancerFlash.sol";
import {FlashAdapter} from "../../../contracts/flash/FlashAdapter.sol";
import {FlashLenders} from "../../../contracts/flash/FlashLenders.sol";
import {MorphoFlash} from "../../../contracts/flash/MorphoFlash.sol";
import {IFlashLender} from "../../../contracts/interfaces/IFlashLender.sol";
import {IMorpho, IMorphoFlashLoanCallback} from "../../../contracts/interfaces/IMorpho.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Lends as Morpho's published interface says; its genuine code is not shipped by npm.
contract MorphoPort is IMorpho {
    function flashLoan(address token, uint256 assets, bytes calldata data) external {
        IERC20(token).transfer(msg.sender, assets);
        IMorphoFlashLoanCallback(msg.sender).onMorphoFlashLoan(assets, data);
        require(IERC20(token).transferFrom(msg.sender, address(this), assets), "not returned");
    }
}

/// @notice A loop with several flash lenders goes on while any of them lends, and pays the least that is asked.
/// @dev Proves LEV-02, LEV-09.
contract FlashLendersTest is LenderAdmin {
    MorphoPort private morpho;
    BalancerFlash private balancer;

    function test_LEV_02_withBalancerEmptyAaveLends(uint256 price) public {
        _emptyBalancer(0);
        _levered(300e18);
        assertNear(loop.risk().ltv, 0.66e9, 1e6, "it levers at a premium");
        _crashTo(bound(price, 0.87e18, 0.94e18));
        uint256 before = loop.risk().ltv;
        _keep();
        assertLt(loop.risk().ltv, before, "and delevers");
        uint256 shares = vault.balanceOf(ALICE);
        assertGt(_redeemDeep(ALICE, shares), 0, "and everybody gets out");
    }

    function test_LEV_02_withBalancerAndAaveOutMorphoLends() public {
        _emptyBalancer(0);
        vm.prank(LENDER_ADMIN);
        IFlashLoaning(address(CONFIGURATOR)).setReserveFlashLoaning(address(WETH), false);
        vm.deal(address(this), 5_000 ether);
        WETH.deposit{value: 5_000 ether}();
        WETH.transfer(address(morpho), 5_000e18);
        _levered(300e18);
        assertEq(WETH.balanceOf(address(morpho)), 5_000e18, "which has its own back, without a fee");
    }

    function test_LEV_02_withNobodyLendingTheShortageIsNamed() public {
        _levered(300e18);
        _emptyBalancer(0);
        vm.prank(LENDER_ADMIN);
        IFlashLoaning(address(CONFIGURATOR)).setReserveFlashLoaning(address(WETH), false);
        assertEq(loop.withdrawLimit(), 0, "nothing can be unwound");
        _crashTo(0.93e18);
        LoopPolicy.Decision memory d = loop.check();
        vm.expectPartialRevert(LoopErrors.FlashShort.selector);
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0);
    }

    function test_LEV_02_LEV_09_aFeeOnBalancersLoansBreaksNeitherDeleverNorExit(
        uint256 fee,
        uint256 price
    ) public {
        _levered(300e18);
        _chargeAtBalancer(bound(fee, 1, 0.01e18));
        _crashTo(bound(price, 0.87e18, 0.94e18));
        uint256 before = loop.risk().ltv;
        _keep();
        assertLt(loop.risk().ltv, before, "the delever pays it");
        uint256 shown = loop.exitUnits();
        vm.prank(address(vault));
        assertGe(loop.withdraw(shown, 0), shown, "and the exit value has it in it");
    }

    function test_LEV_02_theCheapestOfThoseWhoLendEnoughIsAsked(uint256 fee) public {
        fee = bound(fee, 0, 0.01e18);
        _chargeAtBalancer(fee);
        uint256 cheapest = fee < 0.0009e18 ? fee : 0.0009e18;
        IFlashLender lenders = loop.flashLender();
        assertNear(lenders.fee(address(WETH), 100e18), (100e18 * cheapest) / WAD, 1, "Balancer's or Aave's");
    }

    function test_VLT_15_nobodyButItsLenderCallsAnAdapterBack(address stranger) public {
        FlashLenders lenders = FlashLenders(address(loop.flashLender()));
        vm.assume(stranger != address(BALANCER) && stranger != address(0));
        IERC20[] memory tokens = new IERC20[](1);
        uint256[] memory amounts = new uint256[](1);
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(FlashAdapter.UnknownLoan.selector, stranger));
        balancer.receiveFlashLoan(tokens, amounts, amounts, "");
        vm.expectRevert(abi.encodeWithSelector(FlashLenders.UnknownLoan.selector, stranger));
        lenders.onFlash(address(WETH), 0, 0, "");
        vm.stopPrank();
    }

    function _flashLender() internal override returns (IFlashLender) {
        morpho = new MorphoPort();
        balancer = new BalancerFlash(BALANCER);
        IFlashLender[] memory lenders = new IFlashLender[](3);
        lenders[0] = balancer;
        lenders[1] = new AaveFlash(LENDER);
        lenders[2] = new MorphoFlash(morpho);
        return new FlashLenders(lenders);
    }

    function _emptyBalancer(uint256 left) private {
        uint256 all = WETH.balanceOf(address(BALANCER));
        vm.prank(address(BALANCER));
        WETH.transfer(TRADER, all - left);
    }

    /// Balancer's governance sets a fee on flash loans: the third slot of its fees collector.
    function _chargeAtBalancer(uint256 part) private {
        vm.store(address(BALANCER.getProtocolFeesCollector()), bytes32(uint256(2)), bytes32(part));
        assertEq(BALANCER.getProtocolFeesCollector().getFlashLoanFeePercentage(), part, "the fee is set");
    }

    function _crashTo(uint256 price) private {
        _thin(0.8e18);
        _depegTo(price);
        for (uint256 i = 0; i < 6; ++i) _observe(30 minutes);
    }
}

interface IFlashLoaning {
    function setReserveFlashLoaning(address asset, bool enabled) external;
}
