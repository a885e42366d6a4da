// Draws src/api/schema.ts from the server's specification. Operation ids are left out: the paths name the
// operations well enough, and ids that are not unique would give types that do not compile.
import { readFileSync, writeFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';

const from = process.argv[2] ?? new URL('../../openapi.json', import.meta.url);
const to = new URL('../src/api/schema.ts', import.meta.url);

const specification = JSON.parse(readFileSync(from, 'utf8'));
for (const path of Object.values(specification.paths)) {
  for (const operation of Object.values(path)) delete operation.operationId;
}
const head = '// Made by `npm run api` from openapi.json; never edited by hand.\n\n';
writeFileSync(to, head + astToString(await openapi(specification)));
