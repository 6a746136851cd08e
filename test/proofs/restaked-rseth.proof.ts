// The model of a holding of rsETH against LiquidRestakingStrategy, RsethDoor and the port of Kelp, whose operator unlocks requests,
// completes them for their owner, prices stETH, limits what comes in and what goes out, and pauses.

import { Interface } from "ethers";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { MAX_UINT256, WAD } from "../../strategies/kernels/math/units.ts";
import { completeOldest, type RsethDoor, unlockQueue } from "../../strategies/restaking/doors/rseth-door.ts";
import type { RestakedLiquid } from "../../strategies/restaking/liquid-position.ts";
import { compiled } from "../evm/compiled.ts";
import { DELAY_BLOCKS, liquidProof, type ProtocolSite } from "./liquid.ts";
import { call, POOLED, part } from "./restaked.ts";

const KELP = new Interface([
  "function report(uint256 price)",
  "function setStethPrice(uint256 price)",
  "function unlockQueue()",
  "function completeWithdrawalForUser(address asset, address user, string referralId)",
  "function setDepositLimit(uint256 limit)",
  "function setLeast(uint256 least)",
  "function setPaused(bool paused)",
  "function rsETHPrice() view returns (uint256)",
]);

export const proof = liquidProof<RsethDoor, ProtocolSite & { readonly steth: string }>({
  token: "rsETH",
  operations: [
    ...["grow", "grow", "fall", "pause", "unlock", "unlock", "complete", "complete"],
    ...["price steth", "limit", "least"],
  ],

  async open(evm, { steth, keel, lido }, reporter) {
    const token = await evm.deploy(
      withArguments(
        compiled("contracts/devnet/Kelp"),
        ["address", "address", "uint256"],
        [steth, reporter.address, DELAY_BLOCKS],
      ),
    );
    const door = await evm.deploy(
      withArguments(compiled("contracts/strategies/restaking/doors/RsethDoor"), Array(4).fill("address"), [
        steth,
        ...Array(3).fill(token),
      ]),
    );
    // Others hold the token too, so that the queue has what it pays with after a rise of the rate.
    const held = sharesByEther(lido, POOLED / 100n) >> 6n;
    await keel.perform([call(steth, "transferShares", [token, held])]);
    return {
      own: { door, token, steth, source: [token, KELP.getFunction("rsETHPrice")?.selector ?? ""] },
      door: {
        is: "rsETH",
        price: WAD,
        stethPrice: WAD,
        depositLimit: MAX_UINT256,
        leastRequest: 0n,
        delayBlocks: DELAY_BLOCKS,
        paused: false,
        held,
        committed: 0n,
        nextLocked: 0,
        nextNonce: 0,
        shares: 0n,
        requests: [],
      },
    };
  },

  plan({ token, door: at, steth }, { price, paused }, { operation, size, amount }) {
    const said = (name: string, args: readonly unknown[], change: (next: RsethDoor) => void) => ({
      deeds: [call(token, name, args, KELP)],
      change: (_: unknown, next: RsethDoor) => change(next),
    });
    switch (operation) {
      case "pause":
        return said("setPaused", [!paused], (next) => {
          next.paused = !paused;
        });
      case "unlock":
        return {
          deeds: [call(token, "unlockQueue", [], KELP)],
          change: (model, next) => unlockQueue({ ...model, door: next }),
        };
      case "complete":
        return {
          deeds: [call(token, "completeWithdrawalForUser", [steth, at, ""], KELP)],
          change: (model: RestakedLiquid, next: RsethDoor) => {
            if (next.paused || !completeOldest({ ...model, door: next })) throw new Error("locked");
          },
        };
      case "price steth": {
        const stethPrice = WAD - (part(WAD, size) >> 9n);
        return said("setStethPrice", [stethPrice], (next) => {
          next.stethPrice = stethPrice;
        });
      }
      case "limit": {
        const limit = size % 2n === 0n ? MAX_UINT256 : 4n * amount;
        return said("setDepositLimit", [limit], (next) => {
          next.depositLimit = limit;
        });
      }
      case "least": {
        const least = size % 2n === 0n ? 0n : amount >> 3n;
        return said("setLeast", [least], (next) => {
          next.leastRequest = least;
        });
      }
      default: {
        const changed =
          operation === "grow" ? price + (part(price, size) >> 7n) : price - (part(price, size) >> 4n);
        return said("report", [changed], (next) => {
          next.price = changed;
        });
      }
    }
  },
});
