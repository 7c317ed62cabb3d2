"use strict";
// Every page works without this script. It saves waiting, and keeps what is being typed.

const base = document.body.dataset.base;
const STILL_OPEN = 20000;

// the studio ends when no page says any more that it is open
async function stillOpen() {
  const gone = document.getElementById("gone");
  try {
    await fetch(`${base}/open`, { method: "POST" });
    gone.hidden = true;
  } catch {
    gone.textContent = gone.dataset.text;
    gone.hidden = false;
  }
}
stillOpen();
setInterval(stillOpen, STILL_OPEN);
