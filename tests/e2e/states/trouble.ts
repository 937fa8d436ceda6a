/** What went wrong: an error that the service tells, and a page that fails. */
import type { ErrorId } from "@/lib/ory/error-ids";
import type { AppProcess } from "../fixtures/app-process";
import type { ServiceDouble } from "../fixtures/service-double";
import { control, expectNotice, signIn } from "../fixtures/flow-page";
import { expect } from "../fixtures/test";
import type { AtHand, StateGroup } from "./state";

type WithDouble = AtHand & { trouble: { service: ServiceDouble; app: AppProcess } };
type WithBroken = AtHand & { broken: AppProcess };

/** Errors that lead on in different ways. */
const TOLD: ErrorId[] = [
  "security_csrf_violation",
  "security_identity_mismatch",
  "session_aal2_required",
  "self_service_flow_return_to_forbidden",
];

export const troubleStates: StateGroup<WithDouble> = {
  name: "trouble",
  states: [
    {
      name: "service away",
      page: "/login",
      open: async ({ page, trouble }) => {
        trouble.service.answer("", "drop");
        await page.goto(`${trouble.app.url}/login`);
        await expect(page.getByTestId("unavailable")).toBeVisible();
      },
    },
    {
      name: "service away at a post",
      page: "/login",
      isOnce: true,
      open: async ({ page, people, trouble }) => {
        await page.goto(`${trouble.app.url}/login`);
        trouble.service.answer("POST /self-service/login", { status: 503, text: "" });
        await signIn(page, people.stranger());
        await expectNotice(page);
        await expect(control(page, "password")).toHaveValue("");
      },
    },
    ...TOLD.map((id) => ({
      name: `error ${id}`,
      page: "/error",
      open: async ({ page, trouble }: WithDouble) => {
        const at = "2026-01-31T09:30:00Z";
        const error = { id, code: 400, status: "Bad Request", reason: `The request was refused: ${id}.` };
        trouble.service.answer("GET /self-service/errors", {
          status: 200,
          body: { id: "11111111-1111-4111-8111-111111111111", created_at: at, updated_at: at, error },
        });
        await page.goto(`${trouble.app.url}/error?id=11111111-1111-4111-8111-111111111111`);
        await expect(page.getByTestId("ui/error/message")).toContainText(error.reason);
      },
    })),
  ],
};

export const brokenStates: StateGroup<WithBroken> = {
  name: "failed page",
  states: [
    {
      name: "failed page",
      page: "error",
      open: async ({ page, people, signedIn, broken }) => {
        await signedIn(page, await people.member());
        await page.goto(`${broken.url}/notes`);
        await expect(page.getByRole("main").locator("code")).toBeVisible();
      },
    },
  ],
};
