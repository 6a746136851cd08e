// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IEigenRewardsCoordinator} from "../../../contracts/interfaces/IEigenLayer.sol";

/// @notice EigenLayer's RewardsCoordinator as far as a staker meets it: pays each leaf to one recipient. Its proofs are left out.
contract RewardsPayer is IEigenRewardsCoordinator {
    function processClaim(RewardsMerkleClaim calldata claim, address recipient) external {
        for (uint256 i = 0; i < claim.tokenLeaves.length; ++i) {
            claim.tokenLeaves[i].token.transfer(recipient, claim.tokenLeaves[i].cumulativeEarnings);
        }
    }
}
