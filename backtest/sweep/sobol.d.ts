declare module "sobol" {
  /** Its first vector is the origin; good for the first 2^20. */
  export class SobolSequenceGenerator {
    constructor(dimension: number);
    nextVector(): number[];
  }
}
