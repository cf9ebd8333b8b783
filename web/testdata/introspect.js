// Writes introspection.json, what the stub server of the browser test answers, from stub.graphqls: npm run stub
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSchema, introspectionFromSchema } from 'graphql';

const here = (name) => new URL(name, import.meta.url);
const data = introspectionFromSchema(buildSchema(readFileSync(here('stub.graphqls'), 'utf8')), {
  inputValueDeprecation: true,
  schemaDescription: true,
});
writeFileSync(here('introspection.json'), JSON.stringify({ data }) + '\n');
