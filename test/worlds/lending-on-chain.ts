/**
 * The offline mainnet with a vault that holds a loop and a lending position, and a stable market around the latter. From the
 * opening on blocks come at fixed times, so that whatever is measured repeats.
 */
import { Contract, type Interface, type InterfaceAbi, MaxUint256 } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { deployLending } from "../../deploy/lending.ts";
import { accounts, type Role, walletOf } from "../../devnet/accounts.ts";
import { type Address, addressBook } from "../../devnet/addresses.ts";
import { GENESIS_TIMESTAMP } from "../../devnet/genesis/genesis-time.ts";
import type { Action } from "../../strategies/decision.ts";
import type { LendingSetting } from "../../strategies/lending/params.ts";
import { openStableMarket, type StableMarket } from "./stable-market.ts";
import { VaultOnChain } from "./vault-on-chain.ts";

const BLOCK_TIME = 12;
/** After the genesis: longer than the vault's delay for a new strategy. */
const OPENED_AFTER = 30 * 86_400;
const ASSUMED_VENUE_APR = 50_000_000_000_000_000n;
const TRANSMIT = ["function transmit()"];
const APPROVE = ["function approve(address spender, uint256 amount)"];

export const SETTING: LendingSetting = {
  ltv: { min: "0.45", target: "0.50", max: "0.55", ripcord: "0.70" },
};

export class LendingOnChain {
  readonly world: VaultOnChain;
  readonly market: StableMarket;
  readonly address: Address;
  #time = GENESIS_TIMESTAMP + OPENED_AFTER;

  private constructor(world: VaultOnChain, market: StableMarket, address: Address) {
    this.world = world;
    this.market = market;
    this.address = address;
  }

  static async open(): Promise<LendingOnChain> {
    const world = await VaultOnChain.open();
    const market = await openStableMarket(world.provider);
    const { strategy: address } = await deployLending(
      { venues: market, setting: SETTING, assumedVenueApr: ASSUMED_VENUE_APR },
      {
        ...{ chain: world.chain.provider, vault: world.deployment },
        ...{ owner: walletOf("owner"), stateDirectory: world.stateDirectory },
      },
    );
    const keel = interfaceOf("KeelVault");
    const add = keel.encodeFunctionData("addStrategy", [address, MaxUint256]);
    await world.send("owner", world.deployment.contracts.vault, keel, "submit", [add]);
    const lending = new LendingOnChain(world, market, address);
    await lending.send("owner", lending.vault, interfaceOf("KeelVault"), "addStrategy", [
      address,
      MaxUint256,
    ]);
    await lending.observe(BLOCK_TIME);
    return lending;
  }

  close(): Promise<void> {
    return this.world.close();
  }

  get vault(): Address {
    return this.world.deployment.contracts.vault;
  }

  get strategy(): Contract {
    return new Contract(this.address, interfaceOf("LendingStrategy"), this.world.provider);
  }

  /** Time passes, and then feeds, average and the venue's rate are looked at. */
  async observe(seconds: number): Promise<void> {
    this.#time += seconds;
    await this.send("transmitter", addressBook.stethEthFeed.address, TRANSMIT, "transmit");
    await this.send("transmitter", this.market.feed, TRANSMIT, "transmit");
    const { prices } = this.world.deployment.contracts;
    await this.send("transmitter", prices, interfaceOf("StethPrices"), "poke");
    const venueYield = await this.strategy.getFunction("yield")();
    await this.send("transmitter", venueYield, interfaceOf("VenueYield"), "observe");
  }

  async deposit(role: Role, assets: bigint): Promise<void> {
    await this.send(role, addressBook.stETH.address, APPROVE, "approve", [this.vault, assets]);
    const args = [assets, accounts[role]];
    await this.send(role, this.vault, interfaceOf("KeelVault"), "deposit(uint256,address)", args);
  }

  allocate(units: bigint) {
    return this.send("keeper", this.vault, interfaceOf("KeelVault"), "allocate", [this.address, units]);
  }

  /** The trader sells stETH into Curve's pool. */
  async sellIntoPool(steth: bigint): Promise<void> {
    const pool = addressBook.curvePool.address;
    await this.send("trader", addressBook.stETH.address, APPROVE, "approve", [pool, steth]);
    const exchange = ["function exchange(int128 i, int128 j, uint256 dx, uint256 minDy) payable"];
    await this.send("trader", pool, exchange, "exchange", [1, 0, steth, 0]);
  }

  /** The keeper does what the rules ask for. @throws where that is not `action` */
  async execute(action: Action) {
    const asked = await this.strategy.getFunction("check")();
    if (Number(asked.action) !== action)
      throw new Error(`wanted action ${action}, the rules ask for ${asked.action} (reason ${asked.reason})`);
    const args = [action, asked.target, 0];
    return this.send("keeper", this.address, interfaceOf("LendingStrategy"), "execute", args);
  }

  /** Sets the clock to the next block's time, so that what is read of the pending block is what its transaction finds. */
  async peek(): Promise<void> {
    await this.world.provider.send("evm_setNextBlockTimestamp", [this.#time + BLOCK_TIME]);
  }

  async send(
    role: Role,
    to: string,
    abi: Interface | InterfaceAbi,
    name: string,
    args: readonly unknown[] = [],
  ) {
    this.#time += BLOCK_TIME;
    await this.world.provider.send("evm_setNextBlockTimestamp", [this.#time]);
    return this.world.send(role, to, abi, name, args);
  }
}
