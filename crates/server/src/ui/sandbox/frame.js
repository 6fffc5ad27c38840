// Renders one custom template of a record. This page has an origin of its own that nobody shares,
// and a policy that lets nothing in or out but what the operator allows; all it has comes from its
// parent by message, and all it tells is what stands in `tell` below. What a template runs shares
// this page, so the parent believes nothing that comes from here.
//
// In:   {type: "render", id, template, record, advanced_mode, theme}   theme: "light" or "dark"
//       {type: "theme", theme}
// Out:  {type: "height", id, height}             pixels, at most ten times a second
//       {type: "error", id, message}             of the template or its scripts
//       {type: "blocked", id, host, directive}   host as `--template-hosts` takes it
//       {type: "escape", id}                     the Esc key
"use strict";
(() => {
  const HEIGHT_MIN = 40;
  const HEIGHT_MAX = 4000;
  const PAUSE_MS = 100;
  const REPORTS_MAX = 20;
  const MESSAGE_MAX = 500;

  const above = window.parent;
  if (above === window) return;
  const { Handlebars } = window;
  delete window.Handlebars;
  // No policy covers these, and no template needs them.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) delete window[name];
  Handlebars.registerHelper("json", (value) => JSON.stringify(value));

  let origin = null;
  let id = null;
  let reports = 0;
  let blocked = new Set();
  let height = 0;
  let timer = null;

  function tell(message) {
    if (origin !== null) above.postMessage({ id, ...message }, origin);
  }

  function report(message) {
    if (reports++ < REPORTS_MAX) tell(message);
  }

  function fail(cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    report({ type: "error", message: message.slice(0, MESSAGE_MAX) });
  }

  function measure() {
    timer = null;
    const wanted = Math.ceil(document.body.getBoundingClientRect().height);
    const next = Math.min(HEIGHT_MAX, Math.max(HEIGHT_MIN, wanted));
    if (next === height) return;
    height = next;
    tell({ type: "height", height });
  }

  function resized() {
    timer ??= setTimeout(measure, PAUSE_MS);
  }

  function setTheme(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  }

  // Scripts that are put in as text do not run; they are made anew, one after the other, as a parser
  // would have run them.
  async function runScripts() {
    for (const script of document.body.querySelectorAll("script")) {
      const fresh = document.createElement("script");
      for (const { name, value } of script.attributes) fresh.setAttribute(name, value);
      fresh.async = script.hasAttribute("async");
      fresh.textContent = script.textContent;
      const isAwaited = fresh.hasAttribute("src") && !fresh.async;
      const done = isAwaited && new Promise((resolve) => (fresh.onload = fresh.onerror = resolve));
      script.replaceWith(fresh);
      await done;
    }
    // Templates wait for these, which were before them.
    document.dispatchEvent(new Event("DOMContentLoaded", { bubbles: true }));
    window.dispatchEvent(new Event("load"));
  }

  async function render({ template, record, advanced_mode }) {
    if (!advanced_mode) {
      document.body.innerHTML = Handlebars.compile(String(template))({ record });
      return;
    }
    window.record = record;
    const parsed = new DOMParser().parseFromString(String(template), "text/html");
    const nodes = [...parsed.head.childNodes, ...parsed.body.childNodes];
    document.body.replaceChildren(...nodes.map((node) => document.importNode(node, true)));
    await runScripts();
  }

  window.addEventListener("message", (event) => {
    if (event.source !== above || typeof event.data !== "object" || event.data === null) return;
    const { data } = event;
    setTheme(data.theme);
    if (data.type !== "render") return;
    origin = event.origin;
    id = data.id ?? null;
    reports = 0;
    blocked = new Set();
    height = 0;
    render(data).catch(fail).finally(resized);
  });
  window.addEventListener("error", (event) => fail(event.error ?? event.message));
  window.addEventListener("unhandledrejection", (event) => fail(event.reason));
  document.addEventListener("securitypolicyviolation", (event) => {
    let host = event.blockedURI;
    try {
      const url = new URL(host);
      host = url.origin === "null" ? url.protocol : url.origin;
    } catch {
      // A word such as `inline`.
    }
    const directive = event.effectiveDirective;
    if (blocked.has(`${directive} ${host}`)) return;
    blocked.add(`${directive} ${host}`);
    report({ type: "blocked", host, directive });
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.isTrusted) tell({ type: "escape" });
  });
  window.addEventListener("DOMContentLoaded", () => {
    new ResizeObserver(resized).observe(document.body);
  }, { once: true });
})();
