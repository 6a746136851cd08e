/** The one function that every chain offers, in this process or behind a URL (EIP-1193). */
export interface Eip1193 {
  // biome-ignore lint/suspicious/noExplicitAny: what a JSON-RPC method answers is known by its caller alone
  request(call: { method: string; params?: readonly unknown[] | object }): Promise<any>;
}
