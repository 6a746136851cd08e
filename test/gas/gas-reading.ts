/** What `npm run gas` asks of a module: the gas that named operations used, measured on a chain in a known state. */
export interface GasReading {
  readonly name: string;
  /** @returns gas used by each operation, keyed by a name that no other reading uses */
  run(): Promise<Readonly<Record<string, number>>>;
}
