"use strict";

/* How far the tasks of each name are. */
Dash.Progress = class {
  constructor() {
    const { el } = Dash;
    this.rows = new Map();
    this.list = el("div", { class: "tasks", tabindex: "0", role: "list", "aria-label": "Progress by name" });
    this.sample = el("span", { class: "note" });
    this.element = el("section", { class: "card progress" }, el("header", {}, el("h3", { text: "Progress" }), this.sample), this.list);
  }

  update(executor) {
    Dash.setText(this.sample, executor.tasksNotSeen > 0 ? "a sample: only the tasks that were watched" : "");
    for (const group of executor.groups) {
      let row = this.rows.get(group.number);
      if (row === undefined) {
        row = new Dash.ProgressRow(group);
        this.rows.set(group.number, row);
        this.list.append(row.element);
      }
      row.update(group);
    }
  }
};

Dash.ProgressRow = class {
  constructor(group) {
    const { el } = Dash;
    const colour = Dash.nameColour(group.number);
    this.count = el("span", { class: "count" });
    this.notes = el("div", { class: "note" });
    this.parts = {};
    const bar = el("div", { class: "bar", role: "presentation" });
    const part = (name, of, style = "") => {
      const piece = el("i", { class: style });
      piece.style.background = "var(--" + of + ")";
      this.parts[name] = piece;
      bar.append(piece);
    };
    part("succeeded", colour);
    part("failed", "failed");
    part("timedOut", "timed-out");
    part("crashed", "crashed");
    part("cancelled", "cancelled");
    part("running", colour, "running");
    this.element = el(
      "div",
      { class: "task", role: "listitem" },
      el("div", { class: "line" }, Dash.swatch(colour), el("span", { class: "name", text: group.name, title: group.name }), this.count),
      bar,
      this.notes,
    );
  }

  update(group) {
    const ended = group.succeeded + group.failed + group.timedOut + group.crashed + group.cancelled;
    Dash.setText(this.count, Dash.count(ended) + " / " + Dash.count(group.submitted));
    for (const [name, piece] of Object.entries(this.parts)) {
      const share = group.submitted === 0 ? 0 : (group[name] / group.submitted) * 100;
      piece.style.width = (share > 0 ? Math.max(0.6, share) : 0) + "%";
    }
    const notes = [];
    const note = (number, word, bad = false) => {
      if (number > 0) {
        notes.push([Dash.count(number) + " " + word, bad]);
      }
    };
    note(group.running, "running");
    note(group.queued, "waiting");
    note(group.failed, "failed", true);
    note(group.timedOut, "timed out", true);
    note(group.crashed, "crashed", true);
    note(group.cancelled, "cancelled");
    note(group.retried, "retried");
    if (group.perSecond >= 0.05 && (group.running > 0 || group.queued > 0)) {
      notes.push([Dash.rate(group.perSecond), false]);
      if (group.etaMillis !== null) {
        notes.push([Dash.duration(Math.max(1000, group.etaMillis)) + " left", false]);
      }
    }
    if (ended > 0) {
      notes.push(["⌀ " + Dash.duration(group.meanMillis) + ", longest " + Dash.duration(group.longestMillis), false]);
    }
    const key = notes.join("|");
    if (key !== this.key) {
      this.key = key;
      this.notes.replaceChildren(
        ...notes.map(([text, bad]) => Dash.el("span", bad ? { class: "bad-text", text } : { text })),
      );
    }
  }
};
