// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoopPolicy} from "../../contracts/strategies/LoopPolicy.sol";
import {LoopSizing} from "../../contracts/strategies/LoopSizing.sol";

/// @title The loop's policy and sizing, asked many questions in one call, to hold their TypeScript twins against them.
contract LoopPolicyProbe {
    struct Question {
        LoopPolicy.State state;
        LoopPolicy.Params params;
    }

    struct Setting {
        LoopPolicy.Params params;
        uint256 liquidationLtv;
        uint256 window;
    }

    struct Size {
        uint256 collateralValue;
        uint256 debt;
        uint256 target;
        uint256 lenderPeg;
        uint256 price;
    }

    struct Auction {
        uint256 ltv;
        uint256 line;
        uint256 liquidationLtv;
        uint256 bonus;
        uint256 collateralValue;
        uint256 debt;
        uint256 target;
    }

    function decide(
        Question[] calldata questions
    ) external pure returns (LoopPolicy.Decision[] memory decisions) {
        decisions = new LoopPolicy.Decision[](questions.length);
        for (uint256 i = 0; i < questions.length; ++i) {
            decisions[i] = LoopPolicy.decide(questions[i].state, questions[i].params);
        }
    }

    function unsound(Setting[] calldata settings) external pure returns (uint256[] memory rules) {
        rules = new uint256[](settings.length);
        for (uint256 i = 0; i < settings.length; ++i) {
            Setting calldata s = settings[i];
            rules[i] = LoopPolicy.unsound(s.params, s.liquidationLtv, s.window);
        }
    }

    function auctions(
        Auction[] calldata asked
    ) external pure returns (uint256[] memory discounts, uint256[] memory repaid) {
        discounts = new uint256[](asked.length);
        repaid = new uint256[](asked.length);
        for (uint256 i = 0; i < asked.length; ++i) {
            Auction calldata a = asked[i];
            discounts[i] = LoopSizing.discount(a.ltv, a.line, a.liquidationLtv, a.bonus);
            repaid[i] = LoopSizing.toAuction(a.collateralValue, a.debt, a.target, discounts[i]);
        }
    }

    function sizes(
        Size[] calldata asked
    ) external pure returns (uint256[] memory toBorrow, uint256[] memory toSell) {
        toBorrow = new uint256[](asked.length);
        toSell = new uint256[](asked.length);
        for (uint256 i = 0; i < asked.length; ++i) {
            Size calldata s = asked[i];
            toBorrow[i] = LoopSizing.toBorrow(s.collateralValue, s.debt, s.target, s.lenderPeg);
            toSell[i] = LoopSizing.toSell(s.collateralValue, s.debt, s.target, s.lenderPeg, s.price);
        }
    }
}
