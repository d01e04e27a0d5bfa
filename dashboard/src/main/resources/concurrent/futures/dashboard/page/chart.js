"use strict";

/* A small chart of a series of numbers over time. */
Dash.Chart = class {
  constructor(label, kind) {
    this.kind = kind;
    this.value = Dash.el("b");
    this.summit = Dash.el("span");
    this.canvas = Dash.el("canvas", { role: "img", "aria-label": label });
    this.element = Dash.el("div", { class: "chart" }, Dash.el("p", {}, label + " ", this.value, this.summit), this.canvas);
    this.values = [];
    this.bad = [];
    this.scale = 1;
    this.peak = 0;
    this.seconds = 1;
    this.size = { width: 0, height: 0 };
    new ResizeObserver((entries) => {
      this.size = entries[entries.length - 1].contentRect;
      this.draw();
    }).observe(this.canvas);
    this.canvas.addEventListener("pointermove", (event) => this.hover(event));
    this.canvas.addEventListener("pointerleave", Dash.hideTip);
  }

  /* scale: what a value is divided by; bad: the part of each value that is drawn as failed */
  set(values, bad, scale, seconds) {
    this.values = values;
    this.bad = bad;
    this.scale = scale;
    this.seconds = seconds;
    this.peak = values.reduce((most, value) => Math.max(most, value / scale), 0);
    Dash.setText(this.summit, this.peak > 0 ? "peak " + this.words(this.peak) : "");
    this.draw();
  }

  /* What is now, which may be newer than the series. */
  say(now) {
    Dash.setText(this.value, now);
  }

  /* In the next frame, once, however often it is asked for. */
  draw() {
    if (!this.pending) {
      this.pending = true;
      requestAnimationFrame(() => {
        this.pending = false;
        this.paint();
      });
    }
  }

  /* The size is not asked for here: the page would have to be laid out for it. */
  paint() {
    const { width, height } = this.size;
    const ratio = devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide || this.canvas.height !== high) {
      this.canvas.width = wide;
      this.canvas.height = high;
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = Dash.colour("idle");
    pen.fillRect(0, 0, width, height);
    const { peak } = this;
    if (peak === 0 || width === 0) {
      return;
    }
    const step = width / Math.max(this.values.length, 60);
    const left = width - this.values.length * step;
    const bar = (index, value, colour) => {
      const tall = (value / this.scale / peak) * (height - 6);
      pen.fillStyle = Dash.colour(colour);
      pen.fillRect(left + index * step, height - tall, Math.max(1, step - (step > 4 ? 1 : 0)), tall);
    };
    this.values.forEach((value, index) => {
      bar(index, value, this.kind === "rate" ? "name-0" : "name-2");
      if (this.bad[index] > 0) {
        bar(index, this.bad[index], "failed");
      }
    });
    this.left = left;
    this.step = step;
  }

  words(value) {
    return this.kind === "rate" ? Dash.rate(value) : Dash.count(value);
  }

  hover(event) {
    const x = event.clientX - this.canvas.getBoundingClientRect().left;
    const index = Math.floor((x - this.left) / this.step);
    const value = this.values[index];
    if (value === undefined) {
      Dash.hideTip();
      return;
    }
    const lines = [this.words(value / this.scale)];
    if (this.bad[index] > 0) {
      lines.push("of which failed: " + this.words(this.bad[index] / this.scale));
    }
    lines.push(Dash.duration((this.values.length - index) * this.seconds * 1000) + " ago");
    Dash.tip(lines, event.clientX, event.clientY);
  }
};
