import { z } from 'zod';
import {
  reportedListSchema,
  reportedNameSchema,
  reportedTextSchema,
} from './reported';

it('cuts a text, and makes it printable', () => {
  const text = reportedTextSchema.parse(`a\nb\u202e${'x'.repeat(20_000)}`);
  expect(text).toMatch(/^a\nb\\u202ex+…$/);
  expect(text).toHaveLength(10_000);
  expect(reportedTextSchema.parse(text)).toBe(text);
});

it('returns a name on one line', () => {
  const name = reportedNameSchema.parse(`a\nb${'x'.repeat(20_000)}`);
  expect(name).toMatch(/^a bx+…$/);
  expect(name).toHaveLength(1_000);
});

it('rejects a list that is too long', () => {
  const list = reportedListSchema(z.number());
  expect(list.safeParse(Array(1_000).fill(1)).success).toBe(true);
  expect(list.safeParse(Array(1_001).fill(1)).success).toBe(false);
});
