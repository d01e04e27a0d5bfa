"use strict";

/* A small chart of a series of numbers over time. */
Dash.Chart = class {
  constructor(label, kind) {
    this.kind = kind;
    this.value = Dash.el("b");
    this.peak = Dash.el("span");
    this.canvas = Dash.el("canvas", { role: "img", "aria-label": label });
    this.element = Dash.el("div", { class: "chart" }, Dash.el("p", {}, label + " ", this.value, this.peak), this.canvas);
    this.values = [];
    this.bad = [];
    this.scale = 1;
    this.seconds = 1;
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    this.canvas.addEventListener("pointermove", (event) => this.hover(event));
    this.canvas.addEventListener("pointerleave", Dash.hideTip);
  }

  /* scale: what a value is divided by; bad: the part of each value that is drawn as failed */
  set(values, bad, scale, seconds) {
    this.values = values;
    this.bad = bad;
    this.scale = scale;
    this.seconds = seconds;
    this.draw();
  }

  /* What is now, which may be newer than the series. */
  say(now) {
    Dash.setText(this.value, now);
  }

  draw() {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.fillStyle = Dash.colour("idle");
    pen.fillRect(0, 0, width, height);
    const peak = this.values.reduce((most, value) => Math.max(most, value / this.scale), 0);
    Dash.setText(this.peak, peak > 0 ? "peak " + this.words(peak) : "");
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
