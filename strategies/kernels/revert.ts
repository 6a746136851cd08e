// What a kernel throws where the contract it ports would revert.

/**
 * The contract would have reverted; the state that was passed in is unchanged. `reason` is the contract's
 * own, where it has one.
 */
export class ProtocolRevert extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`the contract reverts: ${reason}`);
    this.name = "ProtocolRevert";
    this.reason = reason;
  }
}
