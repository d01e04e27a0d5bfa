"use strict";

/* Draws a task stream: a row for each worker, time from left to right. */
Dash.paintStream = (pen, model, view) => {
  const { width, height, gutter, rowHeight, rows, from, to, selected } = view;
  const scale = (width - gutter) / (to - from);
  const x = (time) => gutter + (time - from) * scale;
  const gap = rowHeight >= 8 ? 2 : rowHeight >= 5 ? 1 : 0;
  const bottom = rows * rowHeight;

  pen.clearRect(0, 0, width, height);

  const strip = (row, start, end, colour, shrink = 0) => {
    const left = Math.max(gutter, x(start));
    const right = Math.min(width, x(end));
    if (right < gutter || left > width) {
      return;
    }
    pen.fillStyle = colour;
    pen.fillRect(left, row * rowHeight + shrink, Math.max(1, right - left), rowHeight - gap - shrink);
  };

  for (let row = 0; row < rows; row++) {
    pen.fillStyle = Dash.colour("idle");
    pen.fillRect(gutter, row * rowHeight, width - gutter, rowHeight - gap);
  }

  // Time: lines where the clock is round, as far apart as what is written at them needs.
  pen.font = "11px " + getComputedStyle(document.body).fontFamily;
  pen.textBaseline = "top";
  const [seconds, fractions] = ["00:00:00", "00:00:00.000"].map((text) => pen.measureText(text).width + 24);
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 3e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5, 72e5];
  const step = steps.find((one) => one * scale >= (one < 1000 ? fractions : seconds)) ?? 144e5;
  for (let time = Dash.roundTime(from, step); time <= to; time += step) {
    pen.fillStyle = Dash.colour("line");
    pen.fillRect(Math.round(x(time)), 0, 1, bottom + 3);
    const left = x(time) + 3;
    const text = Dash.timeOfDay(time) + (step < 1000 ? "." + Dash.millisOfSecond(time) : "");
    if (left + pen.measureText(text).width < width) {
      pen.fillStyle = Dash.colour("dim");
      pen.fillText(text, left, bottom + 3);
    }
  }

  // The oldest first, so that what came last is on top. Of those that are narrower than a pixel, one for each is drawn.
  const visible = [];
  const drawn = [];
  for (const one of model.since(from)) {
    if (one.start > to) {
      continue;
    }
    const column = Math.floor(x(one.start));
    const narrow = (one.arrival - one.start) * scale < 1;
    if (!narrow || one.kind === 4 || drawn[one.row] !== column) {
      visible.push(one);
    }
    drawn[one.row] = column;
  }
  for (let at = visible.length - 1; at >= 0; at--) {
    const one = visible[at];
    if (one.row >= rows) {
      continue;
    }
    if (one.count === 1 && (one.arrival - one.end) * scale >= 1) {
      strip(one.row, one.end, one.arrival, Dash.colour("travel"), Math.max(1, Math.round((rowHeight - gap) * 0.65)));
    }
    const reserved = Dash.StreamModel.COLOURS[one.kind];
    const colour = Dash.colour(reserved ?? Dash.nameColour(one.group));
    strip(one.row, one.start, one.end, colour);
    if (one.kind === 4) {
      // Where a worker died: a mark that is seen also where the task was short.
      pen.fillStyle = Dash.colour("failed");
      pen.fillRect(x(one.end) - 1, one.row * rowHeight, 3, rowHeight - gap);
    }
  }
  pen.globalAlpha = 0.55;
  for (const one of model.running) {
    if (one.row < rows && one.start < to) {
      strip(one.row, one.start, Math.min(to, Dash.now()), Dash.colour(Dash.nameColour(one.group)));
    }
  }
  pen.globalAlpha = 1;

  if (selected !== null && selected.row < rows) {
    const left = Math.max(gutter, x(selected.start));
    const right = Math.min(width, x(selected.kind === -1 ? Dash.now() : selected.end));
    pen.strokeStyle = Dash.colour("text");
    pen.lineWidth = 2;
    pen.strokeRect(left, selected.row * rowHeight + 1, Math.max(3, right - left), Math.max(2, rowHeight - gap - 2));
  }

  // Names of the workers, where they fit.
  pen.clearRect(0, 0, gutter - 4, height);
  if (rowHeight >= 11) {
    pen.textBaseline = "middle";
    for (const [row, worker] of model.rows) {
      pen.fillStyle = Dash.colour(worker.gone === undefined ? "text" : "dim");
      pen.fillText(view.label(worker), 0, row * rowHeight + (rowHeight - gap) / 2 + 0.5, gutter - 8);
    }
  }
};
