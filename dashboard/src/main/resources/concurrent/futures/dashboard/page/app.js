"use strict";

/* The page: it listens to the server, or shows what is in the report. */
{
  const executors = new Map();
  const main = document.getElementById("executors");
  const title = document.getElementById("title");
  const connection = document.getElementById("connection");
  const save = document.getElementById("save");
  const theme = document.getElementById("theme");
  const FRAME_MILLIS = 50;
  /* What drawing may take of the time, where the processors have more to do than they can. */
  const DRAWING_SHARE = 0.25;
  let fresh = true;

  const show = (state) => {
    Dash.setClock(state);
    Dash.setText(title, state.title);
    document.title = state.title;
    const there = new Set();
    for (const executor of state.executors) {
      there.add(executor.number);
      let part = executors.get(executor.number);
      if (part === undefined) {
        part = new Dash.Executor(executor, state.actions);
        executors.set(executor.number, part);
        main.append(part.element);
      }
      part.update(executor, fresh);
    }
    for (const [number, part] of executors) {
      if (!there.has(number)) {
        part.element.remove();
        executors.delete(number);
      }
    }
    fold(state.executors);
    document.getElementById("nothing").hidden = there.size > 0;
    fresh = false;
  };

  /* Where there are others that go on, those that have ended fold, unless somebody has opened them. */
  const fold = (all) => {
    const going = all.some((executor) => executor.state !== "ENDED");
    for (const executor of all) {
      const part = executors.get(executor.number);
      if (going && executor.state === "ENDED" && !part.folded) {
        part.folded = true;
        main.append(part.element);
        if (!part.touched) {
          part.setOpen(false);
        }
      }
    }
  };

  const connected = (style, words) => {
    connection.className = "connection " + style;
    Dash.setText(connection, words);
  };

  const listen = () => {
    const source = new EventSource(Dash.address("api/events"));
    source.addEventListener("open", () => {
      fresh = true;
      connected("live", "live");
    });
    source.addEventListener("message", (event) => show(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      connected("lost", "not connected");
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(listen, 3000);
      }
    });
  };

  /* --- light and dark: as the system has it, unless somebody chooses */

  const dark = matchMedia("(prefers-color-scheme: dark)");

  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

  const applyTheme = () => {
    Dash.forgetColours();
    theme.textContent = isDark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    executors.forEach((part) => part.redraw());
  };

  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // The browser keeps nothing for this page.
    }
  };

  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", document.documentElement.dataset.theme);
    } catch {
      // The browser keeps nothing for this page: it is chosen for this time.
    }
    applyTheme();
  });
  dark.addEventListener("change", applyTheme);
  const chosen = stored();
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }

  /* --- the rest of the page */

  document.getElementById("dialog-close").addEventListener("click", () => document.getElementById("dialog").close());

  const animate = (since) => {
    requestAnimationFrame((now) => {
      const moving = [...executors.values()].map((part) => part.stream).filter((stream) => stream.moves());
      const took = moving.reduce((sum, stream) => sum + stream.took, 0);
      if (now - since >= Math.max(FRAME_MILLIS, took / DRAWING_SHARE)) {
        moving.forEach((stream) => stream.draw());
        animate(now);
      } else {
        animate(since);
      }
    });
  };

  applyTheme();
  if (Dash.report) {
    const state = JSON.parse(Dash.report.textContent);
    save.hidden = true;
    connected("", "report of " + new Date(state.epoch + state.now).toLocaleString("en-GB"));
    show(state);
    executors.forEach((part) => part.stream.showAll());
  } else {
    save.href = Dash.address("api/report");
    listen();
    animate(0);
  }
}
