// Search in the page: the words of the index, as they are written or as they were meant.
"use strict";
const index = JSON.parse(document.getElementById("index").textContent);
const box = document.getElementById("words");
const said = document.getElementById("said");
const answers = document.getElementById("answers");
const entries = new Map([...document.querySelectorAll("article.entry")].map((entry) => [entry.dataset.id, entry]));
const homes = new Map([...entries].map(([id, entry]) => [id, { parent: entry.parentNode, next: entry.nextSibling }]));
const chapters = document.querySelectorAll("section.chapter");
const empty = new Set(index.empty);
const spellings = Object.keys(index.words);
const MISSPELT = 0.7;
const FAINT = 0.2;

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function asked(text) {
  const words = folded(text).match(/[\p{L}]+/gu) || [];
  const telling = [...new Set(words)].filter((word) => !empty.has(word));
  return telling.length ? telling : words;
}

// How many letters have to be changed, left out, put in or swapped: no more than `most`.
function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = [...Array(other.length + 1).keys()];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      let fewest = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + change);
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap) fewest = Math.min(fewest, before[column - 2] + 1);
      next.push(fewest);
    }
    before = last;
    last = next;
  }
  return last[other.length];
}

function meant(word) {
  const beginning = spellings.filter((spelling) => word.length > 3 && spelling.startsWith(word));
  if (beginning.length) return beginning;
  if (word.length < 4) return [];
  let most = Math.min(2, Math.floor(word.length / 4));
  let nearest = [];
  for (const spelling of spellings) {
    const number = slips(word, spelling, most);
    if (number < most) nearest = [];
    if (number <= most) nearest.push(spelling);
    most = Math.min(most, number);
  }
  return nearest;
}

function scores(word) {
  if (index.words[word]) return index.words[word];
  const best = {};
  for (const spelling of meant(word)) {
    for (const [id, score] of Object.entries(index.words[spelling])) {
      best[id] = Math.max(best[id] || 0, score * MISSPELT);
    }
  }
  return best;
}

function found(text) {
  const total = {};
  for (const word of asked(text)) {
    for (const [id, score] of Object.entries(scores(word))) total[id] = (total[id] || 0) + score;
  }
  const ranked = Object.entries(total).sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return ranked.filter(([, score]) => score >= FAINT * ranked[0][1]).map(([id]) => id);
}

function show(text) {
  for (const [id, home] of [...homes].reverse()) home.parent.insertBefore(entries.get(id), home.next);
  const isAsked = text.trim() !== "";
  const ids = isAsked ? found(text) : [];
  for (const chapter of chapters) chapter.hidden = isAsked;
  answers.hidden = !isAsked;
  for (const id of ids) answers.append(entries.get(id));
  said.textContent = isAsked && !ids.length ? said.dataset.none : "";
}

document.getElementById("search").hidden = false;
document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("input", () => show(box.value));
const linked = decodeURIComponent(location.hash.match(/^#about=(.*)/)?.[1] || "");
if (linked) {
  box.value = linked;
  show(linked);
}
