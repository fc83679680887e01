import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Lines of the error output that become the message of the error. */
const MAX_LINES = 3;
const MAX_LINE_LENGTH = 500;
/** Time in which a program can end its work on the server; then it is killed. */
const KILL_AFTER_MS = 10_000;

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
 * Runs a client program of PostgreSQL, and waits for its end, also if the signal
 * ends it.
 *
 * @throws Error with the error that the program reported; the reason of the
 * signal after it is aborted
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
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface(child.stdout).on('line', onOutput);
  createInterface(child.stderr).on('line', line => {
    onNotice(line);
    last = line;
    if (isError(line, errors.length > 0)) errors.push(line);
  });
  const code = await endOf(child, signal);
  signal.throwIfAborted();
  if (code === 0) return;
  const lines = errors.length ? errors.slice(0, MAX_LINES) : [last];
  throw new Error(
    lines.map(line => line.slice(0, MAX_LINE_LENGTH)).join(' ') ||
      `${path.basename(program)} failed without a message`,
  );
}

/**
 * Waits for the end of a program and its output, and returns its exit code. After
 * the signal, ends the program, and does not wait for output: a process that it
 * started can still hold it.
 */
async function endOf(
  child: ChildProcess,
  signal: AbortSignal,
): Promise<number | null> {
  let killing: NodeJS.Timeout | undefined;
  const closeOutput = () => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const end = () => {
    child.kill();
    killing = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    const isRunning = (child.exitCode ?? child.signalCode) === null;
    if (isRunning) child.once('exit', closeOutput);
    else closeOutput();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const [code] = await once(child, 'close');
    return code;
  } finally {
    signal.removeEventListener('abort', end);
    clearTimeout(killing);
  }
}

/**
 * Returns whether a line belongs to the error. Between its errors, a verbose
 * program reports what it does, and each statement that failed.
 */
function isError(line: string, hasError: boolean): boolean {
  if (/^\w+: (error|fatal): /.test(line)) return true;
  return hasError && /^\s*(DETAIL|HINT|ERROR):/.test(line);
}
