// PostGraphile 5 over one schema of a database, as it is run in production: `node postgraphile.mjs SCHEMA URL PORT`.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const [schema, url, port] = process.argv.slice(2);
const serving = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: url, schemas: [schema] })],
  grafserv: { graphiql: false, outputDataAsString: true },
});
const server = createServer();
await serving.createServ(grafserv).addTo(server);
server.listen(Number(port), "127.0.0.1");
