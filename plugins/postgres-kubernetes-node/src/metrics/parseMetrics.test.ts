import { parseMetrics } from './parseMetrics';

const samples = (text: string, name = 'm') => parseMetrics(text).get(name);

it('reads names, labels and values', () => {
  const text = `# HELP m A metric.
# TYPE m gauge
m{datname="app",state="active"} 7.763635e+06
m{datname=""} 0 1795544859832

other 3`;
  expect(samples(text)).toEqual([
    { labels: { datname: 'app', state: 'active' }, value: 7763635 },
    { labels: { datname: '' }, value: 0 },
  ]);
  expect(samples(text, 'other')).toEqual([{ labels: {}, value: 3 }]);
});

it('reads all valid label values', () => {
  expect(samples('m{a="} 1, b=\\"x\\"",b="C:\\\\d\\n" , } 2')?.[0]).toEqual({
    labels: { a: '} 1, b="x"', b: 'C:\\d\n' },
    value: 2,
  });
});

it.each([
  ['+Inf', Infinity],
  ['-Inf', -Infinity],
])('reads %s', (text, value) => {
  expect(samples(`m ${text}`)?.[0].value).toBe(value);
});

it.each(['m NaN', 'm', 'm{a="b} 1', 'm{a=b} 1', '{} 1', 'm one', '<html>'])(
  'leaves out %s',
  line => {
    expect(samples(`${line}\nx 1`)).toBeUndefined();
    expect(samples(`${line}\nx 1`, 'x')).toHaveLength(1);
  },
);
