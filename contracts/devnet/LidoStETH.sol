// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStETH} from "../interfaces/IStETH.sol";
import {StETH} from "./StETH.sol";

/// @title Lido as it stood in 2022, for the offline mainnet: stETH, its staking and its oracle's reports
/// @notice Grade: proven for shares, conversions, transfers, allowances, submissions and reports: equal to the code
/// recorded behind 0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84 in October 2022 to the wei
/// (test/proofs/lido-steth.proof.ts). `transferSharesFrom` and `permit` came later and are written from Lido's
/// documentation: unproven.
///
/// Left out: the proxy, pausing, stake limits, depositing the buffer with validators, execution-layer rewards (none
/// before the Merge of September 2022) and withdrawals (closed until May 2023). The whole 10% fee goes to the treasury, where
/// mainnet splits it between treasury and node operators: the share rate is the same.
contract LidoStETH is StETH {
    uint256 private constant DEPOSIT_SIZE = 32 ether;
    uint256 private constant FEE_BASIS_POINTS = 1_000;
    uint256 private constant TOTAL_BASIS_POINTS = 10_000;

    /// @notice Who alone may report.
    address public immutable getOracle;
    /// @notice Who receives the fee.
    address public immutable getTreasury;

    /// @notice Ether submitted and not yet with validators (wei).
    uint256 public getBufferedEther;
    uint256 private depositedValidators;
    uint256 private beaconValidators;
    uint256 private beaconBalance;

    /// @notice Ether staked, who staked it, and whom to thank for it.
    event Submitted(address indexed sender, uint256 amount, address referral);

    /// @notice A pool already at work: `totalShares` against `balance` of ether with validators.
    /// @param oracle Who may report.
    /// @param treasury Who receives the fee.
    /// @param holder Who owns every share so far.
    /// @param totalShares Shares so far, 1e18.
    /// @param deposited Validators funded with 32 ether each.
    /// @param visible Validators among them that the last report saw; the rest count as 32 ether each.
    /// @param balance Balance of the visible validators (wei).
    constructor(
        address oracle,
        address treasury,
        address holder,
        uint256 totalShares,
        uint256 deposited,
        uint256 visible,
        uint256 balance
    ) {
        getOracle = oracle;
        getTreasury = treasury;
        depositedValidators = deposited;
        beaconValidators = visible;
        beaconBalance = balance;
        _mintShares(holder, totalShares);
        _announce(address(0), holder, getPooledEthByShares(totalShares), totalShares);
    }

    /// @notice Stakes the ether sent, as `submit` without a referral.
    receive() external payable {
        _submit(address(0));
    }

    /// @inheritdoc IStETH
    function submit(address referral) external payable returns (uint256) {
        return _submit(referral);
    }

    /// @notice Books what the oracle committee saw on the beacon chain. A gain mints the fee; a loss lowers every
    /// balance and mints nothing.
    /// @param validators Lido's validators that are visible now; never fewer than before.
    /// @param balance Their balances together (wei).
    function handleOracleReport(uint256 validators, uint256 balance) external {
        require(msg.sender == getOracle, "APP_AUTH_FAILED");
        require(validators <= depositedValidators, "REPORTED_MORE_DEPOSITED");
        require(validators >= beaconValidators, "REPORTED_LESS_VALIDATORS");

        uint256 expected = beaconBalance + (validators - beaconValidators) * DEPOSIT_SIZE;
        beaconValidators = validators;
        beaconBalance = balance;
        if (balance > expected) _mintFee(balance - expected);
    }

    /// @notice Lido's fee on rewards, basis points.
    function getFee() external pure returns (uint16) {
        return uint16(FEE_BASIS_POINTS);
    }

    /// @notice Validators funded, validators visible at the last report, and the balance of the latter (wei).
    function getBeaconStat() external view returns (uint256, uint256, uint256) {
        return (depositedValidators, beaconValidators, beaconBalance);
    }

    /// @inheritdoc IStETH
    function getTotalPooledEther() public view override returns (uint256) {
        uint256 transient_ = (depositedValidators - beaconValidators) * DEPOSIT_SIZE;
        return getBufferedEther + transient_ + beaconBalance;
    }

    function _submit(address referral) private returns (uint256 sharesAmount) {
        require(msg.value != 0, "ZERO_DEPOSIT");
        sharesAmount = getSharesByPooledEth(msg.value);
        // An empty pool starts at one share a wei. Lido also lands here, and pays a whole share, for a deposit of 1 wei.
        if (sharesAmount == 0) sharesAmount = msg.value;

        _mintShares(msg.sender, sharesAmount);
        getBufferedEther += msg.value;
        emit Submitted(msg.sender, msg.value, referral);
        _announce(address(0), msg.sender, getPooledEthByShares(sharesAmount), sharesAmount);
    }

    /// @dev Shares s that are worth the fee once minted: s / (totalShares + s) = fee · rewards / totalPooledEther,
    /// rounded down; the rewards are in the pooled ether already.
    function _mintFee(uint256 rewards) private {
        uint256 feeShares =
            (rewards * FEE_BASIS_POINTS * getTotalShares()) /
                (getTotalPooledEther() * TOTAL_BASIS_POINTS - FEE_BASIS_POINTS * rewards);
        _mintShares(getTreasury, feeShares);
        _announce(address(0), getTreasury, getPooledEthByShares(feeShares), feeShares);
    }
}
