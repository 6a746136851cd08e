/** The moment at which the offline mainnet begins: 2022-05-01 00:00:00 UTC. */
export const GENESIS_TIMESTAMP = 1_651_363_200;
