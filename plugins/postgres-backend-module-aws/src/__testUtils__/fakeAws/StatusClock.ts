interface Task {
  at: number;
  run: () => void;
}

/**
 * The time of the fake: it stands until a test advances it. Statuses change at
 * their time, in order, whatever the step of the test.
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

  /** Runs something after a number of seconds of this clock. */
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

  /** Advances until nothing is due within the next hour: no instance is on its way any more. */
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
