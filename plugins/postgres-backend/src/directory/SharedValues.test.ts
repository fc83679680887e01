import { SharedValues } from './SharedValues';

const backup = (folder: string) => ({
  ref: `server:main/${folder}`,
  operations: {
    bind: { supported: true },
    backup: {
      supported: false,
      reason: { id: 'test.running', params: { folder }, text: 'It runs.' },
    },
  },
  steps: [{ id: 'accepted', state: 'done' }],
});

describe('SharedValues', () => {
  it('returns equal objects', () => {
    const values = new SharedValues();
    expect(values.shareParts(backup('a'))).toEqual(backup('a'));
    expect(values.shareParts(backup('b'))).toEqual(backup('b'));
  });

  it('keeps equal parts once, at every depth', () => {
    const values = new SharedValues();
    const a = values.shareParts(backup('a'));
    const b = values.shareParts(backup('b'));
    expect(b.steps).toBe(a.steps);
    expect(b.operations.bind).toBe(a.operations.bind);
    expect(b.operations).not.toBe(a.operations);
    expect(b.operations.backup.reason.params).not.toBe(
      a.operations.backup.reason.params,
    );
  });

  it('rejects changes of shared parts', () => {
    const { steps } = new SharedValues().shareParts(backup('a'));
    expect(() => steps.pop()).toThrow(TypeError);
    expect(() => Object.assign(steps[0], { state: 'failed' })).toThrow(
      TypeError,
    );
  });

  it('keeps the parts that all databases have while others come and go', () => {
    const values = new SharedValues();
    const first = values.shareParts(backup('first'));
    for (let index = 0; index < 3_000; index += 1)
      values.shareParts(backup(`${index}`));
    expect(values.shareParts(backup('last')).steps).toBe(first.steps);
    expect(values.shareParts(backup('first')).operations).not.toBe(
      first.operations,
    );
  });
});
