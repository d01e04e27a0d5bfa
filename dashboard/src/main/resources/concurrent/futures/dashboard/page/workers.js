"use strict";

/* The workers: a table that can be sorted by each of its columns. */
{
  const STATES = { STARTING: "starting", IDLE: "idle", BUSY: "busy", CRASHED: "crashed", RETIRED: "retired" };
  const ORDER = ["BUSY", "IDLE", "STARTING", "CRASHED", "RETIRED"];
  const since = (worker) => (worker.task === undefined ? -1 : Dash.now() - worker.task.since);
  const or = (number, text) => (number > 0 ? text : "–");

  /* title, class, what it is sorted by, what is shown */
  const COLUMNS = [
    ["Worker", "worker", (w) => w.row, null],
    ["State", "minor", (w) => ORDER.indexOf(w.state), (w) => STATES[w.state]],
    ["Doing", "what", (w) => since(w), null],
    ["For", "number", (w) => since(w), (w) => (w.task === undefined ? "" : Dash.duration(since(w)))],
    ["Done", "number", (w) => w.done, (w) => Dash.count(w.done)],
    ["Failed", "number minor", (w) => w.failed, (w) => or(w.failed, Dash.count(w.failed))],
    ["CPU", "number minor process", (w) => w.processors, (w) => or(w.processors, Math.round(w.processors * 100) + " %")],
    ["Heap", "number minor process", (w) => w.heapBytes, (w) => or(w.heapBytes, Dash.bytes(w.heapBytes))],
    ["Memory", "number process", (w) => w.residentBytes, (w) => or(w.residentBytes, Dash.bytes(w.residentBytes))],
    ["Restarts", "number minor process", (w) => w.restarts, (w) => or(w.restarts, Dash.count(w.restarts))],
    ["PID", "number minor process", (w) => w.pid, (w) => or(w.pid, String(w.pid))],
  ];

  Dash.Workers = class {
    static MOST = 200;
    static LONGEST_NAME = 60;

    /* act: does something, where the user allows it; null otherwise */
    constructor(executor, act) {
      this.act = act;
      const { el } = Dash;
      this.number = executor.number;
      this.prefix = executor.name;
      this.names = [];
      this.column = 0;
      this.descending = false;
      this.rows = new Map();
      this.note = el("span", { class: "note" });
      this.heads = COLUMNS.map(([title, style], index) =>
        el(
          "th",
          { class: style, scope: "col" },
          el("button", { type: "button", text: title, on: { click: () => this.sortBy(index) } }),
        ),
      );
      this.body = el("tbody");
      this.table = el("table", {}, el("thead", {}, el("tr", {}, ...this.heads)), this.body);
      this.element = el(
        "section",
        { class: "card wide workers" },
        el("header", {}, el("h3", { text: "Workers" }), this.note),
        el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Workers" }, this.table),
      );
      this.showOrder();
    }

    sortBy(column) {
      this.descending = column === this.column ? !this.descending : column > 2;
      this.column = column;
      this.showOrder();
      this.arrange();
    }

    showOrder() {
      this.heads.forEach((head, index) => {
        const order = index !== this.column ? "none" : this.descending ? "descending" : "ascending";
        head.setAttribute("aria-sort", order);
      });
    }

    update(executor) {
      this.names = executor.groups.map((group) => group.name);
      const there = new Set();
      for (const worker of executor.workers.slice(0, Dash.Workers.MOST)) {
        there.add(worker.name);
        let row = this.rows.get(worker.name);
        if (row === undefined) {
          row = this.makeRow(worker);
          this.rows.set(worker.name, row);
        }
        this.fill(row, worker);
      }
      for (const [name, row] of this.rows) {
        if (!there.has(name)) {
          row.element.remove();
          this.rows.delete(name);
        }
      }
      this.arrange();
      this.table.classList.toggle("threads", !executor.workers.some((worker) => worker.kind === "PROCESS"));
      const more = executor.workers.length - there.size + executor.workersLeftOut;
      const died = executor.statistics.crashedWorkers;
      const crashes = died > 0 ? Dash.count(died) + " died" : "";
      Dash.setText(this.note, [crashes, more > 0 ? Dash.count(more) + " more are not shown" : ""].filter(Boolean).join(", "));
    }

    arrange() {
      const [, , key] = COLUMNS[this.column];
      const sign = this.descending ? -1 : 1;
      const sorted = [...this.rows.values()].sort(
        (a, b) =>
          (a.worker.gone === undefined ? 0 : 1) - (b.worker.gone === undefined ? 0 : 1) ||
          (this.column === 0 && a.worker.gone !== undefined ? b.worker.gone - a.worker.gone : 0) ||
          sign * (key(a.worker) - key(b.worker)) ||
          a.worker.row - b.worker.row,
      );
      let at = this.body.firstElementChild;
      for (const { element } of sorted) {
        if (at === element) {
          at = at.nextElementSibling;
        } else {
          this.body.insertBefore(element, at);
        }
      }
    }

    makeRow(worker) {
      const { el } = Dash;
      const cells = COLUMNS.map(([, style]) => el("td", { class: style }));
      const dot = el("i", { class: "dot" });
      cells[0].append(dot, " ", Dash.workerLabel(worker, this.prefix));
      cells[0].title = worker.name;
      const text = el("span");
      const more = el("button", { class: "link", type: "button", on: { click: () => this.tell(worker.name) } });
      const stop = el("button", { class: "link", type: "button", text: "cancel", on: { click: () => this.cancel(worker.name) } });
      stop.setAttribute("aria-label", "Cancel what it does: " + worker.name);
      cells[2].append(text, " ", more, " ", stop);
      return { element: el("tr", {}, ...cells), cells, dot, text, more, stop, worker };
    }

    fill(row, worker) {
      row.worker = worker;
      if (row.state !== worker.state) {
        row.state = worker.state;
        row.element.className = (worker.gone === undefined ? "" : "gone ") + STATES[worker.state];
        row.dot.className = "dot " + STATES[worker.state];
        row.dot.title = STATES[worker.state];
        // Of a dead one there is more to say, and no time that it has worked for.
        row.cells[2].colSpan = worker.gone === undefined ? 1 : 2;
        row.cells[3].hidden = worker.gone !== undefined;
      }
      COLUMNS.forEach(([, , , show], index) => {
        if (show !== null) {
          Dash.setText(row.cells[index], show(worker));
        }
      });
      Dash.setText(row.text, this.doing(worker));
      Dash.set(row.text, "title", worker.task === undefined ? "" : this.nameOf(worker.task));
      const dump = worker.task !== undefined && worker.kind !== "VIRTUAL" && !Dash.report;
      const last = worker.description !== undefined && worker.description !== "";
      Dash.set(row.more, "hidden", !dump && !last);
      Dash.set(row.stop, "hidden", this.act === null || worker.task === undefined);
      Dash.setText(row.more, last ? "last words" : "stack");
      Dash.set(row.more, "ariaLabel", (last ? "How it died: " : "What it does, call by call: ") + worker.name);
    }

    nameOf(task) {
      return this.names[task.group] ?? "";
    }

    doing(worker) {
      if (worker.gone !== undefined) {
        return worker.cause + ", " + Dash.ago(worker.gone);
      }
      const { task } = worker;
      if (task === undefined) {
        return "";
      }
      const attempt = task.attempt > 1 ? ", attempt " + task.attempt : "";
      const progress = task.total > 0 ? ", " + Math.floor((task.done / task.total) * 100) + " %" : "";
      return Dash.cut(this.nameOf(task), Dash.Workers.LONGEST_NAME) + progress + attempt;
    }

    cancel(name) {
      const { task } = this.rows.get(name).worker;
      if (task !== undefined) {
        this.act("cancel", { task: task.id }, "Cancel " + (this.names[task.group] ?? "this task") + "?");
      }
    }

    async tell(name) {
      const { worker } = this.rows.get(name);
      if (worker.description) {
        Dash.show(name, worker.description);
        return;
      }
      Dash.show(name, "Asking …");
      try {
        const answer = await Dash.post("api/threads", { executor: this.number, worker: name });
        Dash.show(name, answer.text);
      } catch (error) {
        Dash.show(name, "The dashboard does not answer: " + error.message);
      }
    }
  };
}
