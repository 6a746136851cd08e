// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RestakingPolicy} from "../../contracts/strategies/restaking/RestakingPolicy.sol";

/// @title The policy of restaked positions, asked many questions in one call, to hold its TypeScript twin against it.
contract RestakingPolicyProbe {
    struct Question {
        RestakingPolicy.State state;
        RestakingPolicy.Params params;
    }

    function decide(
        Question[] calldata questions
    ) external pure returns (RestakingPolicy.Decision[] memory decisions, uint256[] memory rules) {
        decisions = new RestakingPolicy.Decision[](questions.length);
        rules = new uint256[](questions.length);
        for (uint256 i = 0; i < questions.length; ++i) {
            decisions[i] = RestakingPolicy.decide(questions[i].state, questions[i].params);
            rules[i] = RestakingPolicy.unsound(questions[i].params);
        }
    }
}
