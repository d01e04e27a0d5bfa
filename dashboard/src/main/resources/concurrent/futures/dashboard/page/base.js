"use strict";

/* What all parts use: elements, words for numbers, colours, requests. Text is only ever set as text. */
const Dash = {
  report: document.getElementById("report"),
  token: new URLSearchParams(location.search).get("token"),
};

/* An element. Properties: class, text, title, on (listeners), and attributes. */
Dash.el = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") {
      element.className = value;
    } else if (name === "text") {
      element.textContent = value;
    } else if (name === "on") {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
};

/* Sets a text, and leaves the page alone if it is there. */
Dash.setText = (element, text) => {
  if (element.textContent !== text) {
    element.textContent = text;
  }
};

/* Sets a property, likewise. */
Dash.set = (element, name, value) => {
  if (element[name] !== value) {
    element[name] = value;
  }
};

Dash.count = (number) => number.toLocaleString("en-US", { maximumFractionDigits: 0 });

Dash.rate = (perSecond) => {
  if (perSecond >= 100) {
    return Dash.count(perSecond) + "/s";
  }
  return (perSecond >= 10 ? perSecond.toFixed(0) : perSecond.toFixed(1)) + "/s";
};

Dash.duration = (millis) => {
  if (millis < 0.9995) {
    return Math.max(0, Math.round(millis * 1000)) + " µs";
  }
  if (millis < 10) {
    return millis.toFixed(1) + " ms";
  }
  if (millis < 1000) {
    return Math.round(millis) + " ms";
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return (seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)) + " s";
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return minutes + " min " + Math.floor(seconds % 60) + " s";
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? hours + " h " + (minutes % 60) + " min" : Math.floor(hours / 24) + " days";
};

Dash.bytes = (bytes) => {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return (unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)) + " " + units[unit];
};

/* So much of a text that it does not fill a table. */
Dash.cut = (text, most) => {
  const letters = [...text];
  return letters.length <= most ? text : letters.slice(0, most - 1).join("") + "…";
};

/* A name without its package. */
Dash.brief = (name) => name.slice(name.lastIndexOf(".") + 1);

/* The name of a worker without that of its executor; of one of a cluster, without that of its agent's pool. */
Dash.workerLabel = (worker, executor) => {
  const short = worker.name.replace(/^([^/]+\/)ProcessPoolExecutor-\d+-/, "$1");
  const own = short.startsWith(executor + "-") ? short.slice(executor.length + 1) : short;
  return /^\d+$/.test(own) ? "thread " + own : own;
};

/* --- time: of the server, in milliseconds since the dashboard began */
{
  let epoch = 0;
  let offset = 0;
  let frozen = null;

  Dash.setClock = (state) => {
    epoch = state.epoch;
    offset = state.now - performance.now();
    frozen = Dash.report ? state.now : null;
  };

  Dash.now = () => (frozen === null ? performance.now() + offset : frozen);

  Dash.timeOfDay = (millis) => new Date(epoch + millis).toLocaleTimeString("en-GB");

  Dash.millisOfSecond = (millis) => String(Math.floor((epoch + millis) % 1000)).padStart(3, "0");

  /* The first time from then on that is round on the clock. */
  Dash.roundTime = (millis, step) => Math.ceil((epoch + millis) / step) * step - epoch;

  Dash.ago = (millis) => {
    const past = Dash.now() - millis;
    return past < 1000 ? "now" : Dash.duration(Math.floor(past / 1000) * 1000) + " ago";
  };
}

/* --- colours: as the theme has them now */
{
  const NAMES = 10;
  let known = new Map();

  Dash.colour = (name) => {
    let colour = known.get(name);
    if (colour === undefined) {
      colour = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
      known.set(name, colour);
    }
    return colour;
  };

  Dash.forgetColours = () => {
    known = new Map();
  };

  Dash.nameColour = (group) => (group < 0 ? "several" : "name-" + (group % NAMES));

  Dash.swatch = (colour) => {
    const swatch = Dash.el("i", { class: "swatch" });
    swatch.style.background = "var(--" + colour + ")";
    return swatch;
  };
}

/* --- requests */
Dash.address = (path) => (Dash.token === null ? path : path + "?token=" + encodeURIComponent(Dash.token));

/* Has the server do something. The header is one that no page of another site can set. */
Dash.post = async (path, parameters) => {
  const headers = { "X-Dashboard": "1" };
  if (Dash.token !== null) {
    headers.Authorization = "Bearer " + Dash.token;
  }
  const query = new URLSearchParams(parameters).toString();
  const answer = await fetch(path + "?" + query, { method: "POST", headers });
  return { ok: answer.ok, text: await answer.text() };
};

/* --- the one dialog, and the one tip */
Dash.show = (title, text) => {
  const dialog = document.getElementById("dialog");
  document.getElementById("dialog-title").textContent = title;
  document.getElementById("dialog-text").textContent = text;
  if (!dialog.open) {
    dialog.showModal();
  }
};

Dash.tip = (lines, x, y) => {
  const tip = document.getElementById("tip");
  const [first, ...others] = lines;
  tip.replaceChildren(Dash.el("b", { text: first }), ...others.map((line) => Dash.el("span", { text: line })));
  tip.hidden = false;
  const width = tip.offsetWidth;
  const height = tip.offsetHeight;
  tip.style.left = Math.max(8, Math.min(x + 14, document.documentElement.clientWidth - width - 12)) + "px";
  tip.style.top = (y + 18 + height > innerHeight ? Math.max(8, y - height - 12) : y + 18) + "px";
};

Dash.hideTip = () => {
  document.getElementById("tip").hidden = true;
};
