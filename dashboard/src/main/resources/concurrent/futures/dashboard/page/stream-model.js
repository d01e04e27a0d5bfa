"use strict";

/* What the task stream knows: the rectangles in the order in which they came, and what runs now. */
Dash.StreamModel = class {
  static KINDS = ["succeeded", "failed", "cancelled", "timed out", "crashed", "starting"];
  static COLOURS = [null, "failed", "cancelled", "timed-out", "crashed", "starting"];
  static MOST = 60000;

  constructor() {
    this.rectangles = [];
    this.running = [];
    this.rows = new Map();
    this.names = [];
    this.skipped = 0;
    this.first = Infinity;
    this.last = -Infinity;
    this.lastActive = -Infinity;
  }

  clear() {
    this.rectangles = [];
    this.first = Infinity;
    this.last = -Infinity;
  }

  /* Takes in what the server tells of the executor. */
  update(executor) {
    this.names = executor.groups.map((group) => group.name);
    this.skipped = executor.skipped;
    for (const [row, group, kind, start, length, travel, count, task, worker, queue, bytes] of executor.rectangles) {
      const end = start + length;
      this.rectangles.push({ row, group, kind, start, end, arrival: end + travel, count, task, worker, queue, bytes });
      this.first = Math.min(this.first, start);
      this.last = Math.max(this.last, end + travel);
    }
    if (this.rectangles.length > Dash.StreamModel.MOST) {
      this.rectangles.splice(0, this.rectangles.length - Dash.StreamModel.MOST + 5000);
      this.first = this.rectangles.reduce((least, one) => Math.min(least, one.start), Infinity);
    }
    this.running = [];
    const rows = new Map();
    for (const worker of executor.workers) {
      // Those that are gone come after those that are there, the last one last.
      if (worker.gone === undefined || rows.get(worker.row)?.gone !== undefined || !rows.has(worker.row)) {
        rows.set(worker.row, worker);
      }
      if (worker.task !== undefined) {
        this.running.push({
          row: worker.row,
          group: worker.task.group,
          kind: -1,
          start: worker.task.since,
          task: worker.task.id,
          worker: worker.name,
          count: 1,
          done: worker.task.done,
          total: worker.task.total,
        });
        this.first = Math.min(this.first, worker.task.since);
      }
    }
    this.rows = rows;
    if (this.running.length > 0) {
      this.lastActive = Dash.now();
    }
    this.lastActive = Math.max(this.lastActive, this.last);
  }

  rowCount() {
    let most = 0;
    for (const row of this.rows.keys()) {
      most = Math.max(most, row + 1);
    }
    for (let at = this.rectangles.length - 1; at >= Math.max(0, this.rectangles.length - 500); at--) {
      most = Math.max(most, this.rectangles[at].row + 1);
    }
    return most;
  }

  /* What may be seen from a time on, the latest first. They came about when they ended. */
  *since(time) {
    for (let at = this.rectangles.length - 1; at >= 0; at--) {
      const one = this.rectangles[at];
      if (one.arrival < time - 2000) {
        return;
      }
      if (one.arrival >= time) {
        yield one;
      }
    }
  }

  nameOf(one) {
    if (one.group === -2) {
      return one.worker + " starts";
    }
    return one.group === -1 ? "tasks of several names" : (this.names[one.group] ?? "");
  }

  /* What is at a place; what is near enough, if nothing is. */
  at(row, time, near) {
    for (const one of this.running) {
      if (one.row === row && one.start <= time && time <= Dash.now()) {
        return one;
      }
    }
    let best = null;
    let distance = near;
    for (const one of this.since(time - near)) {
      if (one.row !== row || one.start > time + near) {
        continue;
      }
      const away = Math.max(0, one.start - time, time - one.arrival);
      if (away < distance) {
        best = one;
        distance = away;
      }
      if (away === 0 && time <= one.end) {
        return one;
      }
    }
    return best;
  }

  /* What is said of one. */
  describe(one) {
    const lines = [this.nameOf(one)];
    if (one.kind === -1) {
      lines.push("has run for " + Dash.duration(Dash.now() - one.start));
      if (one.total > 0) {
        lines.push("progress: " + Dash.count(one.done) + " of " + Dash.count(one.total));
      }
      lines.push("task " + one.task + " on " + one.worker);
      return lines;
    }
    const took = Dash.duration(one.end - one.start);
    if (one.count > 1) {
      lines.push(Dash.count(one.count) + " short tasks, all succeeded, in " + took);
    } else if (one.group === -2) {
      lines.push("took " + took);
    } else {
      lines.push(took + ", " + Dash.StreamModel.KINDS[one.kind]);
    }
    if (one.group !== -2) {
      if (one.bytes > 0) {
        lines.push(Dash.bytes(one.bytes) + " sent and received");
      }
      if (one.count === 1 && one.arrival - one.end >= 0.001) {
        lines.push(Dash.duration(one.arrival - one.end) + " until the outcome was there");
      }
      lines.push("waited " + (one.count > 1 ? "up to " : "") + Dash.duration(one.queue));
      lines.push((one.count > 1 ? "" : "task " + one.task + " ") + "on " + one.worker);
    }
    return lines;
  }
};
