import { readdirSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import { expect, test } from 'vitest';

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const schema = new Ajv2020({ formats: { uint8: true, uint16: true } }).compile(read('../docs/process.schema.json') as object);
const files = readdirSync('../catalogue');

test.each(files)('%s keeps the published schema of a process', (file) => {
  expect(schema(read(`../catalogue/${file}`)) || schema.errors).toBe(true);
});

test('the schema refuses a field it does not know', () => {
  expect(schema({ ...(read(`../catalogue/${files[0]}`) as object), shouts: true })).toBe(false);
});
