// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title CRV for the offline mainnet: a rate of inflation that falls once a year, and a minter
/// @notice Grade: unproven. Written from Curve's documentation of ERC20CRV (0xD533a949740bb3306d119CC777fa900bA034cd52).
///
/// Left out: the bound on what may have been minted by now, and the vesting that it also counts.
contract CurveDaoToken is ERC20 {
    uint256 private constant YEAR = 365 days;
    /// 2^(1/4), 1e18: the rate is divided by it every year.
    uint256 private constant RATE_REDUCTION = 1189207115002721024;

    address public minter;
    /// @notice When the present year of inflation began.
    uint256 public start_epoch_time;
    /// @notice CRV wei a second.
    uint256 public rate;

    error OnlyMinter();

    constructor(uint256 epochStart, uint256 rate_) ERC20("Curve DAO Token", "CRV") {
        (minter, start_epoch_time, rate) = (msg.sender, epochStart, rate_);
    }

    /// @notice Hands minting to `minter_`; the deployer is the first.
    function set_minter(address minter_) external {
        if (msg.sender != minter) revert OnlyMinter();
        minter = minter_;
    }

    function mint(address to, uint256 value) external returns (bool) {
        if (msg.sender != minter) revert OnlyMinter();
        _mint(to, value);
        return true;
    }

    /// @notice When the next year of inflation begins; begins it where it is due.
    function future_epoch_time_write() external returns (uint256) {
        while (block.timestamp >= start_epoch_time + YEAR) {
            start_epoch_time += YEAR;
            rate = (rate * 1e18) / RATE_REDUCTION;
        }
        return start_epoch_time + YEAR;
    }
}
