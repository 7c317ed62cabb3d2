"use strict";
// Every page works without this script. It sends forms without loading the page again, puts in place what
// differs in the answer, and never touches a field that someone is typing in.

const base = document.body.dataset.base;
const STILL_OPEN = 20000;
const dirty = new Set();
const waiting = [];
let isSending = false;

document.documentElement.classList.add("with-script");

function isField(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
}

function isProtected(field) {
  return field === document.activeElement || dirty.has(field);
}

// ---- what differs in a new version of the page

function sameThing(old, fresh) {
  return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && (old.id || "") === (fresh.id || "");
}

function putInPlace(old, fresh) {
  if (!sameThing(old, fresh)) {
    old.replaceWith(document.importNode(fresh, true));
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  // what a person unfolded stays so
  const own = old instanceof HTMLDetailsElement ? ["open"] : [];
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !own.includes(name)) old.setAttribute(name, value);
  }
  if (isField(old) && old.type !== "hidden") {
    if (!isProtected(old)) fillIn(old, fresh);
    if (!(old instanceof HTMLSelectElement)) return;
  }
  putChildrenInPlace(old, fresh);
}

function fillIn(old, fresh) {
  if (old.type === "checkbox" || old.type === "radio") old.checked = fresh.checked;
  else if (old.type !== "file" && old.value !== fresh.value) old.value = fresh.value;
}

function putChildrenInPlace(old, fresh) {
  let next = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const known = child.id && [...old.children].find((element) => element.id === child.id);
    if (known) {
      if (known !== next) old.insertBefore(known, next);
      putInPlace(known, child);
      next = known.nextSibling;
    } else if (next && sameThing(next, child)) {
      const after = next.nextSibling;
      putInPlace(next, child);
      next = after;
    } else {
      old.insertBefore(document.importNode(child, true), next);
    }
  }
  while (next) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}

// a part that is gone takes the focus with it: it goes to what is nearest
function nearest(path) {
  for (const element of path) {
    if (!element.isConnected || element === document.body) continue;
    const target = element.querySelector("button:not(:disabled), a[href], input:not([type=hidden])");
    return element.id === "main" ? element : target || element;
  }
  return document.getElementById("main");
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement;
  const path = [];
  for (let element = focused; element; element = element.parentElement) path.push(element);
  document.title = fresh.title;
  putInPlace(document.body, fresh.body);
  if (focused === document.body || document.activeElement === focused && focused.isConnected && !focused.disabled) return;
  const isThere = focused.isConnected && !focused.disabled;
  (isThere ? focused : nearest(path.slice(1))).focus({ preventScroll: isThere });
  document.activeElement.scrollIntoView({ block: "nearest" });
}

// ---- sending, one after the other: so each form has the hashes that the answer before it brought

async function sendNext() {
  const next = waiting.shift();
  if (!next) return;
  isSending = true;
  try {
    const { form, name, value } = next;
    if (form.isConnected) await send(form, name, value);
    gone(false);
  } catch {
    waiting.length = 0;
    gone(true);
  } finally {
    isSending = false;
    if (waiting.length) sendNext();
  }
}

async function send(form, name, value) {
  const data = new FormData(form);
  if (name) data.append(name, value);
  const sent = new Map();
  for (const field of form.elements) if (dirty.has(field)) sent.set(field, field.value);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  const answer = await fetch(form.action, { method: "POST", body });
  const html = await answer.text();
  // what was typed while the answer was on its way is sent later
  for (const [field, text] of sent) if (field.value === text) dirty.delete(field);
  if (new URL(answer.url).pathname !== location.pathname && !answer.url.endsWith(new URL(form.action).pathname)) {
    location.assign(answer.url);
    return;
  }
  show(html);
}

async function refresh() {
  if (isSending || waiting.length) return;
  isSending = true;
  try {
    const answer = await fetch(location.href);
    if (answer.ok) show(await answer.text());
  } catch {
    // stillOpen says that the studio has ended
  } finally {
    isSending = false;
    if (waiting.length) sendNext();
  }
}

document.addEventListener("input", (event) => {
  if (isField(event.target)) dirty.add(event.target);
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && "auto" in form.dataset) form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "load" in form.dataset) return;
  event.preventDefault();
  const button = event.submitter;
  waiting.push({ form, name: button && button.name, value: button && button.value });
  if (!isSending) sendNext();
});

// another program may have changed the files meanwhile
window.addEventListener("focus", refresh);

// a page with something at work in it says how often it is to be looked at again
setInterval(() => {
  if (document.querySelector("[data-refresh]") && !document.hidden) refresh();
}, 700);

// ---- the studio ends when no page says any more that it is open

function gone(isGone) {
  const line = document.getElementById("gone");
  line.textContent = isGone ? line.dataset.text : "";
  line.hidden = !isGone;
}

async function stillOpen() {
  try {
    await fetch(`${base}/open`, { method: "POST" });
    gone(false);
  } catch {
    gone(true);
  }
}
stillOpen();
setInterval(stillOpen, STILL_OPEN);
