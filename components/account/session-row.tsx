/** One device in the list of sessions. */
import type { ReactNode } from "react";
import type { Session } from "@ory/client";
import { LaptopIcon, PhoneIcon } from "@/components/ui/icons";
import { Time } from "@/components/ui/time";
import { useTranslations } from "@/lib/i18n";
import { deviceName, devicePlace, firstDevice } from "@/lib/account/device";
import { deviceText } from "@/lib/account/device-text";
import { useAssuranceText, useSessionWays } from "./ways";

interface SessionRowProps {
  session: Session;
  isCurrent?: boolean;
  /** What can be done with it. */
  children?: ReactNode;
}

export function SessionRow({ session, isCurrent = false, children }: SessionRowProps) {
  const t = useTranslations("sessions");
  const device = firstDevice(session);
  const name = deviceName(device?.user_agent);
  const place = devicePlace(device);
  const Icon = name.isPhone ? PhoneIcon : LaptopIcon;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-4 py-5 sm:flex-nowrap">
      <span
        className={`flex size-11 shrink-0 items-center justify-center rounded-control ${isCurrent ? "bg-accent-soft text-accent" : "bg-sunken text-muted"}`}
      >
        <Icon width="22" height="22" />
      </span>
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold">
          {deviceText(name, t)}
          {isCurrent && (
            <span className="rounded-pill bg-accent-soft px-2.5 py-0.5 text-xs font-semibold text-accent">
              {t("current")}
            </span>
          )}
        </p>
        <p className="mt-1 text-sm text-muted [overflow-wrap:anywhere]">
          {t("lastSignIn")} <Time value={session.authenticated_at} />
          {place !== undefined && (
            <>
              {" "}
              {t("from")} <bdi>{place}</bdi>
            </>
          )}
        </p>
        <p className="mt-0.5 text-sm text-muted">
          {useSessionWays(session).join(" + ")} · {useAssuranceText(session)} · {t("ends")}{" "}
          <Time value={session.expires_at} withTime={false} />
        </p>
      </div>
      {children}
    </div>
  );
}
