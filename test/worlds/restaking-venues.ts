/** EigenLayer and the protocols of liquid restaking tokens on the offline mainnet, by their ports, as a strategy's file names them. */
import { Contract } from "ethers";
import { accounts } from "../../devnet/accounts.ts";
import { type Address, addressBook } from "../../devnet/addresses.ts";
import type { DevnetProvider } from "../../devnet/provider.ts";
import { deployPort } from "./deploy-artifact.ts";

const DAY = 86_400;
const BLOCKS_A_DAY = 7_200;
const WEEK = 7 * DAY;
const ETHER = 10n ** 18n;
const MANAGED = [
  "function approve(address spender, uint256 amount)",
  "function depositWithERC20(address token, uint256 amount, address referral)",
  "function report(uint256 rate)",
  "function rebase(int256 accruedRewards)",
];
const { builder } = accounts;
const steth = addressBook.stETH.address;

/** Whose operator is the builder. @param days that a withdrawal waits; EigenLayer's are 14 */
export async function openEigenLayer(provider: DevnetProvider, days = 14) {
  const all = await deployPort(provider, "EigenLayer", [steth, builder, days * BLOCKS_A_DAY]);
  const contracts = { strategyManager: all, delegation: all, allocations: all, rewards: all, strategy: all };
  return { contracts, operator: builder, rewardReceiver: accounts.owner };
}

/** A token's protocol, which the builder reports to and manages. */
export interface LiquidProtocol {
  /** As a strategy's file names it. */
  readonly token: Readonly<Record<string, unknown>> & { readonly address: Address };
  /** The builder reports that a token redeems for a ten-thousandth more. */
  grow(): Promise<unknown>;
}

export async function openRenzo(provider: DevnetProvider): Promise<LiquidProtocol> {
  const address = await deployPort(provider, "Renzo", [steth, builder, WEEK]);
  return {
    token: { is: "ezETH", address, manager: address, queue: address, rates: address },
    grow: () => act(provider, "report", address, [(ETHER * 10_001n) / 10_000n]),
  };
}

export async function openEtherfi(provider: DevnetProvider): Promise<LiquidProtocol> {
  const address = await deployPort(provider, "Etherfi", [steth, builder]);
  const others = 1_000n * ETHER;
  const trader = provider.signerOf(accounts.trader);
  const as = (to: string) => new Contract(to, MANAGED, trader);
  await as(steth).getFunction("approve").send(address, others);
  await as(address).getFunction("depositWithERC20").send(steth, others, accounts.trader);
  return {
    token: { is: "weETH", address, liquifier: address, assumedWait: "7d" },
    grow: () => act(provider, "rebase", address, [others / 10_000n]),
  };
}

export async function openKelp(provider: DevnetProvider): Promise<LiquidProtocol> {
  const address = await deployPort(provider, "Kelp", [steth, builder, 7 * BLOCKS_A_DAY]);
  return {
    token: { is: "rsETH", address, pool: address, withdrawals: address, oracle: address },
    grow: () => act(provider, "report", address, [(ETHER * 10_001n) / 10_000n]),
  };
}

const act = (provider: DevnetProvider, name: string, to: string, args: readonly unknown[]) =>
  new Contract(to, MANAGED, provider.signerOf(builder)).getFunction(name).send(...args);
