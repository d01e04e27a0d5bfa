"use strict";

/* One executor: what it is, its figures, and its cards. */
Dash.Executor = class {
  static FIGURES = [
    ["running", "running"],
    ["pending", "waiting"],
    ["succeeded", "succeeded"],
    ["failed", "failed"],
    ["cancelled", "cancelled"],
    ["rate", "tasks a second"],
    ["workers", "workers"],
    ["oldest", "longest wait"],
  ];

  constructor(executor, actions) {
    const { el } = Dash;
    this.executor = executor;
    this.stream = new Dash.Stream(executor.name);
    this.progress = new Dash.Progress();
    const allowed = actions && !Dash.report;
    this.workers = new Dash.Workers(executor, allowed ? (...what) => this.act(...what) : null);
    this.failures = new Dash.Failures(executor.name);
    this.rate = new Dash.Chart("Tasks a second", "rate");
    this.waiting = new Dash.Chart("Waiting", "count");
    this.series = { ended: [], failed: [], waiting: [], secondsEach: 1 };
    this.fold = el("button", { class: "fold", type: "button", text: executor.name, on: { click: () => this.toggle() } });
    this.state = el("span", { class: "badge" });
    this.unseen = el("span", { class: "note bad-text" });
    this.buttons = el("div", { class: "buttons" });
    this.figures = Object.fromEntries(
      Dash.Executor.FIGURES.map(([name, words]) => [name, el("div", { class: "figure " + name }, el("b", { text: "0" }), el("span", { text: words }))]),
    );
    this.body = el(
      "div",
      {},
      el("div", { class: "figures" }, ...Object.values(this.figures)),
      el(
        "div",
        { class: "cards" },
        this.stream.element,
        this.progress.element,
        el("section", { class: "card queue" }, el("header", {}, el("h3", { text: "Queue" })), this.rate.element, this.waiting.element),
        this.workers.element,
        this.failures.element,
      ),
    );
    const kind = executor.name.startsWith(executor.kind) ? [] : [el("span", { class: "badge", text: executor.kind })];
    this.element = el(
      "section",
      { class: "executor", "aria-label": executor.name },
      el("header", {}, el("h2", {}, this.fold), ...kind, this.state, this.unseen, el("span", { class: "space" }), this.buttons),
      this.body,
    );
    this.setOpen(true);
    if (allowed) {
      this.addActions(executor);
    }
  }

  toggle() {
    this.touched = true;
    this.setOpen(this.body.hidden);
  }

  setOpen(open) {
    this.body.hidden = !open;
    this.fold.setAttribute("aria-expanded", String(open));
  }

  /* fresh: whether this is all that is known, and not only what is new */
  update(executor, fresh) {
    this.executor = executor;
    const now = executor.statistics;
    const ended = executor.state === "ENDED";
    const most = now.maxWorkers === null ? "" : " of " + Dash.count(now.maxWorkers);
    const states = { OPEN: now.running + now.pending > 0 ? "working" : "idle", SHUT_DOWN: "shutting down", ENDED: "ended" };
    Dash.setText(this.state, states[executor.state]);
    const figure = (name, text, bad = false) => {
      Dash.setText(this.figures[name].firstChild, text);
      this.figures[name].classList.toggle("bad", bad);
    };
    figure("running", Dash.count(now.running));
    figure("pending", Dash.count(now.pending));
    figure("succeeded", Dash.count(now.succeeded));
    figure("failed", Dash.count(now.failed), now.failed > 0);
    figure("cancelled", Dash.count(now.cancelled));
    figure("workers", Dash.count(now.workers) + most);
    figure("oldest", now.pending > 0 ? Dash.duration(executor.longestWaitMillis) : "–");
    if (executor.series !== undefined) {
      this.series = executor.series;
    }
    const { ended: done, failed, waiting, secondsEach } = this.series;
    const last = done.length === 0 || ended ? 0 : done[done.length - 1] / secondsEach;
    figure("rate", Dash.rate(last));
    const unseen = executor.tasksNotSeen;
    Dash.setText(this.unseen, unseen > 0 ? "came too fast to be watched: " + Dash.count(unseen) + " tasks" : "");
    if (ended && !this.wasEnded) {
      this.wasEnded = true;
      this.buttons.replaceChildren();
    }
    this.stream.update(executor, fresh);
    this.progress.update(executor);
    this.workers.update(executor);
    this.failures.update(executor);
    if (executor.series !== undefined) {
      this.rate.set(done, failed, secondsEach, secondsEach);
      this.waiting.set(waiting, [], 1, secondsEach);
    }
    this.rate.say(Dash.rate(last));
    this.waiting.say(Dash.count(now.pending));
  }

  redraw() {
    this.stream.draw(true);
    this.rate.draw();
    this.waiting.draw();
  }

  /* --- what can be done, where the user allows it */

  addActions(executor) {
    const add = (text, act) =>
      this.buttons.append(Dash.el("button", { class: "button", type: "button", text, on: { click: act } }));
    add("Cancel waiting", () => this.act("cancel-pending", {}, "Cancel all tasks that wait?"));
    if (executor.resizable) {
      add("− Worker", () => this.resize(-1));
      add("+ Worker", () => this.resize(1));
    }
    add("Shut down", () => this.act("shutdown", {}, "Shut " + executor.name + " down? It takes no more tasks then."));
  }

  resize(by) {
    const workers = this.executor.statistics.maxWorkers + by;
    if (workers >= 1) {
      this.act("resize", { workers }, null);
    }
  }

  async act(action, parameters, question) {
    if (question !== null && !confirm(question)) {
      return;
    }
    try {
      const answer = await Dash.post("api/actions/" + action, { executor: this.executor.number, ...parameters });
      if (!answer.ok) {
        Dash.show("That was not done", answer.text);
      }
    } catch (error) {
      Dash.show("That was not done", "The dashboard does not answer: " + error.message);
    }
  }
};
