// One origin for page and app: this server has the page below /spa/, and passes everything else on to Foyer.
import { defineConfig } from "vite";

const PATH = "/spa/";
const FOYER = process.env.FOYER_URL ?? "http://localhost:3000";

// What comes in here is the browser's own word, Host and Origin included: Foyer knows this origin by its APP_URL.
const proxy = { [`^/(?!${PATH.slice(1)})`]: { target: FOYER, ws: true } };
const listen = { port: 5173, strictPort: true, proxy };

export default defineConfig({
  root: import.meta.dirname,
  base: PATH,
  server: listen,
  preview: {
    ...listen,
    // For whatever serves the built page; the QR code of an authenticator app is a data: address.
    headers: {
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
    },
  },
});
