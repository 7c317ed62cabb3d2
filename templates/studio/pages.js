"use strict";
// Pages and Print: how far the build is, and the page as it prints in the place of its draft.
// Both screens work without this: there are links that look again.

const OFTEN = 400;

// what is new is put into the page; pictures that are there already stay, and so does the focus
async function renew() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const old = document.getElementById("pack");
  const focused = document.activeElement?.id;
  const pictures = new Map();
  for (const picture of old.querySelectorAll("img")) {
    if (picture.complete && picture.naturalWidth) pictures.set(picture.dataset.printed ?? picture.src, picture);
  }
  const renewed = document.adoptNode(page.getElementById("pack"));
  for (const picture of renewed.querySelectorAll("img")) {
    const before = pictures.get(picture.dataset.printed ?? picture.src);
    if (before) picture.replaceWith(before);
  }
  old.replaceWith(renewed);
  if (focused) document.getElementById(focused)?.focus();
  begin();
}

async function look() {
  const text = document.getElementById("progress-text");
  if (!text) return;
  try {
    const workshop = location.pathname.split("/w/")[1].split("/")[0];
    const now = await (await fetch(`${base}/w/${workshop}/pages/progress`)).json();
    if (!now.isAtWork) return renew();
    const bar = document.getElementById("progress");
    bar.max = now.parts || 1;
    bar.value = now.finished;
    if (text.textContent !== now.text) text.textContent = now.text;
  } catch {
    // the studio has ended, which the other script says
  }
  setTimeout(look, OFTEN);
}

// the draft stays until the page that prints is there
function showPrinted() {
  const sheet = document.getElementById("sheet");
  if (!sheet || sheet.src.includes("printed=1")) return;
  const note = document.getElementById("sheet-note");
  const printed = new Image();
  printed.onload = () => {
    sheet.src = printed.src;
    note?.replaceChildren();
  };
  printed.src = sheet.dataset.printed;
}

function begin() {
  for (const link of document.querySelectorAll(".look-again")) link.hidden = true;
  if (document.getElementById("on-its-way")) setTimeout(renew, OFTEN);
  look();
  const sheet = document.getElementById("sheet");
  if (!sheet) return;
  if (sheet.complete) showPrinted();
  else sheet.addEventListener("load", showPrinted, { once: true });
}
begin();
