// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IStETH} from "../interfaces/IStETH.sol";

/// @title ezETH of Renzo, its manager, its withdrawal queue and its rate, for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of Renzo-Protocol/contracts-public (RestakeManager,
/// WithdrawQueue, BalancerRateProvider), whose deployed code is not recorded. One contract answers for all of them.
///
/// Left out: collateral but stETH, which counts as ether one to one; operators, buffers of the queue, and how the value is
/// arrived at (the reporter says it, early or late).
contract Renzo is ERC20 {
    struct Request {
        address collateralToken;
        uint256 withdrawRequestId;
        uint256 amountToRedeem;
        uint256 ezETHLocked;
        uint256 createdAt;
    }

    uint256 private constant WAD = 1e18;

    IStETH public immutable steth;
    /// @notice Who reports the rate and pauses.
    address public immutable reporter;
    uint256 public immutable coolDownPeriod;
    /// @notice ETH per ezETH as last reported, WAD.
    uint256 public getRate = WAD;
    bool public paused;
    uint256 private _lastId;
    mapping(address user => Request[]) public withdrawRequests;

    error OnlyReporter();
    error ContractPaused();
    error EarlyClaim();
    error UnsupportedWithdrawAsset();

    modifier onlyReporter() {
        if (msg.sender != reporter) revert OnlyReporter();
        _;
    }

    modifier whenNotPaused() {
        if (paused) revert ContractPaused();
        _;
    }

    constructor(IStETH steth_, address reporter_, uint256 coolDown) ERC20("Renzo Restaked ETH", "ezETH") {
        (steth, reporter, coolDownPeriod) = (steth_, reporter_, coolDown);
    }

    function deposit(IERC20 collateralToken, uint256 amount) external whenNotPaused {
        if (address(collateralToken) != address(steth)) revert UnsupportedWithdrawAsset();
        collateralToken.transferFrom(msg.sender, address(this), amount);
        _mint(msg.sender, (amount * WAD) / getRate);
    }

    function withdraw(uint256 amount, address assetOut) external whenNotPaused {
        if (assetOut != address(steth)) revert UnsupportedWithdrawAsset();
        _transfer(msg.sender, address(this), amount);
        withdrawRequests[msg.sender].push(
            Request(assetOut, ++_lastId, (amount * getRate) / WAD, amount, block.timestamp)
        );
    }

    function claim(uint256 index, address user) external whenNotPaused {
        Request[] storage requests = withdrawRequests[user];
        Request memory request = requests[index];
        if (block.timestamp - request.createdAt < coolDownPeriod) revert EarlyClaim();
        requests[index] = requests[requests.length - 1];
        requests.pop();
        uint256 worth = (request.ezETHLocked * getRate) / WAD;
        _burn(address(this), request.ezETHLocked);
        steth.transfer(user, worth < request.amountToRedeem ? worth : request.amountToRedeem);
    }

    function getOutstandingWithdrawRequests(address user) external view returns (uint256) {
        return withdrawRequests[user].length;
    }

    /// @notice The reporter pushes what ezETH redeems for; it may be late.
    function report(uint256 rate) external onlyReporter {
        getRate = rate;
    }

    function setPaused(bool paused_) external onlyReporter {
        paused = paused_;
    }
}
