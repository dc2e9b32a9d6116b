// Runs the official GraphQL-over-HTTP audits against a URL and prints what is not "ok", one JSON object a line; then the count.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
for (const { id, name, status, reason } of results)
  if (status !== "ok") console.log(JSON.stringify({ id, name, status, reason }));
console.log(JSON.stringify({ audits: results.length }));
