// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AaveFlash} from "../../../contracts/flash/AaveFlash.sol";
import {FlashAdapter} from "../../../contracts/flash/FlashAdapter.sol";
import {FlashLenders} from "../../../contracts/flash/FlashLenders.sol";
import {MorphoFlash} from "../../../contracts/flash/MorphoFlash.sol";
import {IAaveAddressesProvider} from "../../../contracts/interfaces/IAaveAddressesProvider.sol";
import {IFlashBorrower, IFlashLender} from "../../../contracts/interfaces/IFlashLender.sol";
import {IMorpho, IMorphoFlashLoanCallback} from "../../../contracts/interfaces/IMorpho.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Lends what it has at a fee of its own.
contract OneLender is IFlashLender {
    uint256 private immutable _fee;
    /// What it does not answer: 1 what it has, 2 what it asks.
    uint256 private immutable _silence;

    constructor(uint256 fee_, uint256 silence) {
        (_fee, _silence) = (fee_, silence);
    }

    function available(address token) external view returns (uint256) {
        require(_silence != 1, "no answer");
        return IERC20(token).balanceOf(address(this));
    }

    function fee(address, uint256) external view returns (uint256) {
        require(_silence != 2, "no answer");
        return _fee;
    }

    function flash(address token, uint256 amount, bytes calldata data) external {
        uint256 held = IERC20(token).balanceOf(address(this));
        IERC20(token).transfer(msg.sender, amount);
        IFlashBorrower(msg.sender).onFlash(token, amount, _fee, data);
        require(IERC20(token).balanceOf(address(this)) >= held + _fee, "not returned");
    }
}

/// @notice Lends as Morpho's published interface says.
contract MorphoLending is IMorpho {
    function flashLoan(address token, uint256 assets, bytes calldata data) external {
        IERC20(token).transfer(msg.sender, assets);
        IMorphoFlashLoanCallback(msg.sender).onMorphoFlashLoan(assets, data);
        require(IERC20(token).transferFrom(msg.sender, address(this), assets), "not returned");
    }
}

/// @notice Several flash lenders as one, with this test as the borrower: whom it asks, and what it refuses.
/// @dev Proves LEV-02, VLT-15.
contract SeveralFlashLendersTest is Test, IFlashBorrower {
    enum Conduct {
        Returns,
        Keeps,
        BorrowsAgain
    }

    PlainToken private token;
    FlashLenders private lenders;
    IFlashLender[] private each;
    Conduct private conduct;
    uint256 private feeSeen;

    function setUp() public {
        token = new PlainToken();
        each.push(new OneLender(0, 1));
        each.push(new OneLender(0, 2));
        each.push(new OneLender(5e18, 0));
        each.push(new OneLender(3e18, 0));
        lenders = new FlashLenders(each);
        for (uint256 i = 0; i < 3; ++i) token.transfer(address(each[i]), 1_000e18);
        token.transfer(address(each[3]), 400e18);
    }

    function onFlash(address, uint256 amount, uint256 fee, bytes calldata) external {
        feeSeen = fee;
        assertGe(token.balanceOf(address(this)), amount, "the loan is in hand");
        if (conduct == Conduct.BorrowsAgain) IFlashLender(msg.sender).flash(address(token), 1, "");
        if (conduct != Conduct.Keeps) token.transfer(msg.sender, amount + fee);
    }

    function test_LEV_02_theCheapestOfThoseThatAnswerAndHaveEnoughLends(uint256 amount) public {
        amount = bound(amount, 1, 1_000e18);
        uint256 cheapest = amount <= 400e18 ? 3e18 : 5e18;
        IFlashLender lender = each[amount <= 400e18 ? 3 : 2];
        uint256 held = token.balanceOf(address(lender));
        assertEq(lenders.fee(address(token), amount), cheapest, "what it will ask");
        lenders.flash(address(token), amount, "");
        assertEq(feeSeen, cheapest, "is what it asks");
        assertEq(token.balanceOf(address(lender)) - held, cheapest, "and is paid");
        assertEq(token.balanceOf(address(lenders)), 0, "nothing stays on the way");
    }

    function test_LEV_02_whoeverDoesNotAnswerIsPassedOver() public view {
        assertEq(lenders.available(address(token)), 1_000e18, "the most that one of the others has");
        assertEq(lenders.lenders().length, 4, "though it is among them");
    }

    function test_LEV_02_whereNobodyHasEnoughTheAmountIsNamed() public {
        assertEq(lenders.fee(address(token), 1_000e18 + 1), 0, "nothing is said of the cost");
        vm.expectRevert(
            abi.encodeWithSelector(FlashLenders.NobodyLends.selector, address(token), 1_000e18 + 1)
        );
        lenders.flash(address(token), 1_000e18 + 1, "");
    }

    function test_VLT_15_aLoanWithinALoanIsRefused() public {
        conduct = Conduct.BorrowsAgain;
        vm.expectRevert(FlashLenders.LoanUnderWay.selector);
        lenders.flash(address(token), 100e18, "");
        MorphoFlash morpho = _morpho();
        vm.expectRevert(FlashAdapter.LoanUnderWay.selector);
        morpho.flash(address(token), 100e18, "");
    }

    function test_aLoanThatDoesNotComeBackIsRefusedByItsAdapter() public {
        MorphoFlash morpho = _morpho();
        conduct = Conduct.Keeps;
        vm.expectRevert(
            abi.encodeWithSelector(FlashAdapter.LoanNotReturned.selector, address(token), 100e18, 0)
        );
        morpho.flash(address(token), 100e18, "");
        conduct = Conduct.Returns;
        morpho.flash(address(token), 100e18, "");
        assertEq(token.balanceOf(address(morpho.lender())), 1_000e18, "and one that does has no fee");
        assertEq(morpho.fee(address(token), 100e18), 0, "as it says");
    }

    function test_VLT_15_anAdapterAnswersOnlyLoansThatItTookItself(address initiator) public {
        AaveFlash aave = new AaveFlash(IAaveAddressesProvider(address(0)));
        vm.assume(initiator != address(aave));
        vm.expectRevert(abi.encodeWithSelector(FlashAdapter.UnknownLoan.selector, initiator));
        aave.executeOperation(address(token), 1, 0, initiator, "");
    }

    function _morpho() private returns (MorphoFlash) {
        MorphoLending lending = new MorphoLending();
        token.transfer(address(lending), 1_000e18);
        return new MorphoFlash(lending);
    }
}
