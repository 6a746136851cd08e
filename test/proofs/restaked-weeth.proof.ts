// The model of a holding of weETH against LiquidRestakingStrategy, WeethDoor, its route through Curve's pool or Lido, and the port of
// ether.fi, which finalizes requests, declares them invalid, takes stETH at a discount and pauses.

import { Interface } from "ethers";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { exchange } from "../../strategies/kernels/curve/exchange.ts";
import { invariant } from "../../strategies/kernels/curve/invariant.ts";
import { ETH, STETH, type StethPool } from "../../strategies/kernels/curve/steth-pool.ts";
import { etherByShares, type Lido, sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { WeethDoor } from "../../strategies/restaking/doors/weeth-door.ts";
import type { Actor } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import type { LocalEvm } from "../evm/local-evm.ts";
import { liquidProof, type ProtocolSite } from "./liquid.ts";
import { call, type KeelSite, part } from "./restaked.ts";

const ETHERFI = new Interface([
  "function depositWithERC20(address token, uint256 amount, address referral) returns (uint256)",
  "function rebase(int256 accruedRewards)",
  "function finalizeRequests(uint256 id)",
  "function setValid(uint256 id, bool valid)",
  "function setDiscount(uint256 basisPoints)",
  "function setPaused(bool paused)",
  "function getRate() view returns (uint256)",
]);
const POOL = new Interface([
  "function exchange(int128 i, int128 j, uint256 dx, uint256 min_dy) payable returns (uint256)",
  "function add_liquidity(uint256[2] amounts, uint256 min_mint_amount) payable returns (uint256)",
  "function set_minter(address)",
  "function transferShares(address recipient, uint256 shares) returns (uint256)",
  "function approve(address spender, uint256 amount) returns (bool)",
]);
const ETHER_PLACEHOLDER = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE";
const ASSUMED_WAIT = 7 * 86_400;
const FEE = 4_000_000n;
const ADMIN_FEE = 5_000_000_000n;
/** What others have in ether.fi, and of each coin in Curve's pool; wei. */
const OTHERS = 5_000n * WAD;
const LIQUIDITY = 10_000n * WAD;

export const proof = liquidProof<WeethDoor, ProtocolSite & { readonly pool: string }>({
  token: "weETH",
  operations: ["grow", "grow", "fall", "pause", "finalize", "finalize", "invalidate", "discount", "trade"],

  async open(evm, at, reporter) {
    const { steth, lido } = at;
    await evm.send(
      steth,
      POOL.encodeFunctionData("transferShares", [reporter.address, sharesByEther(lido, 10n * LIQUIDITY)]),
    );
    const { address, pool } = await openPool(evm, at, reporter);
    const token = await evm.deploy(
      withArguments(compiled("contracts/devnet/Etherfi"), ["address", "address"], [steth, reporter.address]),
    );
    await evm.request("hardhat_setBalance", token, `0x${(10n ** 24n).toString(16)}`);
    const route = await evm.deploy(
      withArguments(compiled("contracts/swaps/StethEthRoute"), ["address", "address"], [address, steth]),
    );
    const door = await evm.deploy(
      withArguments(
        compiled("contracts/strategies/restaking/doors/WeethDoor"),
        ["address", "address", "address", "address", "uint256"],
        [steth, token, token, route, ASSUMED_WAIT],
      ),
    );
    const begun = await reporter.perform([
      call(steth, "approve", [token, 1n << 255n]),
      call(token, "depositWithERC20", [steth, OTHERS, reporter.address], ETHERFI),
    ]);
    if (begun.some(({ success }) => !success)) throw new Error("ether.fi does not open");
    return {
      own: { door, token, pool: address, source: [token, ETHERFI.getFunction("getRate")?.selector ?? ""] },
      door: {
        is: "weETH",
        pooled: OTHERS,
        totalShares: OTHERS,
        discount: 0n,
        paused: false,
        lastId: 0,
        lastFinalized: 0,
        assumedWait: ASSUMED_WAIT,
        shares: 0n,
        requests: [],
        pool,
      },
    };
  },

  plan({ token, pool }, door, { operation, size, amount, blocks }) {
    const said = (name: string, args: readonly unknown[], change: (door: WeethDoor) => void) => ({
      deeds: [call(token, name, args, ETHERFI)],
      change: (_: unknown, next: WeethDoor) => change(next),
    });
    switch (operation) {
      case "pause":
        return said("setPaused", [!door.paused], (next) => {
          next.paused = !door.paused;
        });
      case "finalize": {
        const id = Math.max(door.lastId - (blocks % 3), 0);
        return said("finalizeRequests", [id], (next) => {
          next.lastFinalized = id;
        });
      }
      case "invalidate": {
        const request = door.requests[blocks % Math.max(door.requests.length, 1)];
        return said("setValid", [request?.id ?? 0, !(request?.valid ?? true)], (next) => {
          const same = next.requests.find(({ id }) => id === request?.id);
          if (same !== undefined) same.valid = !same.valid;
        });
      }
      case "discount":
        return said("setDiscount", [blocks % 12], (next) => {
          next.discount = BigInt(blocks % 12);
        });
      case "trade": {
        const selling = blocks % 2 === 0;
        const args = selling ? [STETH, ETH, amount, 0n] : [ETH, STETH, amount, 0n];
        const value = selling ? 0n : amount;
        return {
          deeds: [{ ...call(pool, "exchange", args, POOL), value }],
          change: ({ lido }: { lido: Lido }, next: WeethDoor) => {
            exchange(next.pool, lido, selling ? STETH : ETH, amount);
          },
        };
      }
      default: {
        const change =
          operation === "grow" ? part(door.pooled, size) >> 7n : -(part(door.pooled, size) >> 4n);
        return said("rebase", [change], (next) => {
          next.pooled += change;
        });
      }
    }
  },
});

/** Curve's pool with the reporter's liquidity. */
async function openPool(
  evm: LocalEvm,
  { steth, lido }: KeelSite,
  reporter: Actor,
): Promise<{ address: string; pool: StethPool }> {
  const token = await evm.deploy(compiled("contracts/devnet/CurveToken"));
  const address = await evm.deploy(
    withArguments(
      compiled("contracts/devnet/CurveStethPool"),
      ["address", "address[2]", "address", "uint256", "uint256", "uint256"],
      [reporter.address, [ETHER_PLACEHOLDER, steth], token, 50n, FEE, ADMIN_FEE],
    ),
  );
  await evm.send(token, POOL.encodeFunctionData("set_minter", [address]));
  const added = await reporter.perform([
    call(steth, "approve", [address, 1n << 255n]),
    { ...call(address, "add_liquidity", [[LIQUIDITY, LIQUIDITY], 0n], POOL), value: LIQUIDITY },
  ]);
  if (added.some(({ success }) => !success)) throw new Error("the pool takes no liquidity");
  const shares = sharesByEther(lido, LIQUIDITY);
  const pool: StethPool = {
    ether: LIQUIDITY,
    stethShares: shares,
    adminEther: 0n,
    adminSteth: 0n,
    // The first providers get the invariant.
    lpSupply: invariant(LIQUIDITY, etherByShares(lido, shares), 5_000n),
    amplification: 5_000n,
    fee: FEE,
    adminFee: ADMIN_FEE,
  };
  return { address, pool };
}
