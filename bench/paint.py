"""Scripts that measure inside a page: by the events' own clock, up to the first task after a frame was painted."""

# Before the page's own scripts: whoever hears a frame of the socket or a key hears it after us.
WATCH = """
(() => {
  const seen = { frame: [], key: [], painted };
  window.parlorBench = seen;
  function painted(text, since, times) {
    let isDone = false;
    const look = () => {
      if (isDone || !document.querySelector('[role=log]')?.textContent.includes(text)) return;
      isDone = true;
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => times.push(performance.now() - since);
        channel.port2.postMessage(null);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  }
  const Native = WebSocket;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', (event) => {
        const since = performance.now();
        const frame = JSON.parse(event.data);
        if (frame.type === 'message.created' && frame.data.direction === 'in')
          painted(frame.data.text, since, seen.frame);
      });
    }
  };
  document.addEventListener('keydown', (event) => {
    const field = event.target;
    if (event.key === 'Enter' && field.tagName === 'TEXTAREA' && field.value)
      painted(field.value, event.timeStamp, seen.key);
  }, true);
})();
"""

# A page that does nothing but show what it hears: the least that a browser on this machine needs.
BARE = (
    "data:text/html,<!doctype html><meta charset=utf-8><textarea></textarea>"
    "<div role=log style='height:600px;overflow-y:auto'></div>"
)
BARE_WORK = """
() => {
  const log = document.querySelector('[role=log]');
  const show = (text) => {
    const line = document.createElement('p');
    line.textContent = text;
    log.append(line);
    log.scrollTop = log.scrollHeight;
  };
  const line = new MessageChannel();
  line.port1.onmessage = ({ data }) => {
    parlorBench.painted(data, performance.now(), parlorBench.frame);
    show(data);
  };
  window.say = (text) => line.port2.postMessage(text);
  const field = document.querySelector('textarea');
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    show(field.value);
    field.value = '';
  });
}
"""

# Scroll near the top, and follow the message in the middle of the screen until an older page stands above it. It is
# looked at after each paint: before it, rows that have just grown are not yet made up for.
SHIFT = """
async () => {
  const pane = document.querySelector('[role=log]');
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  }));
  const oldest = () => pane.querySelector('[data-message]')?.dataset.message;
  pane.scrollTop = 390;
  await frame();
  await frame();
  const middle = pane.getBoundingClientRect().top + pane.clientHeight / 2;
  const held = [...pane.querySelectorAll('[data-message]')]
    .find((one) => one.getBoundingClientRect().bottom > middle);
  if (!held) return null;
  const [id, before, height] = [held.dataset.message, held.getBoundingClientRect().top, pane.scrollHeight];
  let [most, after] = [0, 0];
  for (let count = 0; count < 120 && after < 20; count += 1) {
    await frame();
    const now = pane.querySelector(`[data-message="${id}"]`);
    if (!now) return Infinity;
    most = Math.max(most, Math.abs(now.getBoundingClientRect().top - before));
    if (after || pane.scrollHeight !== height) after += 1;
  }
  return after ? most : null;
}
"""

# What the browser had fetched of scripts, in bytes as they were sent.
SCRIPTS = """
() => performance.getEntriesByType('resource')
  .filter((one) => new URL(one.name).pathname.endsWith('.js'))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)
"""
