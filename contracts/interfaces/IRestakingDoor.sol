// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title The way into one liquid restaking token and out of it through its own redemption queue.
/// @notice One door serves one strategy, whose requests it holds. Amounts of ether are wei at what the token's own protocol says;
/// no market is asked.
interface IRestakingDoor {
    /// @notice The liquid restaking token.
    function token() external view returns (IERC20);

    /// @notice Makes the caller the strategy that this door serves, for good. Reverts where it serves another.
    function attach() external;

    /// @return ether_ the most that {enter} takes now
    function stakeRoom() external view returns (uint256 ether_);

    /// @return true while the queue takes no request
    function exitsPaused() external view returns (bool);

    /// @return seconds that a request made now waits, as its protocol names them
    function exitWait() external view returns (uint256);

    /// @return ether_ what requests would pay that cannot be claimed yet, slashes taken off as far as the protocol shows them
    function pending() external view returns (uint256 ether_);

    /// @return ether_ what {claim} would bring now
    function claimable() external view returns (uint256 ether_);

    /// @notice Turns the stETH that lies here into the token and sends it to the strategy. Only the strategy.
    function enter() external;

    /// @notice Asks for the redemption of the tokens that lie here. Only the strategy.
    function request() external;

    /// @notice Claims what can be claimed and sends it to the strategy as stETH. Only the strategy.
    function claim() external;

    error OnlyStrategy(address caller);
    error Attached(address strategy);
}
