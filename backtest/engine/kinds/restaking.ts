/**
 * wstETH restaked in a Symbiotic vault as a run plays it. Nobody is slashed there, no operator leaves and no rewards are paid: no tape
 * tells of them. What is left is Lido's yield, and the wait of whoever wants out.
 */
import { Action } from "../../../strategies/decision.ts";
import type { Seconds } from "../../../strategies/kernels/math/units.ts";
import {
  emptyAccount,
  emptyVault,
  type SymbioticVault,
} from "../../../strategies/kernels/symbiotic/vault.ts";
import type { Market } from "../../../strategies/market/market.ts";
import { type Prices, readPrices, redemptionRate } from "../../../strategies/prices/steth-prices.ts";
import { restakingStrategy } from "../../../strategies/restaking/model.ts";
import type { RestakingSettings } from "../../../strategies/restaking/params.ts";
import { decide } from "../../../strategies/restaking/policy.ts";
import { execute } from "../../../strategies/restaking/symbiotic-moves.ts";
import {
  entryUnits,
  type RestakedSymbiotic,
  risk,
  type SymbioticPosition,
} from "../../../strategies/restaking/symbiotic-position.ts";
import { unitsHeld, type Wealth } from "../../attribution/wealth.ts";
import type { ActionRecord } from "../../result.ts";
import {
  type Asked,
  type Exposure,
  type Moved,
  NO_BANDS,
  NOTHING_OWED,
  type Observed,
  type Played,
} from "../played.ts";

const RAY = 10n ** 27n;
const FROM_WAD = 1_000_000_000n;

export interface VenueEpochs {
  readonly epoch: Seconds;
  /** When the first one began; with the deployment without it. */
  readonly epochZero?: Seconds;
}

interface Staked {
  readonly venue: SymbioticVault;
  readonly position: SymbioticPosition;
}

export class PlayedRestaking implements Played {
  readonly prices: Prices;
  readonly strategy;
  readonly #market: Market;
  readonly #settings: RestakingSettings;
  readonly #staked: Staked;
  readonly restaked: RestakedSymbiotic;

  constructor(market: Market, prices: Prices, settings: RestakingSettings, staked: Staked) {
    this.prices = prices;
    this.#market = market;
    this.#settings = settings;
    this.#staked = staked;
    this.restaked = {
      ...staked,
      settings,
      rebasing: true,
      lido: market.lido,
      operatorWorks: true,
      get time() {
        return market.time;
      },
    };
    this.strategy = restakingStrategy(this.restaked);
  }

  static open(
    market: Market,
    prices: Prices,
    settings: RestakingSettings,
    { epoch, epochZero = market.time }: VenueEpochs,
  ): PlayedRestaking {
    const venue = emptyVault(epochZero, epoch);
    const account = emptyAccount();
    const position = { wsteth: 0n, steth: 0n, account, epochs: [], level: 0, lastAction: 0, lastAlarm: 0 };
    return new PlayedRestaking(market, prices, settings, {
      venue,
      position: { ...position, factorSeen: RAY },
    });
  }

  copyInto(market: Market): PlayedRestaking {
    return new PlayedRestaking(market, { ...this.prices }, this.#settings, structuredClone(this.#staked));
  }

  /** The venue lives by the clock alone. */
  follow(): void {}

  look(): void {}

  ask(): Asked {
    const decision = decide(risk(this.restaked), this.#settings.params);
    return { own: decision, decision, inForce: [], ltv: 0, floor: 0n };
  }

  act({ decision: { action, target } }: Asked): Moved {
    execute(this.restaked, action, target);
    return {};
  }

  ltv(): number {
    return 0;
  }

  /** What the vault puts in is staked at once, as far as the target goes. */
  opens({ kind, decision }: ActionRecord): boolean {
    return kind === "allocate" || decision.action === Action.deposit;
  }

  wealth(idle: bigint): Wealth {
    return [unitsHeld(idle + entryUnits(this.restaked), redemptionRate(this.#market))];
  }

  poolFee(): bigint {
    return 0n;
  }

  exposure(): Exposure {
    return NOTHING_OWED;
  }

  liquidate(): void {}

  observe(): Observed {
    const { peg } = readPrices(this.prices, this.#market);
    return {
      collateral: 0n,
      debt: 0n,
      peg: Number(peg / FROM_WAD),
      ltv: 0,
      bands: NO_BANDS,
      liquidationLtv: 0,
      level: this.restaked.position.level,
      carry: 0,
    };
  }
}
