/** What a node sent back cannot be what was asked for: it is asked again, or another node is. */
export class GarbledAnswer extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`the node answered with ${what}`, options);
    this.name = "GarbledAnswer";
  }
}
