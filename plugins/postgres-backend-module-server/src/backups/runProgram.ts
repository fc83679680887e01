import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Lines of the error output that become the message of the error. */
const MAX_LINES = 3;
const MAX_LINE_LENGTH = 500;

/** Environment of a client program, and what receives its output. */
export interface ProgramOptions {
  env?: Record<string, string>;
  signal: AbortSignal;
  /** Receives each line of the output. */
  onOutput?: (line: string) => void;
  /** Receives each line of the error output. */
  onNotice?: (line: string) => void;
}

/**
 * Runs a client program of PostgreSQL, and waits for its end.
 *
 * @throws Error with the error that the program reported
 */
export async function runProgram(
  program: string,
  args: string[],
  { env, signal, onOutput = () => {}, onNotice = () => {} }: ProgramOptions,
): Promise<void> {
  signal.throwIfAborted();
  const errors: string[] = [];
  let last = '';
  const child = spawn(program, args, {
    signal,
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface(child.stdout).on('line', onOutput);
  createInterface(child.stderr).on('line', line => {
    onNotice(line);
    last = line;
    if (isError(line, errors.length > 0)) errors.push(line);
  });
  try {
    const [code] = await once(child, 'close');
    if (code === 0) return;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  signal.throwIfAborted();
  const lines = errors.length ? errors.slice(0, MAX_LINES) : [last];
  throw new Error(
    lines.map(line => line.slice(0, MAX_LINE_LENGTH)).join(' ') ||
      `${path.basename(program)} failed without a message`,
  );
}

/**
 * Returns whether a line belongs to the error. Between its errors, a verbose
 * program reports what it does, and each statement that failed.
 */
function isError(line: string, hasError: boolean): boolean {
  if (/^\w+: (error|fatal): /.test(line)) return true;
  return hasError && /^\s*(DETAIL|HINT|ERROR):/.test(line);
}
