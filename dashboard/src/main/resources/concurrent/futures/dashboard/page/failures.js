"use strict";

/* What tasks failed with, in groups. */
Dash.Failures = class {
  /* prefix: the name of the executor */
  constructor(prefix) {
    const { el } = Dash;
    this.prefix = prefix;
    this.entries = new Map();
    this.note = el("span", { class: "note" });
    this.list = el("div");
    this.element = el(
      "section",
      { class: "card wide failures" },
      el("header", {}, el("h3", { text: "Failures" }), this.note),
      this.list,
    );
    this.element.hidden = true;
  }

  update(executor) {
    if (executor.failures === undefined) {
      this.showTimes();
      return;
    }
    const there = new Set();
    const kind = executor.workers.some((worker) => worker.kind === "VIRTUAL") ? "virtual " : "";
    for (const failure of executor.failures) {
      const key = failure.type + "\n" + failure.task;
      there.add(key);
      let entry = this.entries.get(key);
      if (entry === undefined) {
        entry = this.make(failure);
        this.entries.set(key, entry);
        this.list.prepend(entry.element);
      }
      entry.failure = failure;
      Dash.setText(entry.count, "× " + Dash.count(failure.count));
      Dash.setText(entry.message, failure.message.split("\n")[0]);
      Dash.setText(entry.trace, failure.trace);
      this.showArguments(entry, failure.arguments);
      Dash.setText(entry.worker, failure.worker === "" ? "" : "last on " + kind + Dash.workerLabel({ name: failure.worker }, this.prefix));
      entry.worker.title = failure.worker;
    }
    for (const [key, entry] of this.entries) {
      if (!there.has(key)) {
        entry.element.remove();
        this.entries.delete(key);
      }
    }
    this.element.hidden = there.size === 0;
    const out = executor.failuresLeftOut;
    Dash.setText(this.note, out > 0 ? Dash.count(out) + " older kinds are not shown" : "");
    this.showTimes();
  }

  /* The last one with the name; it and those before it in full, under that. */
  showArguments(entry, last) {
    const { el } = Dash;
    const all = last.join("\n");
    if (entry.all === all) {
      return;
    }
    entry.all = all;
    Dash.setText(entry.last, last.length === 0 ? "" : "(" + last[0] + ")");
    entry.arguments.hidden = last.length === 0;
    entry.arguments.replaceChildren(...last.map((text) => el("li", { text })));
  }

  showTimes() {
    for (const entry of this.entries.values()) {
      Dash.setText(entry.when, Dash.ago(entry.failure.last));
    }
  }

  make(failure) {
    const { el } = Dash;
    const entry = {
      failure,
      count: el("span"),
      when: el("span", { class: "note" }),
      worker: el("span", { class: "note" }),
      message: el("span", { class: "message" }),
      last: el("code", { class: "arguments" }),
      arguments: el("ul", { class: "arguments", "aria-label": "What the last of them worked on" }),
      trace: el("pre", { tabindex: "0" }),
    };
    entry.element = el(
      "details",
      { class: "failure" },
      el(
        "summary",
        {},
        el("b", { text: Dash.brief(failure.type), title: failure.type }),
        el("span", { class: "name", text: "in " + failure.task, title: failure.task }),
        entry.last,
        entry.count,
        entry.when,
        entry.worker,
        entry.message,
      ),
      entry.arguments,
      entry.trace,
    );
    return entry;
  }
};
