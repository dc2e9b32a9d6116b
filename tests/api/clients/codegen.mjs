// GraphQL Code Generator: writes to OUT the types of DOCUMENTS, by a schema and the configuration that is given as JSON.
import { readFileSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { buildSchema, parse } from "graphql";

const [schema, documents, filename, config] = process.argv.slice(2);
const schemaAst = buildSchema(readFileSync(schema, "utf8"));
const plugins = { typescript, typescriptOperations };
const written = await codegen({
  schemaAst,
  schema: parse(readFileSync(schema, "utf8")),
  documents: [{ location: documents, document: parse(readFileSync(documents, "utf8")) }],
  filename,
  config: JSON.parse(config),
  plugins: Object.keys(plugins).map((name) => ({ [name]: {} })),
  pluginMap: plugins,
});
writeFileSync(filename, written);
