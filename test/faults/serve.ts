/**
 * The fault-injecting proxy behind a port, to try any program against a node that misbehaves:
 *
 *     node test/faults/serve.ts --node http://127.0.0.1:8545 --port 9545 --fault hung --seed 7
 */
import { createServer, type IncomingMessage } from "node:http";
import { parseArgs } from "node:util";
import { RpcNode } from "../../devnet/rpc-node.ts";
import { type Fault, FaultProxy } from "./fault-proxy.ts";
import { Random } from "./random.ts";
import { down, garbage, hung, lagging, lying, rateLimited, wrongChain } from "./rpc-faults.ts";

const { values } = parseArgs({
  options: {
    node: { type: "string", default: "http://127.0.0.1:8545" },
    port: { type: "string", default: "9545" },
    fault: { type: "string", default: "none" },
    seed: { type: "string", default: "1" },
    share: { type: "string", default: "1" },
  },
});
const node = new RpcNode(values.node);
const random = new Random(Number(values.seed));
const head = async () => Number(await node.request({ method: "eth_blockNumber" }));

const FAULTS: Readonly<Record<string, Fault>> = {
  none: (_, pass) => pass(),
  down,
  hung,
  "429": rateLimited,
  garbage: garbage(random),
  "wrong-chain": wrongChain,
  lagging: lagging(head, () => 3),
  lying: lying(random),
};
const fault = FAULTS[values.fault];
if (fault === undefined) {
  console.error(`there is no fault "${values.fault}"; there are ${Object.keys(FAULTS).join(", ")}`);
  process.exit(1);
}

const proxy = new FaultProxy(node);
const share = Number(values.share);
proxy.inject((request, pass) => (random.chance(share) ? fault(request, pass) : pass()));

createServer(async (request, response) => {
  const { id, method, params = [] } = JSON.parse(await bodyOf(request));
  const reply = await proxy.reply({ method, params });
  if (reply === "hang") return;
  if (reply === "drop") request.socket.destroy();
  else if ("status" in reply) response.writeHead(reply.status).end(reply.body);
  else {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id, ...reply }));
  }
}).listen(Number(values.port), "127.0.0.1", () => {
  console.log(`${values.node} with the fault "${values.fault}" is at http://127.0.0.1:${values.port}`);
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
