/** English texts of the short pages that answer a form which is not to be trusted, by status (lib/forms/answer.ts). */
export const refusals = {
  toStart: "Go to the start page",
  "400": { title: "This form can’t be read", lead: "Go back, reload the page, and send it again." },
  "403": {
    title: "This form came from another site",
    lead: "To keep your account safe, only this site’s own pages can send it. Open the page here and send it again.",
  },
  "404": { title: "There is no such form", lead: "Start again from the first page." },
  "413": { title: "This form is too large", lead: "Go back and shorten what you entered." },
  "415": { title: "This is not a form", lead: "Send it from one of this site’s own pages." },
  "429": { title: "Too many tries", lead: "Wait a few minutes, then try again." },
} as const;
