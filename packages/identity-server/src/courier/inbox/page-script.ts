// Runs on the inbox page: copies codes, and lets new mails in without a reload.
export const inboxScript = `
const mails = document.getElementById("mails");
const news = document.getElementById("news");

function say(text) {
  news.textContent = text;
  news.classList.toggle("hidden", text === "");
}

function showCopyButtons(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  say("Code " + button.dataset.copy + " copied.");
});

async function letIn() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = [...page.querySelectorAll("article")].filter((mail) => !document.getElementById(mail.id));
  if (fresh.length === 0) return;
  mails.querySelector(".empty")?.remove();
  mails.prepend(...fresh);
  mails.dataset.newest = page.getElementById("mails").dataset.newest;
  document.title = page.title;
  showCopyButtons(mails);
  say(fresh.length === 1 ? "A new mail: " + fresh[0].querySelector("h2").textContent : fresh.length + " new mails.");
}

async function watch() {
  for (;;) {
    try {
      const query = new URLSearchParams(location.search);
      query.set("wait", "25s");
      if (mails.dataset.newest) query.set("after", mails.dataset.newest);
      const answer = await fetch("inbox/messages?" + query);
      if (!answer.ok) throw new Error(String(answer.status));
      if ((await answer.json()).length > 0) await letIn();
    } catch {
      // The server restarts, or the page is on its way out.
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

showCopyButtons(document);
watch();
`;
