"use strict";

/* The task stream: what is drawn, and how one moves in it. */
Dash.Stream = class {
  static SHORTEST = 2;
  static LONGEST = 86400000;

  constructor(prefix) {
    this.prefix = prefix;
    this.model = new Dash.StreamModel();
    this.window = 30000;
    this.end = null; // the right edge; null while it follows the work
    this.selected = null;
    this.visible = true;
    this.took = 0; // how many milliseconds the last picture has
    this.pointers = new Map();
    this.build();
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    new IntersectionObserver((entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      this.draw();
    }).observe(this.canvas);
  }

  build() {
    const { el } = Dash;
    const button = (text, label, act) =>
      el("button", { class: "button", type: "button", text, "aria-label": label, title: label, on: { click: act } });
    this.canvas = el("canvas", {
      tabindex: "0",
      role: "application",
      "aria-label":
        "Task stream. Arrow keys move, plus and minus zoom, n and p go from task to task, Home shows all, End follows the work.",
    });
    this.live = button("Live", "Follow the work (End)", () => this.follow());
    this.live.setAttribute("aria-pressed", "true");
    this.note = el("span", { class: "note" });
    this.legend = el("div", { class: "legend" });
    this.element = el(
      "section",
      { class: "card wide stream" },
      el(
        "header",
        {},
        el("h3", { text: "Task stream" }),
        this.note,
        el("span", { class: "space" }),
        el(
          "div",
          { class: "buttons" },
          button("−", "Zoom out (-)", () => this.zoom(1.6)),
          button("+", "Zoom in (+)", () => this.zoom(1 / 1.6)),
          button("All", "Show all (Home)", () => this.showAll()),
          this.live,
        ),
      ),
      this.canvas,
      this.legend,
    );
  }

  update(executor, fresh) {
    if (fresh) {
      this.model.clear();
    }
    this.model.update(executor);
    this.updateLegend(executor);
    const skipped = this.model.skipped;
    Dash.setText(this.note, skipped > 0 ? Dash.count(skipped) + " short tasks are not drawn" : "");
    this.draw();
  }

  updateLegend(executor) {
    const shown = executor.groups.slice(0, 24);
    const key = shown.map((group) => group.name).join("\n");
    if (key === this.legendKey) {
      return;
    }
    this.legendKey = key;
    const item = (colour, text) => Dash.el("span", { title: text }, Dash.swatch(colour), Dash.el("span", { class: "name", text }));
    this.legend.replaceChildren(
      ...shown.map((group) => item(Dash.nameColour(group.number), group.name)),
      Dash.el("span", { class: "rule" }),
      item("failed", "failed"),
      item("timed-out", "timed out"),
      item("crashed", "worker died"),
      item("cancelled", "cancelled"),
      item("travel", "serialising, on its way"),
      item("starting", "worker starts"),
      item("several", "short ones of several names"),
      item("idle", "idle"),
    );
  }

  /* --- which time is seen */

  edges() {
    const now = Dash.now();
    let to = this.end;
    if (to === null) {
      // When nothing happens any more, what happened last stays.
      to = Math.min(now, this.model.lastActive + Math.max(1000, this.window / 10));
      if (!Number.isFinite(to)) {
        to = now;
      }
    }
    let from = to - this.window;
    if (this.end === null) {
      // At first there is less to be seen.
      from = Math.min(to - 5000, Math.max(from, this.model.first - 300));
    }
    return { from, to };
  }

  follow() {
    this.end = null;
    this.window = Math.min(this.window, 30000);
    this.changed();
  }

  showAll() {
    const { first, lastActive } = this.model;
    if (!Number.isFinite(first) || !Number.isFinite(lastActive)) {
      return;
    }
    const length = Math.max(10, lastActive - first);
    this.window = length * 1.04;
    this.end = lastActive + length * 0.02;
    this.changed();
  }

  /* Around a time, which stays where it is. */
  zoom(factor, around = null) {
    const { from, to } = this.edges();
    const window = Math.min(Dash.Stream.LONGEST, Math.max(Dash.Stream.SHORTEST, (to - from) * factor));
    if (this.end !== null || around !== null) {
      const centre = around ?? (from + to) / 2;
      this.end = centre + (to - centre) * (window / (to - from));
    }
    this.window = window;
    this.changed();
  }

  pan(millis) {
    const { from, to } = this.edges();
    this.window = to - from;
    this.end = Math.min(to + millis, Dash.now() + this.window / 2);
    this.changed();
  }

  changed() {
    this.live.setAttribute("aria-pressed", String(this.end === null));
    this.draw();
  }

  /* --- drawing */

  /* always: also where nobody sees it now, such as in other colours */
  draw(always = false) {
    if (!this.pending && (this.visible || always)) {
      this.pending = true;
      requestAnimationFrame(() => {
        this.pending = false;
        const start = performance.now();
        this.paint();
        this.took = performance.now() - start;
      });
    }
  }

  /* Whether time alone changes the picture. */
  moves() {
    return this.visible && this.end === null && Dash.now() - this.model.lastActive < Math.max(1500, this.window / 8);
  }

  paint() {
    const width = this.canvas.clientWidth;
    if (width === 0) {
      return;
    }
    const rows = Math.max(1, this.model.rowCount());
    const rowHeight = rows <= 8 ? 26 : rows <= 16 ? 18 : rows <= 32 ? 12 : rows <= 64 ? 7 : rows <= 128 ? 4 : 2;
    const height = rows * rowHeight + 18;
    const ratio = devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide || this.canvas.height !== high) {
      this.canvas.width = wide;
      this.canvas.height = high;
      this.canvas.style.height = height + "px";
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const gutter = rowHeight < 11 ? 0 : width < 500 ? 64 : 104;
    this.view = { width, height, gutter, rowHeight, rows, ...this.edges() };
    Dash.paintStream(pen, this.model, { ...this.view, selected: this.selected, label: (worker) => Dash.workerLabel(worker, this.prefix) });
  }

  /* --- pointer and keys */

  listen() {
    const on = (name, listener, options) => this.canvas.addEventListener(name, listener, options);
    on("pointermove", (event) => this.moved(event));
    on("pointerdown", (event) => this.pressed(event));
    for (const name of ["pointerup", "pointercancel"]) {
      on(name, (event) => this.released(event));
    }
    on("pointerleave", () => this.select(null));
    on("blur", () => this.select(null));
    on("dblclick", (event) => this.zoom(1 / 3, this.timeAt(event)));
    on("keydown", (event) => this.key(event));
    on(
      "wheel",
      (event) => {
        // The page scrolls as ever; with Ctrl, which a pinch has as well, the wheel zooms.
        if (event.ctrlKey || event.metaKey) {
          event.preventDefault();
          this.zoom(Math.exp(event.deltaY / 200), this.timeAt(event));
        } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          event.preventDefault();
          this.pan((event.deltaX / this.canvas.clientWidth) * this.window);
        }
      },
      { passive: false },
    );
  }

  timeAt(event) {
    const { gutter, width, from, to } = this.view;
    const x = event.clientX - this.canvas.getBoundingClientRect().left;
    return from + ((x - gutter) / (width - gutter)) * (to - from);
  }

  pressed(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event.clientX);
    this.canvas.classList.add("dragged");
  }

  released(event) {
    this.pointers.delete(event.pointerId);
    this.canvas.classList.toggle("dragged", this.pointers.size > 0);
  }

  moved(event) {
    if (!this.view) {
      return;
    }
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      this.point(event);
      return;
    }
    const scale = (this.view.to - this.view.from) / (this.view.width - this.view.gutter);
    if (this.pointers.size === 1 && event.clientX !== before) {
      this.pan((before - event.clientX) * scale);
    } else if (this.pointers.size === 2) {
      const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, x]) => x);
      const factor = Math.max(4, Math.abs(before - other)) / Math.max(4, Math.abs(event.clientX - other));
      this.zoom(factor, this.timeAt({ clientX: other }));
    }
    this.pointers.set(event.pointerId, event.clientX);
  }

  point(event) {
    const row = Math.floor((event.clientY - this.canvas.getBoundingClientRect().top) / this.view.rowHeight);
    const near = (4 * (this.view.to - this.view.from)) / this.view.width;
    this.select(this.model.at(row, this.timeAt(event), near), event.clientX, event.clientY);
  }

  select(one, x, y) {
    if (one !== null) {
      Dash.tip(this.model.describe(one), x, y);
    } else if (this.selected !== null) {
      Dash.hideTip();
    }
    if (one !== this.selected) {
      this.selected = one;
      this.draw();
    }
  }

  /* The next task in time, or the one before, with the tip beside it. */
  step(direction) {
    const all = [...this.model.rectangles].sort((a, b) => a.start - b.start);
    if (all.length === 0) {
      return;
    }
    const at = this.selected === null ? (direction > 0 ? -1 : all.length) : all.indexOf(this.selected);
    const one = all[Math.max(0, Math.min(all.length - 1, at + direction))];
    const { from, to } = this.edges();
    if (one.start < from || one.start > to) {
      this.end = one.start + this.window / 2;
      this.changed();
    }
    this.paint();
    const box = this.canvas.getBoundingClientRect();
    const { gutter, width, rowHeight } = this.view;
    const x = gutter + ((one.start - this.view.from) / (this.view.to - this.view.from)) * (width - gutter);
    this.select(one, box.left + Math.max(gutter, x), box.top + (one.row + 1) * rowHeight);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const acts = {
      ArrowLeft: () => this.pan(-this.window / 8),
      ArrowRight: () => this.pan(this.window / 8),
      "+": () => this.zoom(1 / 1.6),
      "=": () => this.zoom(1 / 1.6),
      "-": () => this.zoom(1.6),
      n: () => this.step(1),
      p: () => this.step(-1),
      Home: () => this.showAll(),
      End: () => this.follow(),
      Escape: () => this.select(null),
    };
    const act = acts[event.key];
    if (act !== undefined) {
      event.preventDefault();
      act();
    }
  }
};
