/**
 * How soon a borrower may sell again: once the price average has had the time to see what its last sale did to the market. The twin
 * of `contracts/strategies/SalePace.sol`; all in seconds.
 */
const DAY = 86_400;

export interface PaceParams {
  /** Between two actions that nothing urgent asks for. */
  readonly cooldown: number;
  /** Between two sales, unless past the ripcord line. */
  readonly pace: number;
}

/** True where a sale follows another no sooner than the prices' whole `window`, and neither later than a day nor than the cooldown. */
export const paceIsSound = ({ pace, cooldown }: PaceParams, window: number): boolean =>
  pace >= window && pace <= cooldown && pace <= DAY;
