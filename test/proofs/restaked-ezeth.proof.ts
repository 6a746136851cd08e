// The model of a holding of ezETH against LiquidRestakingStrategy, EzethDoor and the port of Renzo.

import { Interface } from "ethers";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { EzethDoor } from "../../strategies/restaking/doors/ezeth-door.ts";
import { compiled } from "../evm/compiled.ts";
import { liquidProof } from "./liquid.ts";
import { call, POOLED, part } from "./restaked.ts";

const RENZO = new Interface([
  "function report(uint256 rate)",
  "function setPaused(bool paused)",
  "function getRate() view returns (uint256)",
]);
const COOL_DOWN = 7 * 86_400;

export const proof = liquidProof<EzethDoor>({
  token: "ezETH",
  operations: ["grow", "grow", "fall", "pause"],

  async open(evm, { steth, keel, lido }, reporter) {
    const deploy = (source: string, types: readonly string[], values: readonly unknown[]) =>
      evm.deploy(withArguments(compiled(source), types, values));
    const token = await deploy(
      "contracts/devnet/Renzo",
      ["address", "address", "uint256"],
      [steth, reporter.address, COOL_DOWN],
    );
    const door = await deploy("contracts/strategies/restaking/doors/EzethDoor", Array(5).fill("address"), [
      steth,
      ...Array(4).fill(token),
    ]);
    // Others hold the token too, so that the queue has what it pays with after a rise of the rate.
    const held = sharesByEther(lido, POOLED / 100n) >> 6n;
    await keel.perform([call(steth, "transferShares", [token, held])]);
    return {
      own: { door, token, source: [token, RENZO.getFunction("getRate")?.selector ?? ""] },
      door: { is: "ezETH", rate: WAD, coolDown: COOL_DOWN, paused: false, held, shares: 0n, requests: [] },
    };
  },

  plan({ token }, { rate, paused }, { operation, size }) {
    if (operation === "pause") {
      return {
        deeds: [call(token, "setPaused", [!paused], RENZO)],
        change: (_, door) => {
          door.paused = !paused;
        },
      };
    }
    const changed = operation === "grow" ? rate + (part(rate, size) >> 7n) : rate - (part(rate, size) >> 4n);
    return {
      deeds: [call(token, "report", [changed], RENZO)],
      change: (_, door) => {
        door.rate = changed;
      },
    };
  },
});
