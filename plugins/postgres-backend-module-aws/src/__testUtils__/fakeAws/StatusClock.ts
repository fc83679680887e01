interface Task {
  at: number;
  run: () => void;
}

/**
 * The clock of the fake, which only tests advance. Runs all tasks that are due, in the
 * order of their times.
 */
export class StatusClock {
  private tasks: Task[] = [];
  private time: number;

  constructor(start: Date = new Date()) {
    this.time = start.getTime();
  }

  now(): Date {
    return new Date(this.time);
  }

  /** Runs a function after a number of seconds of this clock. */
  after(seconds: number, run: () => void): void {
    this.tasks.push({ at: this.time + seconds * 1000, run });
  }

  advance(seconds: number): void {
    const end = this.time + seconds * 1000;
    for (let task = this.takeDue(end); task; task = this.takeDue(end)) {
      this.time = task.at;
      task.run();
    }
    this.time = end;
  }

  /** Advances until no task is due within the next hour: no status is changing. */
  settle(): void {
    for (;;) {
      const next = Math.min(...this.tasks.map(task => task.at));
      if (next - this.time > 3_600_000) {
        return;
      }
      this.advance((next - this.time) / 1000);
    }
  }

  private takeDue(end: number): Task | undefined {
    const due = this.tasks
      .filter(task => task.at <= end)
      .sort((a, b) => a.at - b.at)[0];
    this.tasks = this.tasks.filter(task => task !== due);
    return due;
  }
}
