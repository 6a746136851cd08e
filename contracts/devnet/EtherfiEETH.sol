// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a share of ether.fi's pool is worth
interface IEtherfiBooks {
    function amountForShare(uint256 share) external view returns (uint256);
    function sharesForAmount(uint256 amount) external view returns (uint256);
}

/// @title ether.fi's rebasing eETH, as far as weETH and withdrawal requests move it, for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of etherfi-protocol/smart-contracts, `EETH`. Balances are
/// shares at the pool's books; a transfer moves whole shares, rounded down.
contract EtherfiEETH {
    IEtherfiBooks public immutable pool;
    mapping(address account => uint256) public shares;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    error OnlyPool();
    error AllowanceTooLow();

    modifier onlyPool() {
        if (msg.sender != address(pool)) revert OnlyPool();
        _;
    }

    constructor() {
        pool = IEtherfiBooks(msg.sender);
    }

    function mintShares(address account, uint256 share) external onlyPool {
        shares[account] += share;
    }

    function burnShares(address account, uint256 share) external onlyPool {
        shares[account] -= share;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < amount) revert AllowanceTooLow();
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - amount;
        _move(from, to, amount);
        return true;
    }

    function balanceOf(address account) external view returns (uint256) {
        return pool.amountForShare(shares[account]);
    }

    function _move(address from, address to, uint256 amount) private {
        uint256 share = pool.sharesForAmount(amount);
        shares[from] -= share;
        shares[to] += share;
    }
}
