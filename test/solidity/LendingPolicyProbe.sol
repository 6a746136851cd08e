// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LendingPolicy} from "../../contracts/strategies/lending/LendingPolicy.sol";

/// @title The lending policy, asked many questions in one call, to hold its TypeScript twin against it.
contract LendingPolicyProbe {
    struct Question {
        LendingPolicy.State state;
        LendingPolicy.Params params;
    }

    struct Setting {
        LendingPolicy.Params params;
        uint256 liquidationLtv;
        uint256 window;
    }

    function decide(
        Question[] calldata questions
    ) external pure returns (LendingPolicy.Decision[] memory decisions) {
        decisions = new LendingPolicy.Decision[](questions.length);
        for (uint256 i = 0; i < questions.length; ++i) {
            decisions[i] = LendingPolicy.decide(questions[i].state, questions[i].params);
        }
    }

    function unsound(Setting[] calldata settings) external pure returns (uint256[] memory rules) {
        rules = new uint256[](settings.length);
        for (uint256 i = 0; i < settings.length; ++i) {
            Setting calldata s = settings[i];
            rules[i] = LendingPolicy.unsound(s.params, s.liquidationLtv, s.window);
        }
    }
}
