/**
 * A node that answers as another would: it passes requests on to a development node, but for the methods that it answers
 * itself. So commands can be tried against a node that does not say what it is, or is on another chain.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { Eip1193 } from "../../devnet/eip1193.ts";

export type Disguise = Readonly<Record<string, { readonly result: unknown } | "unsupported">>;

/** What only development nodes answer. */
export const NO_DEVELOPMENT_NODE: Disguise = {
  hardhat_metadata: "unsupported",
  anvil_nodeInfo: "unsupported",
  web3_clientVersion: { result: "Geth/v1.16.0" },
};

export interface DisguisedNode {
  readonly url: string;
  close(): Promise<void>;
}

export async function disguisedNode(node: Eip1193, disguise: Disguise): Promise<DisguisedNode> {
  const server = createServer(async (request, response) => {
    const { id, method, params } = JSON.parse(await bodyOf(request));
    const answer = await answerTo(node, disguise, method, params);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answerTo(
  node: Eip1193,
  disguise: Disguise,
  method: string,
  params: unknown[],
): Promise<object> {
  const own = disguise[method];
  if (own === "unsupported")
    return { error: { code: -32601, message: `the method ${method} does not exist` } };
  if (own !== undefined) return own;
  try {
    return { result: await node.request({ method, params }) };
  } catch (error) {
    const { code = -32603, message, data } = error as { code?: number; message: string; data?: unknown };
    return { error: { code, message, data } };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
