import { logRecordSchema, recordLine } from './recordLine';

it('joins session, message and details, and omits what is empty', () => {
  const record = logRecordSchema.parse({
    error_severity: 'ERROR',
    user_name: 'app',
    database_name: 'orders',
    message: 'deadlock detected',
    detail: 'Process 1 waits',
    hint: '',
    query: 'SELECT 1',
    process_id: '25',
  });
  expect(recordLine(record)).toEqual({
    level: 'error',
    text: 'app@orders deadlock detected\nDETAIL: Process 1 waits\nSTATEMENT: SELECT 1',
  });
});

it('does not guess what columns of another type mean', () => {
  const record = logRecordSchema.parse({ error_severity: 7, message: 'x' });
  expect(recordLine(record)).toEqual({ level: undefined, text: 'x' });
});
