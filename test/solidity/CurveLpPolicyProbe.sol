// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CurveLpPolicy} from "../../contracts/strategies/curve-lp/CurveLpPolicy.sol";

/// @title The Curve LP policy, asked many questions in one call, to hold its TypeScript twin against it.
contract CurveLpPolicyProbe {
    struct Question {
        CurveLpPolicy.State state;
        CurveLpPolicy.Params params;
    }

    function decide(
        Question[] calldata questions
    ) external pure returns (CurveLpPolicy.Decision[] memory decisions) {
        decisions = new CurveLpPolicy.Decision[](questions.length);
        for (uint256 i = 0; i < questions.length; ++i) {
            decisions[i] = CurveLpPolicy.decide(questions[i].state, questions[i].params);
        }
    }

    function unsound(
        CurveLpPolicy.Params[] calldata settings
    ) external pure returns (uint256[] memory rules) {
        rules = new uint256[](settings.length);
        for (uint256 i = 0; i < settings.length; ++i) rules[i] = CurveLpPolicy.unsound(settings[i]);
    }
}
