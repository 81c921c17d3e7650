// The phones of the simulator. What is typed goes to the REST door as any other message would; what stands on a phone
// is read from the server, which also draws it, so that nothing is lost or shown twice. The stream only says where
// there is news. Without this file the page has one phone as a plain form.
"use strict";

document.documentElement.classList.add("js");

const DOOR = "/webhooks/rest/webhook";
const TRIES = [0, 400, 1200, 3000, 6000]; // milliseconds before each try; the message_id makes a repeat harmless
const phones = new Map(); // by the resident's id
let stream = null;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const find = (selector, where = document) => where.querySelector(selector);
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");

function say(words) {
  find("#said").textContent = words;
}

class Phone {
  constructor(element) {
    this.element = element;
    this.id = element.dataset.phone;
    this.name = element.dataset.name;
    this.skin = element.dataset.skin;
    this.log = find(".log", element);
    this.tail = find(".log__tail", element);
    this.dots = find(".dots", element);
    this.input = find("textarea", element);
    this.sending = Promise.resolve();
    this.reading = Promise.resolve();
    this.listen();
    this.begin(kept(this.id) ?? fresh(this.id));
  }

  // A sender id is a phone: a fresh one has never written.
  begin(sender) {
    this.sender = sender;
    this.lines = new Map();
    this.day = "";
    keep(this.id, sender);
    for (const old of this.element.querySelectorAll(".bubble, .log__day")) old.remove();
    find(".log__empty", this.log).hidden = false;
    this.cost(null);
    this.log.setAttribute("aria-live", "off"); // what was said before is not read out again
    this.refresh().then(() => this.log.setAttribute("aria-live", "polite"));
  }

  listen() {
    this.element.addEventListener("click", (event) => this.press(event.target.closest("button")));
    find(".composer", this.element).addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendTyped();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.sendTyped();
    });
  }

  press(button) {
    if (!button) return;
    const { payload, say: words, kind, copy, again } = button.dataset;
    if (payload !== undefined) this.send({ message: button.textContent.trim(), payload });
    else if (words !== undefined) this.send({ message: words });
    else if (kind !== undefined) this.send({ message: "", kind });
    else if (copy !== undefined) this.copy();
    else if (again !== undefined) this.startAgain();
  }

  sendTyped() {
    const message = this.input.value.trim();
    this.input.value = "";
    if (message) this.send({ message });
  }

  // One after the other, so they arrive in the order they were written.
  send(words) {
    const body = { sender: this.sender, as: this.skin, message_id: random(), ...words };
    const waiting = this.pending(words);
    this.sending = this.sending.then(() => this.post(body, waiting));
  }

  pending(words) {
    const bubble = find("#pending").content.cloneNode(true).firstElementChild;
    const kinds = { voice: "Voice note", picture: "Picture" };
    find(".bubble__text", bubble).textContent = words.message || kinds[words.kind];
    find(".log__empty", this.log).hidden = true;
    this.tail.insertBefore(bubble, this.dots);
    this.toEnd();
    return bubble;
  }

  async post(body, waiting) {
    if (body.sender !== this.sender) return;
    this.dots.hidden = false;
    this.toEnd();
    const taken = await delivered(body);
    if (taken) await this.refresh();
    this.dots.hidden = true;
    if (body.sender === this.sender && taken) waiting.remove();
    else if (body.sender === this.sender) this.lost(body, waiting);
  }

  lost(body, waiting) {
    const meta = find(".bubble__meta", waiting);
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Send it again";
    again.addEventListener("click", () => {
      waiting.className = "bubble bubble--mine is-pending";
      meta.textContent = "sending";
      this.sending = this.sending.then(() => this.post(body, waiting));
    });
    waiting.classList.add("is-lost");
    this.tail.removeAttribute("aria-hidden"); // its button has to be found
    meta.replaceChildren("Not sent. ", again);
    say(`${this.name}'s message was not sent.`);
  }

  // One reading at a time: two would both think a message new.
  refresh() {
    this.reading = this.reading.then(() => this.read()).catch(() => {});
    return this.reading;
  }

  async read() {
    const sender = this.sender;
    const answer = await fetch(`/try/messages?sender=${sender}`);
    if (!answer.ok) return;
    const { messages, fragments } = await answer.json();
    if (sender !== this.sender) return; // started again meanwhile
    const news = messages.filter((message) => !this.lines.has(message.id));
    for (const message of news) this.show(message);
    this.cost(fragments);
    if (news.length) this.toEnd();
  }

  show(message) {
    this.lines.set(message.id, message.line);
    find(".log__empty", this.log).hidden = true;
    if (message.mine) find(".is-pending", this.tail)?.remove();
    else if (this.log.getAttribute("aria-live") === "polite") flag(this);
    if (message.day !== this.day) {
      const day = document.createElement("p");
      day.className = "log__day";
      day.textContent = this.day = message.day;
      this.tail.before(day);
    }
    this.tail.insertAdjacentHTML("beforebegin", message.html); // escaped where it was drawn
  }

  cost(fragments) {
    const words = fragments ? `All texts to this phone: ${fragments} SMS fragment${fragments === 1 ? "" : "s"}` : "";
    find("[data-cost]", this.element).textContent = words;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  startAgain() {
    this.begin(fresh(this.id));
    connect();
    say(`${this.name}'s phone starts again: the bot has never met it.`);
    this.input.focus();
  }

  async copy() {
    const words = Array.from(this.lines.values()).join("\n");
    try {
      await navigator.clipboard.writeText(words);
      say(`The conversation of ${this.name} is copied.`);
    } catch { // no clipboard on pages without https
      find("#transcript-text").value = words;
      find("#transcript").showModal();
      find("#transcript-text").select();
    }
  }
}

// Whether the door took it. What it refuses outright is not tried again.
async function delivered(body) {
  const headers = { "content-type": "application/json" };
  const token = find("#stage").dataset.token;
  if (token) headers.authorization = `Bearer ${token}`;
  for (const wait of TRIES) {
    await pause(wait);
    const answer = await fetch(DOOR, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
    if (answer?.ok) return true;
    if (answer && answer.status < 500 && answer.status !== 429) return false;
  }
  return false;
}

// This tab keeps its phones over a reload; another tab has its own.
function kept(id) {
  try {
    return sessionStorage.getItem(`phone-${id}`);
  } catch {
    return null;
  }
}

function keep(id, sender) {
  try {
    sessionStorage.setItem(`phone-${id}`, sender);
  } catch { /* storage is switched off: the phones live until the page is left */ }
}

function fresh(id) {
  return `try-${id}-${random()}`;
}

// The browser connects again by itself; each connection begins with every phone that has anything on it.
function connect() {
  stream?.close();
  const senders = Array.from(phones.values(), (phone) => `sender=${phone.sender}`).join("&");
  stream = new EventSource(`/try/stream?${senders}`);
  stream.addEventListener("clock", (event) => showTime(JSON.parse(event.data)));
  stream.addEventListener("news", (event) => {
    const sender = JSON.parse(event.data);
    for (const phone of phones.values()) if (phone.sender === sender) phone.refresh();
  });
}

function showTime(now) {
  find("#day").textContent = now.day;
  find("#time").textContent = now.time;
  find("#time").dateTime = now.at;
  for (const time of document.querySelectorAll("[data-time]")) time.textContent = now.time;
}

async function moveClock(event) {
  event.preventDefault();
  const body = new URLSearchParams({ to: event.submitter.value });
  for (const phone of phones.values()) body.append("sender", phone.sender);
  const headers = { accept: "application/json" };
  const answer = await fetch("/try/clock", { method: "POST", headers, body }).catch(() => null);
  if (!answer?.ok) return say("The clock did not move. Try again.");
  const { now, said } = await answer.json();
  showTime(now);
  say(said);
  for (const phone of phones.values()) phone.refresh();
}

// On a small screen one phone is in the hand; the others show a dot when something comes.
function choose(id) {
  for (const phone of phones.values()) phone.element.classList.toggle("is-current", phone.id === id);
  for (const one of document.querySelectorAll("[data-choose]")) {
    one.setAttribute("aria-pressed", String(one.dataset.choose === id));
    if (one.dataset.choose === id) find(".chooser__news", one).hidden = true;
  }
  phones.get(id).toEnd();
}

function flag(phone) {
  find(`[data-choose="${phone.id}"] .chooser__news`).hidden = phone.element.classList.contains("is-current");
}

document.addEventListener("DOMContentLoaded", () => {
  for (const element of document.querySelectorAll("[data-phone]")) {
    const phone = new Phone(element);
    phones.set(phone.id, phone);
  }
  for (const one of document.querySelectorAll("[data-choose]")) one.addEventListener("click", () => choose(one.dataset.choose));
  find("#clock").addEventListener("submit", moveClock);
  choose(phones.keys().next().value);
  connect();
});
