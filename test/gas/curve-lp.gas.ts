/** The gas of a position in Curve's classic pool, staked in a gauge that pays CRV: in, rewards, and out. */
import { ContractFactory, Interface, type InterfaceAbi } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { deployCurveLp } from "../../deploy/curve-lp.ts";
import { accounts, walletOf } from "../../devnet/accounts.ts";
import { type Address, addressBook } from "../../devnet/addresses.ts";
import { GENESIS_TIMESTAMP } from "../../devnet/genesis/genesis-time.ts";
import { Action } from "../../strategies/decision.ts";
import { devnetArtifact } from "../worlds/curve-lp-on-chain.ts";
import { VaultOnChain } from "../worlds/vault-on-chain.ts";
import type { GasReading } from "./gas-reading.ts";

const STETH = new Interface(["function transferShares(address, uint256)"]);
const FEED = new Interface(["function transmit()"]);
const DAY = 86_400;
const BLOCK_TIME = 12;
/** Later than any deployment ends. */
const FIRST_BLOCK_AFTER = 3_600;
const UNITS = 100n * 10n ** 18n;
/** CRV a second in May 2022, and when that year of it began. */
const CRV_RATE = 7_327_000_000_000_000_000n;
const CRV_YEAR = GENESIS_TIMESTAMP - 200 * DAY;
const POSITION = interfaceOf("StethCurveLp");

class MeteredCurveLp {
  readonly #world: VaultOnChain;
  readonly #strategy: Address;
  #time = GENESIS_TIMESTAMP + FIRST_BLOCK_AFTER;

  private constructor(world: VaultOnChain, strategy: Address) {
    this.#world = world;
    this.#strategy = strategy;
  }

  static async open(): Promise<MeteredCurveLp> {
    const world = await VaultOnChain.open();
    const owner = world.provider.signerOf(accounts.owner);
    const deployed = async (name: string, args: readonly unknown[]): Promise<Address> => {
      const { abi, bytecode } = devnetArtifact(name);
      const contract = await new ContractFactory(abi, bytecode, owner).deploy(...args);
      return (await contract.getAddress()) as Address;
    };
    const crv = await deployed("CurveDaoToken", [CRV_YEAR, CRV_RATE]);
    const minter = await deployed("CurveMinter", [crv]);
    const gauge = await deployed("CurveGauge", [addressBook.curveToken.address, minter]);
    await world.send("owner", crv, ["function set_minter(address)"], "set_minter", [minter]);
    const weighted = [gauge, 3n * 10n ** 16n];
    await world.send("owner", minter, ["function add_gauge(address, uint256)"], "add_gauge", weighted);
    const { strategy } = await deployCurveLp(
      {
        // What a CRV is worth does not change what a harvest costs in gas: the feed at hand will do.
        setting: { harvest: { multiple: 1 }, auction: { harvestCost: "0.000000000000000001" } },
        gauge: { address: gauge, minter },
        rewards: [{ token: crv, feed: addressBook.stethEthFeed.address, maxAge: 30 * DAY }],
      },
      {
        ...{ chain: world.chain.provider, vault: world.deployment },
        ...{ owner: walletOf("owner"), stateDirectory: world.stateDirectory },
      },
    );
    await world.provider.send("hardhat_impersonateAccount", [world.deployment.contracts.vault]);
    return new MeteredCurveLp(world, strategy);
  }

  close(): Promise<void> {
    return this.#world.close();
  }

  async fund(units: bigint): Promise<void> {
    const { trader } = accounts;
    await this.#send(trader, addressBook.stETH.address, STETH, "transferShares", [this.#strategy, units]);
  }

  /** Time passes, and everybody looks. @returns gas of the position's own look */
  async lookAround(seconds: number): Promise<number> {
    this.#time += seconds;
    const { prices } = this.#world.deployment.contracts;
    await this.#send(accounts.transmitter, addressBook.stethEthFeed.address, FEED, "transmit");
    await this.#send(accounts.transmitter, prices, interfaceOf("StethPrices"), "poke");
    return this.#send(accounts.transmitter, this.#strategy, POSITION, "observe");
  }

  /** @throws where the rules do not ask for `action` */
  execute(action: Action): Promise<number> {
    const target = action === Action.enter ? 1_000_000_000 : 0;
    return this.#send(accounts.keeper, this.#strategy, POSITION, "execute", [action, target, 0]);
  }

  /** The vault takes `units` out. */
  withdraw(units: bigint): Promise<number> {
    const { vault } = this.#world.deployment.contracts;
    return this.#send(vault, this.#strategy, POSITION, "withdraw", [units, 0]);
  }

  async exitUnits(): Promise<bigint> {
    const data = POSITION.encodeFunctionData("exitUnits");
    const answer = await this.#world.provider.call({ to: this.#strategy, data });
    return POSITION.decodeFunctionResult("exitUnits", answer)[0];
  }

  async #send(
    from: string,
    to: string,
    abi: Interface | InterfaceAbi,
    name: string,
    args: readonly unknown[] = [],
  ): Promise<number> {
    this.#time += BLOCK_TIME;
    const { provider } = this.#world;
    await provider.send("evm_setNextBlockTimestamp", [this.#time]);
    const data = Interface.from(abi).encodeFunctionData(name, args);
    const hash = (await provider.send("eth_sendTransaction", [
      { from, to, data, gas: "0x989680", gasPrice: "0x0" },
    ])) as string;
    const receipt = await provider.getTransactionReceipt(hash);
    if (receipt?.status !== 1) throw new Error(`${name} reverted`);
    return Number(receipt.gasUsed);
  }
}

export const gas: GasReading = {
  name: "Curve LP",
  async run() {
    const position = await MeteredCurveLp.open();
    try {
      await position.fund(UNITS);
      await position.lookAround(60);
      const enter = await position.execute(Action.enter);
      const observe = await position.lookAround(8 * DAY);
      const harvest = await position.execute(Action.harvest);
      const withdraw = await position.withdraw(UNITS / 4n);
      const unwind = await position.withdraw(await position.exitUnits());
      return {
        "curve-enter": enter,
        "curve-observe": observe,
        "curve-harvest": harvest,
        "curve-withdraw": withdraw,
        "curve-unwind": unwind,
      };
    } finally {
      await position.close();
    }
  },
};
